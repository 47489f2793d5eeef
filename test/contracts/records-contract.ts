import { describe, expect, test } from 'vitest';
import { failureOf, shown } from '../../src/host/local-host.test-kit.ts';
import { never } from './link-contract.ts';
import { type ContractHost, type Opened, onHost, settingStep, stepOf } from './session-contract.ts';

/** What every host keeps to with the steps that it is told to do and to undo. */
export function recordsContract(name: string, open: () => Promise<ContractHost>): void {
  const on = (work: (opened: Opened) => Promise<void>) => onHost(open, work);
  const undone = (number: number) => ({ number, outcome: 'undone', why: '' });
  const nothing = (number: number) => ({ number, outcome: 'nothing', why: '' });

  describe(`recorded steps: ${name}`, () => {
    test(
      'the operations of a step are done in order, the first that fails ends it, and then it is looked',
      on(async ({ session, words, values }) => {
        const step = stepOf(1, [
          words.say('one '),
          words.set('a', '1'),
          words.fail('two', 7),
          words.add('b'),
        ]);
        const { done, answers } = await session.perform(step, [words.get('a')], never);
        expect([done, ...answers].map(shown)).toMatchObject([
          { exitCode: 7, out: 'one ', err: 'two' },
          { exitCode: 0, out: '1' },
        ]);
        expect(await values('b')).toEqual([undefined]);
        expect((await session.survey('r', never)).steps).toMatchObject([{ number: 1, end: 'failed' }]);
      }),
    );

    test(
      'the undo is recorded before the step: also one that failed half way goes back',
      on(async ({ host, session, words, values }) => {
        host.put('a', 'before');
        const step = settingStep(words, 1, 'a');
        const operations = [...step.operations, words.fail('no', 1)];
        await session.perform({ ...step, operations }, [], never);
        expect(await values('a')).toEqual(['by step 1']);
        expect(await session.undo('r', [1], never)).toEqual([undone(1)]);
        expect(await values('a')).toEqual(['before']);
      }),
    );

    test(
      'steps go back in the order given, each once, whoever asks',
      on(async ({ host, session, words, values }) => {
        host.put('a', 'zero');
        for (const number of [1, 2]) await session.perform(settingStep(words, number, 'a'), [], never);
        await session.perform(stepOf(3, [], { undo: [words.add('undone')] }), [], never);
        expect(await session.undo('r', [3, 2], never)).toEqual([undone(3), undone(2)]);
        expect(await values('a')).toEqual(['by step 1']);
        const later = await (await host.connect()).session({ become: undefined }, never);
        expect(await later.undo('r', [3, 2, 1], never)).toEqual([undone(3), undone(2), undone(1)]);
        expect(await values('a', 'undone')).toEqual(['zero', 'x']);
      }),
    );

    test(
      'an undo that fails stops neither the others nor its own other operations',
      on(async ({ session, words, values }) => {
        await session.perform(stepOf(1, [], { undo: [words.add('first')] }), [], never);
        await session.perform(
          stepOf(2, [], { undo: [words.fail('not now', 1), words.add('second')] }),
          [],
          never,
        );
        expect(await session.undo('r', [2, 1], never)).toEqual([
          { number: 2, outcome: 'failed', why: 'not now' },
          undone(1),
        ]);
        expect(await values('first', 'second')).toEqual(['x', 'x']);
        expect((await session.survey('r', never)).steps).toMatchObject([
          { number: 1, undo: 'done' },
          { number: 2, undo: 'possible' },
        ]);
      }),
    );

    test(
      'what was never begun, has no undo, or could not begin, has nothing to go back',
      on(async ({ session, words, values }) => {
        await session.perform(stepOf(1, [words.add('a')], { undo: undefined }), [], never);
        const none = { kind: 'run', argv: ['no-such-program'] } as const;
        const idle = await session.perform(stepOf(2, [none], { undo: [words.add('undone')] }), [], never);
        expect(idle.done).toMatchObject({ exitCode: 127, how: { kind: 'program', errno: 2 } });
        expect((await session.survey('r', never)).steps).toEqual([
          { hostRun: 'r', number: 1, undo: 'none', end: 'done' },
          { hostRun: 'r', number: 2, undo: 'possible', end: 'idle' },
        ]);
        expect(await session.undo('r', [3, 2, 1], never)).toEqual([nothing(3), nothing(2), nothing(1)]);
        expect(await session.undo('r', [], never)).toEqual([]);
        expect(await values('a', 'undone')).toEqual(['x', undefined]);
      }),
    );

    test(
      'asked twice for the same step, the host does it once and answers the same',
      on(async ({ host, session, words, values }) => {
        const step = stepOf(1, [words.add('a'), words.say('said')]);
        const first = await session.perform(step, [], never);
        const later = await (await host.connect()).session({ become: undefined }, never);
        const second = await later.perform(step, [words.get('a')], never);
        expect([second.done, second.answers.length]).toEqual([first.done, 1]);
        expect(await later.recall(step, never)).toEqual({ kind: 'done', done: first.done });
        expect(await values('a')).toEqual(['x']);
      }),
    );

    test(
      'another step of the same number is refused',
      on(async ({ session, words, values }) => {
        await session.perform(stepOf(1, [words.add('a')]), [], never);
        expect(await failureOf(session.perform(stepOf(1, [words.add('b')]), [], never))).toMatchObject({
          kind: 'refused',
          why: expect.stringContaining('is this machine in the inventory twice?'),
        });
        expect(await values('b')).toEqual([undefined]);
      }),
    );

    test(
      'once another play was begun there or one has gone back, an earlier one begins nothing more until it goes back itself',
      on(async ({ session, words, values }) => {
        const late = (number: number, word: string, run: string) =>
          failureOf(session.perform(settingStep(words, number, word, { run }), [], never));
        const refused = {
          kind: 'refused',
          why: 'this run has meanwhile been rolled back or taken over on the host',
        };
        await session.perform(settingStep(words, 1, 'a'), [], never);
        await session.perform(settingStep(words, 1, 'b', { run: 'r.2' }), [], never);
        expect(await late(2, 'c', 'r')).toMatchObject(refused);
        expect(await session.undo('r', [2, 1], never)).toEqual([nothing(2), undone(1)]);
        await session.perform(settingStep(words, 3, 'd'), [], never);
        expect(await late(2, 'e', 'r.2')).toMatchObject(refused);
        expect(await values('a', 'b', 'c', 'd', 'e')).toEqual([
          ...[undefined, 'by step 1', undefined],
          ...['by step 3', undefined],
        ]);
      }),
    );

    test(
      'a step that takes too long is ended, and says so',
      on(async ({ session, words }) => {
        const { done } = await session.perform(stepOf(1, [words.hang], { timeoutMs: 1_000 }), [], never);
        expect(shown(done)).toMatchObject({
          exitCode: 124,
          err: 'rulerun: stopped after 1 s, the most it may take\n',
        });
      }),
    );

    test(
      'a step whose answer is lost is done once, and how it ended is found afterwards',
      on(async ({ host, session, words, values }) => {
        const operations = [words.add('begun'), words.hold('go'), words.fail('survived', 3)];
        const step = stepOf(1, operations);
        await host.losing('begun', async (lost) => {
          expect(await failureOf(lost.perform(step, [], never))).toMatchObject({ kind: 'lost' });
        });
        const recalled = session.recall(step, never);
        host.put('go', '');
        expect(await recalled).toMatchObject({ kind: 'done', done: { exitCode: 3 } });
        expect(shown((await session.perform(step, [], never)).done).err).toBe('survived');
        expect(await values('begun')).toEqual(['x']);
      }),
    );

    test(
      'an undo whose answer is lost is done once',
      on(async ({ host, session, words, values }) => {
        await session.perform(stepOf(1, [], { undo: [words.add('begun'), words.hold('go')] }), [], never);
        await host.losing('begun', async (lost) => {
          expect(await failureOf(lost.undo('r', [1], never))).toMatchObject({ kind: 'lost' });
        });
        const again = session.undo('r', [1], never);
        host.put('go', '');
        expect(await again).toEqual([undone(1)]);
        expect(await values('begun')).toEqual(['x']);
      }),
    );

    test(
      'the end of a run is kept: it can be said again, no other one and no step may follow, and it can go back',
      on(async ({ session, words, values }) => {
        await session.perform(settingStep(words, 1, 'a'), [], never);
        await session.finish('r', 'confirmed', never);
        await session.finish('r', 'confirmed', never);
        const refused = { kind: 'refused', why: 'run r has already ended on this host: confirmed' };
        expect(await failureOf(session.finish('r', 'left', never))).toMatchObject(refused);
        expect(await failureOf(session.perform(stepOf(2, []), [], never))).toMatchObject(refused);
        expect(await session.undo('r', [1], never)).toEqual([undone(1)]);
        await session.finish('r', 'rolledback', never);
        expect(await values('a')).toEqual([undefined]);
        expect((await session.survey('r', never)).plays).toEqual([{ hostRun: 'r', state: 'rolledback' }]);
      }),
    );

    test(
      'what is over and can go back no more is cleared, and what may still be needed stays',
      on(async ({ session, words }) => {
        for (const [run, end] of Object.entries({
          a: 'left',
          b: 'rollback-failed',
          c: 'confirmed',
        } as const)) {
          await session.perform(settingStep(words, 1, run, { run }), [], never);
          await session.finish(run, end, never);
        }
        const kept = [
          { run: 'b', why: 'it could not be rolled back' },
          { run: 'c', why: 'it is the newest one here that can be rolled back' },
        ];
        const atOnce = -60_000;
        expect(await session.clear(atOnce, 'check', never)).toEqual({ gone: ['a'], kept });
        expect(await session.clear(atOnce, 'remove', never)).toEqual({ gone: ['a'], kept });
        expect(await session.undo('a', [1], never)).toEqual([nothing(1)]);
        expect(await session.undo('c', [1], never)).toEqual([undone(1)]);
      }),
    );
  });
}

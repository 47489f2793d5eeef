import { describe, expect, test } from 'vitest';
import { failureOf } from '../../src/host/local-host.test-kit.ts';
import { never } from './link-contract.ts';
import {
  type ContractHost,
  type Opened,
  onHost,
  sessionOn,
  settingStep,
  stepOf,
} from './session-contract.ts';

/** What every host keeps to about whose it is. `other`: a user whom the login may become; undefined: none can be tried. */
export function holdContract(
  name: string,
  open: () => Promise<ContractHost>,
  other: string | undefined,
): void {
  const on = (work: (opened: Opened) => Promise<void>) => onHost(open, work);

  describe(`who has the host: ${name}`, () => {
    test(
      'a run takes a host once, keeps it from play to play, and gives it free',
      on(async ({ host, session, words }) => {
        await session.reserve('r', undefined, never);
        await session.reserve('r', undefined, never);
        expect((await session.survey('r', never)).holder).toMatchObject({ run: 'r', boot: 'this' });
        await session.perform(settingStep(words, 1, 'a'), [], never);
        await session.finish('r', 'confirmed', never, 'keep');
        await session.perform(settingStep(words, 1, 'b', { run: 'r.2' }), [], never);
        const stranger = await sessionOn(host);
        const locked = { kind: 'locked', run: 'r' };
        expect(await failureOf(stranger.reserve('other', undefined, never))).toMatchObject(locked);
        expect(await failureOf(stranger.clear(0, 'check', never))).toMatchObject(locked);
        const step = settingStep(words, 1, 'c', { run: 'other' });
        expect(await failureOf(stranger.perform(step, [], never))).toMatchObject(locked);
        await stranger.release('other', never);
        expect((await session.survey('r', never)).holder).toMatchObject({ run: 'r' });
        await session.finish('r.2', 'confirmed', never);
        expect((await session.survey('r', never)).holder).toBeUndefined();
        expect((await stranger.perform(step, [], never)).done.exitCode).toBe(0);
      }),
    );

    test(
      'a machine that the run has by another name is refused, and freed under its own name alone',
      on(async ({ host, words }) => {
        const [one, two] = [await sessionOn(host, 'one'), await sessionOn(host, 'two')];
        await one.reserve('r', undefined, never);
        const refused = { kind: 'refused', why: 'one and two are the same machine' };
        expect(await failureOf(two.reserve('r', undefined, never))).toMatchObject(refused);
        expect(await failureOf(two.perform(settingStep(words, 1, 'a'), [], never))).toMatchObject(refused);
        await two.release('r', never);
        expect((await one.survey('r', never)).holder).toMatchObject({ run: 'r' });
        await one.release('r', never);
        expect((await one.survey('r', never)).holder).toBeUndefined();
      }),
    );

    test(
      'taken over, a host is the new run’s, and the old one may only go back, once the host is free',
      on(async ({ host, session, words, values }) => {
        await session.perform(settingStep(words, 1, 'a'), [], never);
        const next = await sessionOn(host);
        const locked = { kind: 'locked', run: 'r' };
        expect(await failureOf(next.reserve('new', 'third', never))).toMatchObject(locked);
        await next.reserve('new', 'r', never);
        expect(await failureOf(session.perform(settingStep(words, 2, 'b'), [], never))).toMatchObject({
          kind: 'refused',
          why: 'run r has already ended on this host: left',
        });
        expect(await failureOf(session.undo('r', [1], never))).toMatchObject({ kind: 'locked', run: 'new' });
        expect(await values('a', 'b')).toEqual(['by step 1', undefined]);
        await next.release('new', never);
        expect(await session.undo('r', [1], never)).toMatchObject([{ outcome: 'undone' }]);
        expect(await values('a')).toEqual([undefined]);
      }),
    );

    test(
      'a survey tells all plays of a run and nothing of another whose name begins alike',
      on(async ({ session }) => {
        await session.perform(stepOf(1, []), [], never);
        await session.finish('r', 'left', never, 'keep');
        await session.perform(stepOf(1, [], { run: 'r.2', undo: undefined }), [], never);
        await session.finish('r.2', 'left', never);
        await session.perform(stepOf(1, [], { run: 'r2' }), [], never);
        expect(await session.survey('r', never)).toMatchObject({
          holder: { run: 'r2' },
          plays: [
            { hostRun: 'r', state: 'left' },
            { hostRun: 'r.2', state: 'left' },
          ],
          steps: [
            { hostRun: 'r', number: 1, undo: 'possible', end: 'done' },
            { hostRun: 'r.2', number: 1, undo: 'none', end: 'done' },
          ],
        });
      }),
    );

    test.skipIf(other === undefined)(
      'what is done as another user is recorded as his alone, and he has the host apart',
      on(async ({ host, session, words }) => {
        const theirs = await (await host.connect()).session({ become: other }, never);
        await session.perform(stepOf(1, [], { undo: [words.add('a')] }), [], never);
        expect(await theirs.survey('r', never)).toEqual({ holder: undefined, plays: [], steps: [] });
        await theirs.perform(stepOf(2, [words.add('b')], { undo: [words.add('c')] }), [], never);
        expect((await theirs.survey('r', never)).steps).toMatchObject([{ number: 2 }]);
        expect((await session.survey('r', never)).steps).toMatchObject([{ number: 1 }]);
        expect(await theirs.undo('r', [1, 2], never)).toMatchObject([
          { number: 1, outcome: 'nothing' },
          { number: 2, outcome: 'undone' },
        ]);
        await theirs.finish('r', 'rolledback', never);
        expect((await session.survey('r', never)).holder).toMatchObject({ run: 'r' });
        await theirs.reserve('second', undefined, never);
      }),
    );

    test.skipIf(other === undefined)(
      'a user that the host does not have cannot be become, and the login can go on',
      on(async ({ host, words }) => {
        const connection = await host.connect();
        const asking = connection
          .session({ become: 'nosuchuser' }, never)
          .then((session) => session.observe([words.get('a')], never));
        expect(await failureOf(asking)).toMatchObject({ kind: 'become', user: 'nosuchuser' });
        const login = await connection.session({ become: undefined }, never);
        expect(await login.observe([words.get('a')], never)).toHaveLength(1);
      }),
    );
  });
}

import { describe, expect, test } from 'vitest';
import { failureOf } from '../../src/host/local-host.test-kit.ts';
import type { Observation } from '../../src/model/action.ts';
import type { Operation } from '../../src/model/operation.ts';
import type { HostConnection, Session, Step } from '../../src/model/ports.ts';
import { never } from './link-contract.ts';

/** A fresh host to try the promises of a session on. It keeps words; each kind of host spells that in its own way. */
export interface ContractHost extends AsyncDisposable {
  /** One more connection, under the name that the inventory gives the host. */
  connect(name?: string): Promise<HostConnection>;
  /** Does `work` over a connection of its own, which is lost once the host has set `word` for it. */
  losing(word: string, work: (session: Session) => Promise<unknown>): Promise<unknown>;
  /** Runs `then` when a step that is begun after this call has set `word`. */
  whenSet(word: string, then: () => void): Promise<void>;
  /** Sets a word from outside of any session. */
  put(word: string, value: string): void;
  readonly words: HostWords;
}

/** What steps and questions of the contract consist of. */
export interface HostWords {
  readonly get: (word: string) => Observation;
  readonly set: (word: string, value: string) => Operation;
  /** Puts an `x` behind the value of a word: what is done twice shows. */
  readonly add: (word: string) => Operation;
  readonly say: (text: string) => Operation;
  /** Says it on standard error and fails with that exit code. */
  readonly fail: (text: string, exitCode: number) => Operation;
  /** Waits until a word is there. */
  readonly hold: (word: string) => Operation;
  readonly hang: Operation;
  /** The path under which a word is preserved and restored. */
  readonly path: (word: string) => string;
}

export interface Opened {
  readonly host: ContractHost;
  readonly session: Session;
  readonly words: HostWords;
  /** The values of words now; undefined: the word is not there. */
  readonly values: (...words: string[]) => Promise<readonly (string | undefined)[]>;
}

/** Runs a test on a host of its own, with one session opened. */
export function onHost(
  open: () => Promise<ContractHost>,
  work: (opened: Opened) => Promise<void>,
): () => Promise<void> {
  return async () => {
    await using host = await open();
    const session = await sessionOn(host);
    const { words } = host;
    const values: Opened['values'] = async (...names) => {
      const answers = await session.observe(names.map(words.get), never);
      return answers.map(({ exitCode, stdout }) =>
        exitCode === 0 ? new TextDecoder().decode(stdout) : undefined,
      );
    };
    await work({ host, session, words, values });
  };
}

export async function sessionOn(host: ContractHost, name?: string): Promise<Session> {
  return (await host.connect(name)).session({ become: undefined }, never);
}

/** A step of run `r` that can be undone by nothing. */
export function stepOf(number: number, operations: readonly Operation[], more: Partial<Step> = {}): Step {
  const rest = { title: `step ${number}`, preserve: [], undo: [], timeoutMs: 60_000 };
  return { run: 'r', number, operations, ...rest, ...more };
}

/** A step that sets a word and has an undo which brings the word back. */
export function settingStep(
  { path, set }: HostWords,
  number: number,
  word: string,
  more: Partial<Step> = {},
): Step {
  return stepOf(number, [set(word, `by step ${number}`)], {
    preserve: [path(word)],
    undo: [{ kind: 'restore', path: path(word) }],
    ...more,
  });
}

/** What every session with a host keeps to, whatever is at its other end. */
export function sessionContract(name: string, open: () => Promise<ContractHost>): void {
  const on = (work: (opened: Opened) => Promise<void>) => onHost(open, work);
  const none = { holder: undefined, plays: [], steps: [] };

  describe(`a session: ${name}`, () => {
    test(
      'many questions in one message are answered each, in order, to the letter',
      on(async ({ host, session, words }) => {
        const texts = ["it's $HOME `x` \\ *", 'é\nö\n\n', ''];
        for (const [index, text] of texts.entries()) host.put(`w${index}`, text);
        const questions = [words.get('w0'), words.get('w9'), words.get('w1'), words.get('w2')];
        const answers = await session.observe([...questions, { argv: ['no-such-program'] }], never);
        expect(answers.map(({ exitCode }) => exitCode)).toEqual([0, 1, 0, 0, 127]);
        const said = answers.map(({ stdout }) => new TextDecoder().decode(stdout));
        expect(said).toEqual([texts[0], '', texts[1], texts[2], '']);
        expect(await session.observe([], never)).toEqual([]);
      }),
    );

    test(
      'questions that are asked at the same time get each their own answer',
      on(async ({ host, session, words }) => {
        const names = ['a', 'b', 'c', 'd'];
        for (const each of names) host.put(each, each);
        const answers = await Promise.all(names.map((each) => session.observe([words.get(each)], never)));
        expect(answers.flat().map(({ stdout }) => new TextDecoder().decode(stdout))).toEqual(names);
      }),
    );

    test(
      'of a long answer the beginning and the end are kept, as much as the question wants, and the rest is counted',
      on(async ({ host, session, words }) => {
        host.put('long', `${'a'.repeat(1_000_000)}${'b'.repeat(1_000_000)}`);
        const get = words.get('long');
        const answers = await session.observe([get, { ...get, keepBytes: 3_000_000 }, get], never);
        expect(answers.map(({ stdout, droppedBytes }) => [stdout.length, droppedBytes])).toEqual([
          [1_048_576, 951_424],
          [2_000_000, 0],
          [1_048_576, 951_424],
        ]);
        expect(new TextDecoder().decode(answers[0]?.stdout)).toMatch(/^a+b+$/);
      }),
    );

    test(
      'what is only looked at, or ended without having begun, leaves nothing behind',
      on(async ({ session, words }) => {
        await session.observe([words.get('a')], never);
        expect(await session.recall(stepOf(1, []), never)).toEqual({ kind: 'not-started' });
        expect(await session.undo('r', [1], never)).toEqual([{ number: 1, outcome: 'nothing', why: '' }]);
        await session.finish('r', 'confirmed', never);
        await session.release('r', never);
        expect(await session.survey('r', never)).toEqual(none);
      }),
    );

    test(
      'what is cancelled before it is asked is not done',
      on(async ({ session, words, values }) => {
        const gone = AbortSignal.abort();
        const cancelled = { kind: 'cancelled' };
        expect(await failureOf(session.perform(settingStep(words, 1, 'a'), [], gone))).toEqual(cancelled);
        expect(await failureOf(session.observe([words.get('a')], gone))).toEqual(cancelled);
        expect(await failureOf(session.reserve('r', undefined, gone))).toEqual(cancelled);
        expect(await values('a')).toEqual([undefined]);
        expect(await session.survey('r', never)).toEqual(none);
      }),
    );

    test(
      'a step that is given up goes on, and the next question gets its own answer',
      on(async ({ host, session, words, values }) => {
        const stop = new AbortController();
        const step = stepOf(1, [words.set('begun', 'yes'), words.hold('go'), words.add('done')]);
        const reached = host.whenSet('begun', () => {
          stop.abort();
          host.put('go', '');
        });
        const given = failureOf(session.perform(step, [], stop.signal));
        await reached;
        expect(await given).toEqual({ kind: 'cancelled' });
        expect(await session.recall(step, never)).toMatchObject({ kind: 'done', done: { exitCode: 0 } });
        expect(await values('done')).toEqual(['x']);
      }),
    );

    test(
      'over a connection that was closed nothing can be asked',
      on(async ({ host, words }) => {
        const connection = await host.connect();
        const session = await connection.session({ become: undefined }, never);
        await session.observe([words.get('a')], never);
        await connection[Symbol.asyncDispose]();
        expect(await failureOf(session.observe([words.get('a')], never))).toMatchObject({ kind: 'lost' });
      }),
    );

    test(
      'a session whose answer was lost stays lost',
      on(async ({ host, words }) => {
        await host.losing('begun', async (session) => {
          const step = stepOf(1, [words.set('begun', 'yes'), words.hold('go')]);
          expect(await failureOf(session.perform(step, [], never))).toMatchObject({ kind: 'lost' });
          expect(await failureOf(session.observe([words.get('a')], never))).toMatchObject({ kind: 'lost' });
        });
        host.put('go', '');
      }),
    );
  });
}

import { keepBytes } from '../../src/host/wire/kept-bytes.ts';
import type { Answer, Observation } from '../../src/model/action.ts';
import type { Operation } from '../../src/model/operation.ts';
import type { DoneAnswer, HostConnection, Session } from '../../src/model/ports.ts';
import { type Failure, HostFailure } from '../../src/model/run/failure.ts';
import { type ModelLock, type ModelRecords, modelRecords, type Recorded } from './model-records.ts';

/** What may go wrong with one call to a host, before or after the host has done its part. */
export type Fault = 'none' | 'lost-before' | 'lost-after';

export type Call =
  | 'connect'
  | 'observe'
  | 'perform'
  | 'recall'
  | 'undo'
  | 'finish'
  | 'reserve'
  | 'release'
  | 'survey'
  | 'clear';

/** A host that is a map of words to words. It keeps the promises of the real one: undo first, at most one start. */
export interface ModelHost {
  readonly state: Map<string, string>;
  /** Calls as they arrived: `observe 3`, `perform 1`. */
  readonly calls: string[];
  /** How often each step was really begun. */
  readonly starts: Map<string, number>;
  /** The steps whose texts may not be kept on the host. */
  readonly secrets: Set<string>;
  /** What each play has come to here for the login user; `armed` while it is open. */
  readonly verdicts: ModelRecords['plays'];
  /** Who has the host for the login user; undefined: it is free. */
  lock: ModelLock | undefined;
  connect(name?: string): Promise<HostConnection>;
}

export interface ModelOptions {
  readonly initial?: Readonly<Record<string, string>>;
  /** Decides what goes wrong with a call; nothing by default. */
  readonly fault?: (call: Call) => Fault;
  /** Words whose setting fails, as a broken program would. */
  readonly broken?: ReadonlySet<string>;
  /** Words that never take their new value although setting them succeeds. */
  readonly stuck?: ReadonlySet<string>;
  /** Words that cannot be brought back. */
  readonly stubborn?: ReadonlySet<string>;
  /** Runs at the start of each step on the host, such as to press Ctrl-C. */
  readonly onStep?: (number: number) => void;
  /** Runs whenever the rules are asked for, such as to bring them back. */
  readonly onLook?: (state: Map<string, string>) => void;
  readonly down?: boolean;
  /** Why the next login is refused, given what the host is like; by default everybody is let in. */
  readonly refuses?: (state: ReadonlyMap<string, string>) => Failure | undefined;
  /** Which machine it says it is; undefined: it does not know. */
  readonly machine?: string;
  /** Steps that are cut off, as by a power cut: started, and without an end. */
  readonly cutOff?: ReadonlySet<number>;
  /** Users whom nobody can become here. */
  readonly strangers?: ReadonlySet<string>;
}

/** How a host is told that all is well after a change that might have cut it off: over a new connection. */
export const CONFIRMED: readonly string[] = ['connect', 'observe 1', 'finish confirmed'];

function answer(exitCode: number, stdout = '', stderr = ''): Answer {
  return { exitCode, stdout: bytesOf(stdout), stderr: bytesOf(stderr), droppedBytes: 0 };
}

function bytesOf(text: string): Uint8Array {
  return text === '' ? NO_BYTES : encoder.encode(text);
}

const NO_BYTES = new Uint8Array();
const encoder = new TextEncoder();

/** What the kit keeps of each stream of an answer, unless the question says more. */
const KEPT_BYTES = 1024 * 1024;

function clipped(whole: Answer, limit: number): Answer {
  if (whole.stdout.length <= limit) return whole;
  const kept = keepBytes(limit);
  kept.add(Buffer.from(whole.stdout));
  const { bytes, dropped } = kept.result();
  return { ...whole, stdout: bytes, droppedBytes: dropped };
}

const notFound = (verb: string): DoneAnswer => ({
  ...answer(127, '', `${verb}: not found`),
  how: { kind: 'program', errno: 2 },
});

/** What a step can do here beside `set` and `add`. */
const SAYINGS: Readonly<Record<string, (text: string, exitCode: string, limitS: number) => Answer>> = {
  say: (text) => answer(0, text),
  fail: (text, exitCode) => answer(Number(exitCode), '', text),
  // Nothing takes time here: what is waited for is there.
  hold: () => answer(0),
  hang: (_text, _exitCode, limitS) =>
    answer(124, '', `rulerun: stopped after ${limitS} s, the most it may take\n`),
};

export function modelHost(options: ModelOptions = {}): ModelHost {
  const state = new Map(Object.entries(options.initial ?? {}));
  const calls: string[] = [];
  const starts = new Map<string, number>();
  const secrets = new Set<string>();
  const users = new Map<string | undefined, ModelRecords>();

  /** Each user's records are apart, as on a real host. */
  function recordsOf(become: string | undefined): ModelRecords {
    const known = users.get(become);
    if (known !== undefined) return known;
    const records = modelRecords({
      begin(step) {
        const key = `${step.run}/${step.number}`;
        options.onStep?.(step.number);
        starts.set(key, (starts.get(key) ?? 0) + 1);
        if (step.secret === true) secrets.add(key);
        return new Map(step.preserve.map((path) => [path, state.get(path)]));
      },
      act,
      isCutOff: ({ number }) => options.cutOff?.has(number) === true,
    });
    users.set(become, records);
    return records;
  }

  function look({ argv: [verb, key = ''] }: Observation, records: ModelRecords): Answer {
    if (verb === 'rr_lock_status') return answer(0, standing(records));
    if (verb === 'rr_firewall') {
      options.onLook?.(state);
      return answer(0, state.get(verb) ?? '');
    }
    if (verb === 'true') return answer(0);
    if (verb !== 'get') return answer(127, '', `${verb}: not found`);
    const value = state.get(key);
    return value === undefined ? answer(1) : answer(0, value);
  }

  function lookAll(observations: readonly Observation[], records: ModelRecords): readonly Answer[] {
    return observations.map((each) => clipped(look(each, records), each.keepBytes ?? KEPT_BYTES));
  }

  function act(operation: Operation, { backup, step }: Recorded): DoneAnswer {
    if (operation.kind === 'restore') return restore(operation.path, backup.get(operation.path));
    if (operation.kind !== 'run') return notFound(operation.kind);
    const [verb, key = '', value = ''] = operation.argv;
    const said = SAYINGS[verb]?.(key, value, step.timeoutMs / 1000);
    if (said !== undefined) return said;
    if (verb !== 'set' && verb !== 'add') return notFound(verb);
    return make(key, verb === 'set' ? value : `${state.get(key) ?? ''}x`);
  }

  function make(key: string, value: string): DoneAnswer {
    if (options.broken?.has(key)) return answer(1, '', `${key} is broken`);
    if (!options.stuck?.has(key)) state.set(key, value);
    return answer(0);
  }

  function restore(path: string, before: string | undefined): DoneAnswer {
    if (options.stubborn?.has(path)) return answer(1, '', 'it will not go back');
    if (before === undefined) state.delete(path);
    else state.set(path, before);
    return answer(0);
  }

  function standing({ lock }: ModelRecords): string {
    const machine = options.machine === undefined ? '' : `machine=${options.machine}\n`;
    return lock === undefined ? machine : `${machine}run=${lock.run}\nsince=then\n`;
  }

  /** One way to the host: what is asked over it after its loss, or after it was closed, is lost. */
  function connection(host: string): HostConnection {
    let gone: string | undefined;

    async function call<T>(name: Call, text: string, signal: AbortSignal, work: () => T): Promise<T> {
      refuse(gone, signal);
      note(name, text);
      const fault = options.fault?.(name) ?? 'none';
      await Promise.resolve();
      gone = lossOf(fault, 'lost-before');
      refuse(gone);
      const result = work();
      gone = lossOf(fault, 'lost-after');
      // What is given up while the host is at it was done there all the same.
      refuse(gone, signal);
      return result;
    }

    return {
      session: async ({ become }) => sessionFor(host, become, call),
      [Symbol.asyncDispose]: async () => {
        gone ??= 'the connection is closed';
      },
    };
  }

  function sessionFor(host: string, become: string | undefined, call: CallHost): Session {
    if (become !== undefined && options.strangers?.has(become) === true) {
      const why = `there is no user ${become} on this host`;
      throw new HostFailure({ kind: 'become', user: become, why, hint: '' });
    }
    const records = recordsOf(become);
    return {
      // Who has the host travels along with every first question, and is not counted.
      observe(observations, signal) {
        const count = observations.filter(({ argv }) => argv[0] !== 'rr_lock_status').length;
        return call('observe', String(count), signal, () => lookAll(observations, records));
      },
      perform: (step, then, signal) =>
        call('perform', String(step.number), signal, () => ({
          done: records.perform(step, host),
          answers: lookAll(then, records),
        })),
      recall: (step, signal) => call('recall', String(step.number), signal, () => records.recall(step)),
      undo: (run, numbers, signal) =>
        call('undo', numbers.join(' '), signal, () => records.undo(run, numbers, host)),
      finish: (run, end, signal, hold) =>
        call('finish', end, signal, () => records.finish(run, end, host, hold)),
      clear: (olderThanMs, how, signal) => call('clear', '', signal, () => records.clear(olderThanMs, how)),
      reserve: (run, from, signal) => call('reserve', '', signal, () => records.reserve(run, from, host)),
      release: (run, signal) => call('release', '', signal, () => records.release(run, host)),
      survey: (run, signal) => call('survey', '', signal, () => records.survey(run)),
    };
  }

  function note(name: Call, text: string): void {
    calls.push(text === '' ? name : `${name} ${text}`);
  }

  return {
    state,
    calls,
    starts,
    secrets,
    verdicts: recordsOf(undefined).plays,
    get lock() {
      return recordsOf(undefined).lock;
    },
    set lock(to) {
      recordsOf(undefined).lock = to;
    },
    async connect(name = 'h') {
      note('connect', '');
      const fault = options.fault?.('connect') ?? 'none';
      await Promise.resolve();
      if (fault !== 'none') throw new HostFailure({ kind: 'lost', cause: `the model ${fault} connecting` });
      if (options.down) {
        throw new HostFailure({ kind: 'unreachable', address: 'model', cause: 'it is down' });
      }
      const refusal = options.refuses?.(state);
      if (refusal !== undefined) throw new HostFailure(refusal);
      return connection(name);
    },
  };
}

/** @throws {HostFailure} when there is nobody to ask, or nobody who wants to know */
function refuse(gone: string | undefined, signal?: AbortSignal): void {
  if (signal?.aborted) throw new HostFailure({ kind: 'cancelled' });
  if (gone !== undefined) throw new HostFailure({ kind: 'lost', cause: gone });
}

function lossOf(fault: Fault, at: Fault): string | undefined {
  return fault === at ? `the model ${at}` : undefined;
}

type CallHost = <T>(name: Call, text: string, signal: AbortSignal, work: () => T) => Promise<T>;

import type { Answer, Observation } from '../../src/model/action.ts';
import { type Failure, HostFailure } from '../../src/model/failure.ts';
import type { Operation } from '../../src/model/operation.ts';
import type { HostConnection, Recalled, Session, Step, UndoResult } from '../../src/model/ports.ts';

/** What may go wrong with one call to a host, before or after the host has done its part. */
export type Fault = 'none' | 'lost-before' | 'lost-after';

export type Call = 'connect' | 'observe' | 'perform' | 'recall' | 'undo' | 'finish';

interface Recorded {
  readonly undo: readonly Operation[] | undefined;
  readonly backup: ReadonlyMap<string, string | undefined>;
  done: Answer | undefined;
  undone: boolean;
}

/** A host that is a map of words to words. It keeps the promises of the real one: undo first, at most one start. */
export interface ModelHost {
  readonly state: Map<string, string>;
  /** Calls as they arrived: `observe 3`, `perform 1`. */
  readonly calls: string[];
  /** How often each step was really begun. */
  readonly starts: Map<string, number>;
  readonly verdicts: Map<string, string>;
  connect(): Promise<HostConnection>;
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
  readonly down?: boolean;
  /** Why the next login is refused, given what the host is like; by default everybody is let in. */
  readonly refuses?: (state: ReadonlyMap<string, string>) => Failure | undefined;
}

/** How a host is told that all is well after a change that might have cut it off: over a new connection. */
export const CONFIRMED: readonly string[] = ['connect', 'observe 1', 'finish confirmed'];

function answer(exitCode: number, stdout = '', stderr = ''): Answer {
  const encoder = new TextEncoder();
  return { exitCode, stdout: encoder.encode(stdout), stderr: encoder.encode(stderr), droppedBytes: 0 };
}

export function modelHost(options: ModelOptions = {}): ModelHost {
  const state = new Map(Object.entries(options.initial ?? {}));
  const calls: string[] = [];
  const starts = new Map<string, number>();
  const verdicts = new Map<string, string>();
  const records = new Map<string, Recorded>();

  async function call<T>(name: Call, text: string, work: () => T): Promise<T> {
    calls.push(text === '' ? name : `${name} ${text}`);
    const fault = options.fault?.(name) ?? 'none';
    await Promise.resolve();
    if (fault === 'lost-before') throw new HostFailure({ kind: 'lost', cause: 'the model lost it before' });
    const result = work();
    if (fault === 'lost-after') throw new HostFailure({ kind: 'lost', cause: 'the model lost it after' });
    return result;
  }

  function look({ argv: [verb, key = ''] }: Observation): Answer {
    if (verb !== 'get') return answer(127, '', `${verb}: not found`);
    const value = state.get(key);
    return value === undefined ? answer(1) : answer(0, value);
  }

  function act(operation: Operation, record: Recorded): Answer {
    if (operation.kind === 'restore') {
      if (options.stubborn?.has(operation.path)) return answer(1, '', 'it will not go back');
      const before = record.backup.get(operation.path);
      if (before === undefined) state.delete(operation.path);
      else state.set(operation.path, before);
      return answer(0);
    }
    if (operation.kind !== 'run') return answer(127, '', operation.kind);
    const [verb, key = '', value = ''] = operation.argv;
    if (verb !== 'set') return verb === 'say' ? answer(0, key) : answer(127, '', `${verb}: not found`);
    if (options.broken?.has(key)) return answer(1, '', `${key} is broken`);
    if (!options.stuck?.has(key)) state.set(key, value);
    return answer(0);
  }

  function all(operations: readonly Operation[], record: Recorded): Answer {
    let last = answer(0);
    for (const operation of operations) {
      last = act(operation, record);
      if (last.exitCode !== 0) break;
    }
    return last;
  }

  function begin(step: Step): Answer {
    const key = `${step.run}/${step.number}`;
    const known = records.get(key);
    if (known !== undefined) return known.done ?? answer(1, '', 'it runs already');
    options.onStep?.(step.number);
    starts.set(key, (starts.get(key) ?? 0) + 1);
    const backup = new Map(step.preserve.map((path) => [path, state.get(path)]));
    const record: Recorded = { undo: step.undo, backup, done: undefined, undone: false };
    records.set(key, record);
    record.done = all(step.operations, record);
    return record.done;
  }

  function undoOne(run: string, number: number): UndoResult {
    const record = records.get(`${run}/${number}`);
    if (record?.undo === undefined) return { number, outcome: 'nothing', why: '' };
    if (record.undone) return { number, outcome: 'undone', why: '' };
    const result = all(record.undo, record);
    if (result.exitCode !== 0)
      return { number, outcome: 'failed', why: new TextDecoder().decode(result.stderr) };
    record.undone = true;
    return { number, outcome: 'undone', why: '' };
  }

  const session: Session = {
    observe: (observations) => call('observe', String(observations.length), () => observations.map(look)),
    perform: (step, then) =>
      call('perform', String(step.number), () => ({ done: begin(step), answers: then.map(look) })),
    recall: ({ run, number }) =>
      call('recall', String(number), (): Recalled => {
        const record = records.get(`${run}/${number}`);
        return record?.done === undefined ? { kind: 'not-started' } : { kind: 'done', done: record.done };
      }),
    undo: (run, numbers) =>
      call('undo', numbers.join(' '), () => numbers.map((number) => undoOne(run, number))),
    finish: (run, verdict) => call('finish', verdict, () => void verdicts.set(run, verdict)),
  };

  return {
    state,
    calls,
    starts,
    verdicts,
    connect: () =>
      call('connect', '', () => {
        if (options.down) {
          throw new HostFailure({ kind: 'unreachable', address: 'model', cause: 'it is down' });
        }
        const refusal = options.refuses?.(state);
        if (refusal !== undefined) throw new HostFailure(refusal);
        return { session: async () => session, [Symbol.asyncDispose]: async () => undefined };
      }),
  };
}

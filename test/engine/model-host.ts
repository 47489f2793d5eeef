import type { Answer, Observation } from '../../src/model/action.ts';
import { type Failure, HostFailure, twins } from '../../src/model/failure.ts';
import type { Operation } from '../../src/model/operation.ts';
import type {
  HostConnection,
  Recalled,
  RunEnd,
  Session,
  Step,
  Survey,
  SurveyedStep,
  UndoResult,
} from '../../src/model/ports.ts';

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

/** Who has the host. */
export interface ModelLock {
  readonly run: string;
  /** The name that run calls it by. */
  readonly host: string;
}

interface Recorded {
  readonly hostRun: string;
  readonly number: number;
  readonly become: string | undefined;
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
  /** The steps whose texts may not be kept on the host. */
  readonly secrets: Set<string>;
  /** What each play has come to here; `armed` while it is open. */
  readonly verdicts: Map<string, RunEnd | 'armed'>;
  /** Undefined: it is free. */
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
  const secrets = new Set<string>();
  const verdicts: ModelHost['verdicts'] = new Map();
  let lock: ModelLock | undefined;
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
    if (verb === 'rr_held') return answer(0, standing());
    if (verb === 'rr_firewall') {
      options.onLook?.(state);
      return answer(0, state.get(verb) ?? '');
    }
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

  function standing(): string {
    const machine = options.machine === undefined ? '' : `machine=${options.machine}\n`;
    return lock === undefined ? machine : `${machine}run=${lock.run}\nsince=then\n`;
  }

  /** @throws {HostFailure} when another run has the host, or this one by another name */
  function take(hostRun: string, host: string): void {
    const run = hostRun.replace(/\.\d+$/, '');
    if (lock !== undefined && lock.run !== run)
      throw new HostFailure({ kind: 'locked', run: lock.run, by: `run ${lock.run}`, hint: '' });
    if (lock !== undefined && lock.host !== host) throw new HostFailure(twins(lock.host, host));
    lock = { run, host };
  }

  function takeOver(from: string): void {
    const open = [...verdicts].filter(([, stands]) => stands === 'armed').map(([name]) => name);
    for (const name of open.filter((one) => one.replace(/\.\d+$/, '') === from)) verdicts.set(name, 'left');
    lock = undefined;
  }

  function letGo(hostRun: string, host: string): void {
    if (lock?.run === hostRun.replace(/\.\d+$/, '') && lock.host === host) lock = undefined;
  }

  function begin(step: Step, host: string, become: string | undefined): Answer {
    const key = `${step.run}/${step.number}`;
    const known = records.get(key);
    if (known !== undefined) return known.done ?? answer(1, '', 'it runs already');
    take(step.run, host);
    const stands = verdicts.get(step.run) ?? 'armed';
    if (stands !== 'armed')
      throw new HostFailure({ kind: 'refused', why: `ended ${stands}`, hint: undefined });
    verdicts.set(step.run, 'armed');
    options.onStep?.(step.number);
    starts.set(key, (starts.get(key) ?? 0) + 1);
    if (step.secret === true) secrets.add(key);
    const backup = new Map(step.preserve.map((path) => [path, state.get(path)]));
    const record: Recorded = {
      hostRun: step.run,
      number: step.number,
      become,
      undo: step.undo,
      backup,
      done: undefined,
      undone: false,
    };
    records.set(key, record);
    const done = all(step.operations, record);
    if (options.cutOff?.has(step.number)) throw new HostFailure({ kind: 'lost', cause: 'the power went' });
    record.done = done;
    return record.done;
  }

  function undoOne(run: string, number: number): UndoResult {
    const record = records.get(`${run}/${number}`);
    if (verdicts.has(run)) verdicts.set(run, 'armed');
    if (record?.undo === undefined) return { number, outcome: 'nothing', why: '' };
    if (record.undone) return { number, outcome: 'undone', why: '' };
    const result = all(record.undo, record);
    if (result.exitCode !== 0)
      return { number, outcome: 'failed', why: new TextDecoder().decode(result.stderr) };
    record.undone = true;
    return { number, outcome: 'undone', why: '' };
  }

  function survey(run: string, become: string | undefined): Survey {
    const isOf = (name: string): boolean => name === run || /^\.\d+$/.test(name.slice(run.length));
    return {
      holder: lock === undefined ? undefined : { run: lock.run, since: 'then', boot: 'this' },
      plays: [...verdicts]
        .filter(([name]) => name.startsWith(run) && isOf(name))
        .map(([hostRun, state]) => ({ hostRun, state })),
      steps: [...records.values()]
        .filter(
          (record) => record.become === become && record.hostRun.startsWith(run) && isOf(record.hostRun),
        )
        .map(({ hostRun, number, undo, undone, done }): SurveyedStep => {
          const end = done === undefined ? 'interrupted' : done.exitCode === 0 ? 'done' : 'failed';
          return { hostRun, number, undo: undo === undefined ? 'none' : undone ? 'done' : 'possible', end };
        }),
    };
  }

  const sessionFor = (host: string, become: string | undefined): Session => ({
    // Who has the host travels along with every first question, and is not counted.
    observe: (observations) =>
      call('observe', String(observations.filter(({ argv }) => argv[0] !== 'rr_held').length), () =>
        observations.map(look),
      ),
    perform: (step, then) =>
      call('perform', String(step.number), () => ({
        done: begin(step, host, become),
        answers: then.map(look),
      })),
    recall: ({ run, number }) =>
      call('recall', String(number), (): Recalled => {
        const record = records.get(`${run}/${number}`);
        if (record === undefined) return { kind: 'not-started' };
        return record.done === undefined ? { kind: 'interrupted' } : { kind: 'done', done: record.done };
      }),
    undo: (run, numbers) =>
      call('undo', numbers.join(' '), () => {
        if (lock?.run !== run.replace(/\.\d+$/, '')) take(run, host);
        return numbers.map((number) => undoOne(run, number));
      }),
    finish: (run, verdict, _signal, hold) =>
      call('finish', verdict, () => {
        const stands = verdicts.get(run);
        if (stands !== undefined && stands !== 'armed' && stands !== verdict)
          throw new HostFailure({ kind: 'refused', why: `ended ${stands}`, hint: undefined });
        verdicts.set(run, verdict);
        if (hold === undefined) letGo(run, host);
      }),
    clear: () => call('clear', '', () => ({ gone: [], kept: [] })),
    reserve: (run, from) =>
      call('reserve', '', () => {
        if (from !== undefined && lock?.run === from) takeOver(from);
        take(run, host);
      }),
    release: (run) => call('release', '', () => letGo(run, host)),
    survey: (run) => call('survey', '', () => survey(run, become)),
  });

  return {
    state,
    calls,
    starts,
    secrets,
    verdicts,
    get lock() {
      return lock;
    },
    set lock(to) {
      lock = to;
    },
    connect: (name = 'h') =>
      call('connect', '', () => {
        if (options.down) {
          throw new HostFailure({ kind: 'unreachable', address: 'model', cause: 'it is down' });
        }
        const refusal = options.refuses?.(state);
        if (refusal !== undefined) throw new HostFailure(refusal);
        return {
          session: async ({ become }) => sessionFor(name, become),
          [Symbol.asyncDispose]: async () => undefined,
        };
      }),
  };
}

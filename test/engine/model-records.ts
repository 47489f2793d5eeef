import type { Operation } from '../../src/model/operation.ts';
import type {
  Cleared,
  DoneAnswer,
  Recalled,
  RunEnd,
  Step,
  Survey,
  SurveyedStep,
  UndoResult,
} from '../../src/model/ports.ts';
import { HostFailure, twins } from '../../src/model/run/failure.ts';

/** Who has the host. */
export interface ModelLock {
  readonly run: string;
  /** The name that run calls it by. */
  readonly host: string;
}

/** A step that was begun here. */
export interface Recorded {
  readonly step: Step;
  /** What the preserved words were; undefined: they were not there. */
  readonly backup: ReadonlyMap<string, string | undefined>;
  done: DoneAnswer | undefined;
  undone: boolean;
  /** It was kept from acting; see `raise`. */
  fenced: boolean;
}

/** What records need of the host that they lie on. */
export interface RecordedHost {
  /** Puts the preserved words aside and notes the start. */
  readonly begin: (step: Step) => Recorded['backup'];
  readonly act: (operation: Operation, record: Recorded) => DoneAnswer;
  /** A step that a power cut ends. */
  readonly isCutOff: (step: Step) => boolean;
}

/** What a model host keeps of runs for one user, with the promises that the kit makes. */
export interface ModelRecords {
  /** Undefined: the host is free. */
  lock: ModelLock | undefined;
  /** What each play has come to; `armed` while it is open. */
  readonly plays: Map<string, RunEnd | 'armed'>;
  perform(step: Step, host: string): DoneAnswer;
  recall(step: Pick<Step, 'run' | 'number'>): Recalled;
  undo(run: string, numbers: readonly number[], host: string): readonly UndoResult[];
  finish(run: string, end: RunEnd, host: string, hold: 'keep' | undefined): void;
  reserve(run: string, from: string | undefined, host: string): void;
  release(run: string, host: string): void;
  survey(run: string): Survey;
  clear(olderThanMs: number, how: 'check' | 'remove'): Cleared;
}

export function modelRecords(on: RecordedHost): ModelRecords {
  const plays: ModelRecords['plays'] = new Map();
  const steps = new Map<string, Recorded>();
  let lock: ModelLock | undefined;
  const tokens = new Map<string, number>();
  let highest = 0;

  /** Whatever belongs to another record of a play is too late from now on: it begins nothing more. */
  function raise(run: string): void {
    highest += 1;
    tokens.set(run, highest);
  }

  /** @throws {HostFailure} when another run has the host, or this one by another name */
  function take(hostRun: string, host: string): void {
    const run = wholeRun(hostRun);
    if (lock !== undefined && lock.run !== run) throw new HostFailure(lockedBy(lock));
    if (lock !== undefined && lock.host !== host) throw new HostFailure(twins(lock.host, host));
    lock = { run, host };
  }

  function letGo(hostRun: string, host: string): void {
    if (lock?.run === wholeRun(hostRun) && lock.host === host) lock = undefined;
  }

  /** @throws {HostFailure} when the play has ended otherwise than `end` */
  function refuseEnded(run: string, end: RunEnd | undefined): void {
    const stands = plays.get(run) ?? 'armed';
    if (stands === 'armed' || stands === end) return;
    throw refused(`run ${run} has already ended on this host: ${stands}`);
  }

  function again(known: Recorded, step: Step): DoneAnswer {
    if (known.fenced) throw refused(FENCED);
    if (JSON.stringify(known.step) !== JSON.stringify(step))
      throw refused('another step has this number: is this machine in the inventory twice?');
    if (known.done !== undefined) return known.done;
    throw new HostFailure({ kind: 'lost', cause: `step ${step.number} has left no result` });
  }

  function undoOne(run: string, number: number): UndoResult {
    const record = steps.get(keyOf({ run, number }));
    if (record?.step.undo === undefined || isIdle(record)) return { number, outcome: 'nothing', why: '' };
    if (record.undone) return { number, outcome: 'undone', why: '' };
    const results = record.step.undo.map((operation) => on.act(operation, record));
    const failed = results.find(({ exitCode }) => exitCode !== 0);
    if (failed !== undefined)
      return { number, outcome: 'failed', why: new TextDecoder().decode(failed.stderr).trim() };
    record.undone = true;
    return { number, outcome: 'undone', why: '' };
  }

  /** The runs here and why their records must stay; undefined: they may go. */
  function keepers(olderThanMs: number): ReadonlyMap<string, string | undefined> {
    const runs = new Map<string, string | undefined>();
    let newest: string | undefined;
    for (const [play, stands] of plays) {
      const run = wholeRun(play);
      runs.set(run, runs.get(run) ?? whyKept(stands) ?? (olderThanMs < 0 ? undefined : 'young'));
      if ([...steps.values()].some((record) => record.step.run === play && canGoBack(record))) newest = run;
    }
    if (newest !== undefined && runs.get(newest) === undefined)
      runs.set(newest, 'it is the newest one here that can be rolled back');
    return runs;
  }

  function forget(runs: ReadonlySet<string>): void {
    for (const play of plays.keys()) if (runs.has(wholeRun(play))) plays.delete(play);
    for (const [key, { step }] of steps) if (runs.has(wholeRun(step.run))) steps.delete(key);
  }

  return {
    plays,
    get lock() {
      return lock;
    },
    set lock(to) {
      lock = to;
    },
    perform(step, host) {
      const known = steps.get(keyOf(step));
      if (known !== undefined) return again(known, step);
      refuseEnded(step.run, undefined);
      take(step.run, host);
      if (!plays.has(step.run)) raise(step.run);
      plays.set(step.run, 'armed');
      const fenced = tokens.get(step.run) !== highest;
      const backup: Recorded['backup'] = fenced ? new Map() : on.begin(step);
      const record: Recorded = { step, backup, done: undefined, undone: false, fenced };
      steps.set(keyOf(step), record);
      if (fenced) throw refused(FENCED);
      const done = untilOneFails(step.operations, (operation) => on.act(operation, record));
      if (on.isCutOff(step)) throw new HostFailure({ kind: 'lost', cause: 'the power went' });
      record.done = done;
      return done;
    },
    recall(step) {
      const record = steps.get(keyOf(step));
      if (record === undefined) return { kind: 'not-started' };
      return record.done === undefined ? { kind: 'interrupted' } : { kind: 'done', done: record.done };
    },
    undo(run, numbers, host) {
      if (!plays.has(run)) return numbers.map((number) => ({ number, outcome: 'nothing', why: '' }));
      // The host may go back under another name of its machine.
      if (lock?.run !== wholeRun(run)) take(run, host);
      plays.set(run, 'armed');
      raise(run);
      return numbers.map((number) => undoOne(run, number));
    },
    finish(run, end, host, hold) {
      refuseEnded(run, end);
      if (plays.has(run)) plays.set(run, end);
      if (hold === undefined) letGo(run, host);
    },
    reserve(run, from, host) {
      if (from !== undefined && lock?.run === from) {
        const open = [...plays].filter(([play, stands]) => stands === 'armed' && wholeRun(play) === from);
        for (const [play] of open) {
          plays.set(play, 'left');
          raise(play);
        }
        lock = undefined;
      }
      take(run, host);
    },
    release: letGo,
    survey: (run) => ({
      holder: lock === undefined ? undefined : { run: lock.run, since: 'then', boot: 'this' },
      plays: [...plays]
        .filter(([play]) => wholeRun(play) === run)
        .map(([hostRun, state]) => ({ hostRun, state })),
      steps: [...steps.values()].filter(({ step }) => wholeRun(step.run) === run).map(surveyed),
    }),
    clear(olderThanMs, how) {
      if (lock !== undefined) throw new HostFailure(lockedBy(lock));
      const keeping = [...keepers(olderThanMs)];
      const gone = keeping.flatMap(([run, why]) => (why === undefined ? [run] : []));
      if (how === 'remove') forget(new Set(gone));
      return { gone, kept: keeping.flatMap(([run, why]) => (why === undefined ? [] : [{ run, why }])) };
    },
  };
}

const FENCED = 'this run has meanwhile been rolled back or taken over on the host';

function untilOneFails(
  operations: readonly Operation[],
  act: (operation: Operation) => DoneAnswer,
): DoneAnswer {
  let stdout: Uint8Array = new Uint8Array();
  let stderr: Uint8Array = new Uint8Array();
  for (const operation of operations) {
    const done = act(operation);
    stdout = Buffer.concat([stdout, done.stdout]);
    stderr = Buffer.concat([stderr, done.stderr]);
    if (done.exitCode !== 0) return { ...done, stdout, stderr };
  }
  return { exitCode: 0, stdout, stderr, droppedBytes: 0 };
}

function surveyed(record: Recorded): SurveyedStep {
  const { step, done, undone } = record;
  const ended = done === undefined ? 'interrupted' : done.exitCode === 0 ? 'done' : 'failed';
  return {
    hostRun: step.run,
    number: step.number,
    undo: step.undo === undefined ? 'none' : undone ? 'done' : 'possible',
    end: isIdle(record) ? 'idle' : ended,
  };
}

/** It was kept from acting, or its first program could not be begun, so it did nothing. */
function isIdle({ step, done, fenced }: Recorded): boolean {
  if (fenced) return true;
  return step.operations.length === 1 && done?.how !== undefined && done.how.kind !== 'signal';
}

function canGoBack({ step, undone }: Recorded): boolean {
  return step.undo !== undefined && !undone;
}

function whyKept(stands: RunEnd | 'armed'): string | undefined {
  if (stands === 'armed') return 'it has not ended here';
  return stands === 'rollback-failed' ? 'it could not be rolled back' : undefined;
}

/** The run of a play: `r` for `r.2`. */
function wholeRun(hostRun: string): string {
  return hostRun.replace(/\.\d+$/, '');
}

function keyOf({ run, number }: Pick<Step, 'run' | 'number'>): string {
  return `${run}/${number}`;
}

function lockedBy({ run }: ModelLock): HostFailure['failure'] {
  return { kind: 'locked', run, by: `run ${run}`, hint: '' };
}

function refused(why: string): HostFailure {
  return new HostFailure({ kind: 'refused', why, hint: undefined });
}

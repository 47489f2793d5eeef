import type { Message } from '../../model/action.ts';
import type { ShownChange } from '../../model/change.ts';
import { type TaskAddress, taskKey } from '../../model/playbook/plan.ts';
import type { OnTask, RunEvent } from '../../model/run/event.ts';
import type { Failure } from '../../model/run/failure.ts';

/** What came of one task on one host. */
export interface TaskRecord {
  readonly task: TaskAddress;
  readonly title: string;
  /**
   * `pending`: it would change something. `unforeseen`: that cannot be told. `started`: the record ends before it did.
   * `refused`: a check before the run did not pass.
   */
  readonly state:
    | 'ok'
    | 'changed'
    | 'skipped'
    | 'failed'
    | 'ignored'
    | 'refused'
    | 'pending'
    | 'unforeseen'
    | 'started';
  /** What it changed, would change, or was about to change. */
  readonly change: ShownChange | undefined;
  readonly failure: Failure | undefined;
  /** Why it was skipped or cannot be told. */
  readonly why: string | undefined;
  readonly messages: readonly Message[];
  /** The number of its step on the host; undefined: nothing was started there. */
  readonly step: number | undefined;
  /** What became of its undo; undefined: it was not undone. */
  readonly undo: 'undone' | 'failed' | undefined;
  /** Milliseconds since the run started; undefined: the record says no time, or it was only foreseen. */
  readonly startedAt: number | undefined;
  readonly endedAt: number | undefined;
}

/** The tasks of one host, growing with its events. */
export interface TaskRecords {
  add(event: RunEvent, atMs: number | undefined): void;
  /** In the order in which the host came to them. */
  readonly records: () => readonly TaskRecord[];
}

export function newTaskRecords(run: string): TaskRecords {
  const byKey = new Map<string, TaskRecord>();

  function put(event: OnTask, facts: Partial<TaskRecord>): void {
    const key = taskKey(event.task);
    const known = byKey.get(key) ?? { ...NOTHING_YET, task: event.task, title: event.title };
    byKey.set(key, { ...known, title: event.title, ...facts });
  }

  function undone(play: number | undefined, step: number, undo: 'undone' | 'failed'): void {
    const isIt = ([, record]: [string, TaskRecord]): boolean =>
      record.step === step && (play === undefined || record.task.play === play);
    const found = [...byKey].findLast(isIt);
    if (found !== undefined) byKey.set(found[0], { ...found[1], undo });
  }

  return {
    add(event, atMs) {
      const facts = factsIn(event, atMs);
      if (facts !== undefined && 'task' in event) put(event, facts);
      if (event.type === 'undo.done') undone(playOf(event.hostRun, run), event.step, 'undone');
      if (event.type === 'undo.failed') undone(undefined, event.step, 'failed');
    },
    records: () => [...byKey.values()],
  };
}

const NOTHING_YET = {
  state: 'started',
  change: undefined,
  failure: undefined,
  why: undefined,
  messages: [],
  step: undefined,
  undo: undefined,
  startedAt: undefined,
  endedAt: undefined,
} as const;

/** What an event says of its task; undefined: it is about none. */
function factsIn(event: RunEvent, atMs: number | undefined): Partial<TaskRecord> | undefined {
  const endedAt = atMs;
  switch (event.type) {
    case 'task.started':
      // What the preview said of it is over.
      return { ...NOTHING_YET, startedAt: atMs };
    case 'task.intent':
      return { change: event.change, step: event.step };
    case 'preflight.passed':
    case 'task.satisfied':
      return { state: 'ok', messages: event.messages, endedAt };
    case 'task.changed':
      return { state: 'changed', change: event.change, endedAt };
    case 'task.skipped':
      return { state: 'skipped', why: event.why, endedAt };
    case 'task.failed':
      return { state: event.ignored ? 'ignored' : 'failed', failure: event.failure, endedAt };
    case 'preflight.refused':
      return { state: 'refused', failure: event.failure, endedAt };
    case 'task.pending':
      return { state: 'pending', change: event.change };
    case 'task.unforeseen':
      return { state: 'unforeseen', why: event.why };
    default:
      return undefined;
  }
}

/** The play whose folder on the host has that name: the run's own for the first, with its number for others. */
function playOf(hostRun: string, run: string): number | undefined {
  if (hostRun === run) return 1;
  const play = Number(hostRun.slice(run.length + 1));
  return Number.isInteger(play) && play > 1 ? play : undefined;
}

import type { PlayOutline, RunEvent } from '../model/event.ts';
import type { Failure } from '../model/failure.ts';
import { type TaskAddress, taskKey } from '../model/plan.ts';

/** How far the hosts of a run have come with one task. Counts of hosts. */
export interface TaskProgress {
  readonly task: TaskAddress;
  readonly title: string;
  readonly ok: number;
  readonly changed: number;
  readonly skipped: number;
  readonly failed: number;
  readonly ignored: number;
  readonly unreachable: number;
  /** Hosts that are at it, and since when in milliseconds; the longest first. */
  readonly running: ReadonlyMap<string, number>;
}

export interface OpeningProgress {
  readonly reached: number;
  readonly unreachable: number;
  /** Hosts that were neither reached nor given up. */
  readonly missing: ReadonlySet<string>;
  readonly checks: readonly TaskProgress[];
  /** Hosts of which something is known about their tasks. */
  readonly foreseen: ReadonlySet<string>;
  readonly changes: number;
}

export interface PlayProgress {
  readonly name: string;
  readonly startedAt: number;
  readonly hosts: number;
  /** Hosts that are through with the play, one way or another. */
  readonly through: ReadonlySet<string>;
  readonly batch: number;
  readonly batches: number;
  /** Until when the line waits before its next batch. */
  readonly soakUntil: number | undefined;
  readonly tasks: readonly TaskProgress[];
}

/** A run as far as it has come. Times are in milliseconds on the clock of whoever adds the events. */
export interface Progress {
  readonly command: 'apply' | 'plan' | 'rollback';
  /** `asking`: the preview is complete, and nothing has been begun. */
  readonly phase: 'opening' | 'asking' | 'play' | 'rollback' | 'over';
  readonly startedAt: number;
  readonly hosts: number;
  readonly opening: OpeningProgress;
  readonly play: PlayProgress | undefined;
  /** Hosts on which steps are being undone. */
  readonly rollingBack: ReadonlySet<string>;
  /** Hosts whose outcome is known. */
  readonly finished: number;
}

/** A progress that grows with the events of its run. What it returns is the same object each time, and always current. */
export interface ProgressFold {
  add(event: RunEvent, now: number): void;
  readonly progress: Progress;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };
type Growing<T> = Mutable<T> & { readonly running: Map<string, number> };
type GrowingTask = Growing<TaskProgress>;

interface GrowingPlay extends Mutable<PlayProgress> {
  readonly through: Set<string>;
  readonly byKey: ReadonlyMap<string, GrowingTask>;
  /** How many tasks each host has come through, handlers left out: they run only where they are needed. */
  readonly ended: Map<string, number>;
  readonly length: number;
}

interface GrowingOpening extends Mutable<OpeningProgress> {
  readonly missing: Set<string>;
  readonly foreseen: Set<string>;
  readonly byKey: ReadonlyMap<string, GrowingTask>;
}

interface State extends Mutable<Progress> {
  opening: GrowingOpening;
  play: GrowingPlay | undefined;
  readonly rollingBack: Set<string>;
  outlines: readonly PlayOutline[];
}

export function foldProgress(): ProgressFold {
  const state: State = {
    command: 'apply',
    phase: 'opening',
    startedAt: 0,
    hosts: 0,
    opening: newOpening([], []),
    play: undefined,
    rollingBack: new Set(),
    finished: 0,
    outlines: [],
  };
  return {
    progress: state,
    add(event, now) {
      addToRun(event, now, state);
      if (state.phase === 'opening') addToOpening(event, state.opening);
      else if (state.play !== undefined) addToPlay(event, now, state.play);
    },
  };
}

function addToRun(event: RunEvent, now: number, state: State): void {
  switch (event.type) {
    case 'run.started':
      state.command = event.command;
      state.phase = event.command === 'rollback' ? 'rollback' : 'opening';
      state.startedAt = now;
      state.hosts = event.hosts.length;
      state.outlines = event.plays;
      state.opening = newOpening(event.hosts, event.plays);
      break;
    case 'preview.finished':
      state.phase = 'asking';
      break;
    case 'play.started':
      state.phase = 'play';
      state.play = newPlay(event, now, state.outlines[event.play - 1]);
      break;
    case 'undo.started':
      state.rollingBack.add(event.host);
      break;
    case 'host.finished':
      state.rollingBack.delete(event.host);
      state.finished += 1;
      break;
    case 'run.finished':
      state.phase = 'over';
      break;
    default:
      break;
  }
}

function addToOpening(event: RunEvent, opening: GrowingOpening): void {
  switch (event.type) {
    case 'host.connected':
      if (opening.missing.delete(event.host)) opening.reached += 1;
      break;
    case 'host.failed':
      if (opening.missing.delete(event.host)) opening.unreachable += 1;
      break;
    case 'preflight.passed':
      bump(opening.byKey.get(taskKey(event.task)), 'ok');
      break;
    case 'preflight.refused':
      bump(opening.byKey.get(taskKey(event.task)), wayDown(event.failure));
      break;
    case 'task.pending':
      opening.changes += 1;
      opening.foreseen.add(event.host);
      break;
    case 'task.unforeseen':
    case 'task.satisfied':
    case 'task.skipped':
    case 'task.failed':
      opening.foreseen.add(event.host);
      break;
    default:
      break;
  }
}

function addToPlay(event: RunEvent, now: number, play: GrowingPlay): void {
  switch (event.type) {
    case 'batch.started':
      play.batch = event.batch;
      play.batches = event.batches;
      play.soakUntil = undefined;
      break;
    case 'soak.started':
      play.soakUntil = now + event.ms;
      break;
    case 'task.started':
      play.byKey.get(taskKey(event.task))?.running.set(event.host, now);
      break;
    case 'task.satisfied':
      ended(event, 'ok', play);
      break;
    case 'task.changed':
      ended(event, 'changed', play);
      break;
    case 'task.skipped':
      ended(event, 'skipped', play);
      break;
    case 'task.failed':
      ended(event, event.ignored ? 'ignored' : wayDown(event.failure), play);
      break;
    case 'host.finished':
      play.through.add(event.host);
      for (const task of play.byKey.values()) task.running.delete(event.host);
      break;
    default:
      break;
  }
}

type Count = 'ok' | 'changed' | 'skipped' | 'failed' | 'ignored' | 'unreachable';

function ended(
  on: { readonly host: string; readonly task: TaskAddress },
  count: Count,
  play: GrowingPlay,
): void {
  const task = play.byKey.get(taskKey(on.task));
  task?.running.delete(on.host);
  bump(task, count);
  if (on.task.section === 'handlers') return;
  const done = (play.ended.get(on.host) ?? 0) + 1;
  play.ended.set(on.host, done);
  // A host that is in a later play too has no outcome yet, but is through with this one.
  if (done >= play.length) play.through.add(on.host);
}

function bump(task: GrowingTask | undefined, count: Count): void {
  if (task !== undefined) task[count] += 1;
}

/** A host that is gone is told apart from one that did something wrong. */
function wayDown({ kind }: Failure): 'failed' | 'unreachable' {
  return kind === 'lost' || kind === 'unreachable' || kind === 'unauthenticated' ? 'unreachable' : 'failed';
}

function newOpening(hosts: readonly string[], plays: readonly PlayOutline[]): GrowingOpening {
  const checks = plays.flatMap(({ tasks }) => tasks).filter(({ task }) => task.section === 'preflight');
  const growing = checks.map(newTask);
  return {
    reached: 0,
    unreachable: 0,
    missing: new Set(hosts),
    checks: growing,
    byKey: byKey(growing),
    foreseen: new Set(),
    changes: 0,
  };
}

function newPlay(
  { name, hosts }: RunEvent & { readonly type: 'play.started' },
  now: number,
  outline: PlayOutline | undefined,
): GrowingPlay {
  const tasks = (outline?.tasks ?? []).filter(({ task }) => task.section !== 'preflight').map(newTask);
  return {
    name,
    startedAt: now,
    hosts: hosts.length,
    through: new Set(),
    batch: 1,
    batches: 1,
    soakUntil: undefined,
    tasks,
    byKey: byKey(tasks),
    ended: new Map(),
    length: tasks.filter(({ task }) => task.section !== 'handlers').length,
  };
}

function newTask({ task, title }: PlayOutline['tasks'][number]): GrowingTask {
  const counts = { ok: 0, changed: 0, skipped: 0, failed: 0, ignored: 0, unreachable: 0 };
  return { task, title, ...counts, running: new Map() };
}

function byKey(tasks: readonly GrowingTask[]): ReadonlyMap<string, GrowingTask> {
  return new Map(tasks.map((task) => [taskKey(task.task), task]));
}

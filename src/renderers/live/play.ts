import { type TaskAddress, taskKey } from '../../model/playbook/plan.ts';
import type { PlayOutline, RunEvent } from '../../model/run/event.ts';
import { bump, newTasks, type TaskCount, type TaskProgress, type TasksByKey, wayDown } from './task.ts';

/** How far the hosts of a play have come; it grows with the events. */
export interface PlayProgress {
  readonly name: string;
  readonly startedAt: number;
  readonly hosts: number;
  /** Hosts that are through with the play, one way or another. */
  readonly through: Set<string>;
  batch: number;
  batches: number;
  /** Until when the line waits before its next batch. */
  soakUntil: number | undefined;
  readonly tasks: TasksByKey;
  /** The task of each step, by host and number. */
  readonly steps: Map<string, TaskProgress>;
  /** How many tasks each host has come through, handlers left out: they run only where they are needed. */
  readonly ended: Map<string, number>;
  /** How many there are, handlers left out. */
  readonly length: number;
}

export function newPlay(
  { name, hosts }: RunEvent & { readonly type: 'play.started' },
  now: number,
  outline: PlayOutline | undefined,
): PlayProgress {
  const tasks = (outline?.tasks ?? []).filter(({ task }) => task.section !== 'preflight');
  return {
    name,
    startedAt: now,
    hosts: hosts.length,
    through: new Set(),
    batch: 1,
    batches: 1,
    soakUntil: undefined,
    tasks: newTasks(tasks),
    steps: new Map(),
    ended: new Map(),
    length: tasks.filter(({ task }) => task.section !== 'handlers').length,
  };
}

export function addToPlay(event: RunEvent, now: number, play: PlayProgress): void {
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
      play.tasks.get(taskKey(event.task))?.running.set(event.host, now);
      break;
    case 'task.changed':
      ended(event, 'changed', play);
      rememberStep(event, play);
      break;
    case 'undo.done':
      takeBack(event, play);
      break;
    case 'task.satisfied':
      ended(event, 'ok', play);
      break;
    case 'task.skipped':
      ended(event, 'skipped', play);
      break;
    case 'task.failed':
      ended(event, event.ignored ? 'ignored' : wayDown(event.failure), play);
      break;
    case 'host.finished':
      play.through.add(event.host);
      for (const task of play.tasks.values()) task.running.delete(event.host);
      break;
    default:
      break;
  }
}

function rememberStep(
  { host, step, task }: RunEvent & { readonly type: 'task.changed' },
  { tasks, steps }: PlayProgress,
): void {
  const growing = tasks.get(taskKey(task));
  if (growing !== undefined) steps.set(`${host} ${step}`, growing);
}

/** What was put back is not there any more: it must not look like something that was done. */
function takeBack({ host, step }: RunEvent & { readonly type: 'undo.done' }, { steps }: PlayProgress): void {
  const task = steps.get(`${host} ${step}`);
  if (task === undefined || !steps.delete(`${host} ${step}`)) return;
  task.changed -= 1;
  task.undone += 1;
}

function ended(
  on: { readonly host: string; readonly task: TaskAddress },
  count: TaskCount,
  play: PlayProgress,
): void {
  const task = play.tasks.get(taskKey(on.task));
  task?.running.delete(on.host);
  bump(task, count);
  if (on.task.section === 'handlers') return;
  const done = (play.ended.get(on.host) ?? 0) + 1;
  play.ended.set(on.host, done);
  // A host that is in a later play too has no outcome yet, but is through with this one.
  if (done >= play.length) play.through.add(on.host);
}

import { type TaskAddress, taskKey } from '../../model/playbook/plan.ts';
import type { PlayOutline, RunEvent } from '../../model/run/event.ts';
import { playOf } from '../../model/run/host-run.ts';
import { stepKey } from '../../report/fold/step-key.ts';
import { stateIn } from '../../report/fold/task-state.ts';
import { inTreeOrder } from '../../report/fold/task-tree.ts';
import { newTasks, type ProgressTree, settle, type TaskCount, type TaskProgress, wayDown } from './task.ts';

/** How far the hosts of a play have come; it grows with the events. */
export interface PlayProgress {
  readonly name: string;
  readonly startedAt: number;
  readonly hosts: ReadonlySet<string>;
  /** Hosts that are through with the play, one way or another. */
  readonly through: Set<string>;
  batch: number;
  batches: number;
  /** Until when the line waits before its next batch. */
  soakUntil: number | undefined;
  readonly tasks: ProgressTree;
  /** The task of each step, by its `stepKey`. */
  readonly steps: Map<string, TaskProgress>;
  /** The key of the last task that every host comes to. */
  readonly last: string | undefined;
}

export function newPlay(
  { name, hosts }: RunEvent & { readonly type: 'play.started' },
  now: number,
  outline: PlayOutline | undefined,
): PlayProgress {
  const tasks = (outline?.tasks ?? []).filter(({ task }) => task.section !== 'preflight');
  const last = tasks.findLast(({ task }) => task.section !== 'handlers' && task.arm !== 'rescue');
  return {
    name,
    startedAt: now,
    hosts: new Set(hosts),
    through: new Set(),
    batch: 1,
    batches: 1,
    soakUntil: undefined,
    tasks: newTasks(tasks),
    steps: new Map(),
    last: last === undefined ? undefined : taskKey(last.task),
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
      begin(event, now, play);
      break;
    case 'task.changed':
      play.steps.set(stepKey(event, event.task.play), play.tasks.at(event).what);
      end(event, 'changed', play);
      break;
    case 'undo.done':
      takeBack(event, play);
      break;
    case 'task.satisfied':
      end(event, 'ok', play);
      break;
    case 'task.skipped':
      end(event, 'skipped', play);
      break;
    case 'task.failed':
      fail(event, play);
      break;
    case 'host.finished':
      // Others are only delegated to.
      if (play.hosts.has(event.host)) play.through.add(event.host);
      for (const { node } of inTreeOrder(play.tasks.roots())) leave(node.what, event.host);
      break;
    default:
      break;
  }
}

type Event<Type extends RunEvent['type']> = RunEvent & { readonly type: Type };

function begin(event: Event<'task.started'>, now: number, { tasks, through }: PlayProgress): void {
  const { running, turns } = tasks.at(event).what;
  const { host, items } = event;
  through.delete(host);
  if (event.task.item !== undefined) {
    const turn = turns.get(host);
    if (turn?.kind === 'item') turn.number += 1;
    if (turn !== undefined) return;
  }
  running.set(host, now);
  if (items !== undefined) turns.set(host, { kind: 'item', number: 0, of: items, came: [] });
}

function fail(event: Event<'task.failed'>, play: PlayProgress): void {
  const { host, failure, retriesLeft } = event;
  if (retriesLeft === undefined) {
    const state = stateIn(event);
    end(event, state === 'ignored' || state === 'rescued' ? state : wayDown(failure), play);
    return;
  }
  const { turns } = play.tasks.at(event).what;
  const turn = turns.get(host);
  // Where a host is in a loop says more than how often it tries one item.
  if (turn?.kind === 'item') return;
  const number = (turn?.number ?? 1) + 1;
  turns.set(host, { kind: 'attempt', number, of: number - 1 + retriesLeft, came: [] });
}

/** What was put back is not there any more: it must not look like something that was done. */
function takeBack(event: Event<'undo.done'>, { steps }: PlayProgress): void {
  const task = steps.get(stepKey(event, playOf(event.hostRun)));
  if (task?.came.get(event.host) === 'changed') settle(task, event.host, 'undone');
}

function end(
  on: { readonly host: string; readonly task: TaskAddress; readonly title: string },
  count: TaskCount,
  play: PlayProgress,
): void {
  const progress = play.tasks.at(on).what;
  const turn = progress.turns.get(on.host);
  if (on.task.item !== undefined && turn?.kind === 'item') {
    turn.came.push(count);
    if (turn.number < turn.of) return;
  } else settle(progress, on.host, count);
  leave(progress, on.host);
  // A host that is in a later play too has no outcome yet, but is through with this one.
  if (taskKey(on.task) === play.last) play.through.add(on.host);
}

function leave(progress: TaskProgress, host: string): void {
  for (const count of progress.turns.get(host)?.came ?? []) settle(progress, host, count);
  progress.running.delete(host);
  progress.turns.delete(host);
}

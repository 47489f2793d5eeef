import { type TaskAddress, taskKey } from '../../model/playbook/plan.ts';
import type { PlayOutline } from '../../model/run/event.ts';
import type { Failure } from '../../model/run/failure.ts';

/** How far the hosts of a run have come with one task, growing with its events. Counts of hosts. */
export interface TaskProgress {
  readonly task: TaskAddress;
  readonly title: string;
  ok: number;
  changed: number;
  skipped: number;
  failed: number;
  ignored: number;
  unreachable: number;
  /** Hosts on which it was changed and put back again; they are not among `changed` any more. */
  undone: number;
  /** Hosts that are at it, and since when in milliseconds; the longest first. */
  readonly running: Map<string, number>;
}

export type TaskCount = 'ok' | 'changed' | 'skipped' | 'failed' | 'ignored' | 'unreachable';

/** Tasks by their keys, in the order of the playbook. */
export type TasksByKey = ReadonlyMap<string, TaskProgress>;

/** Tasks at which no host is yet. */
export function newTasks(tasks: PlayOutline['tasks']): TasksByKey {
  const counts = { ok: 0, changed: 0, skipped: 0, failed: 0, ignored: 0, unreachable: 0, undone: 0 };
  return new Map(
    tasks.map(({ task, title }) => [taskKey(task), { task, title, ...counts, running: new Map() }]),
  );
}

export function bump(task: TaskProgress | undefined, count: TaskCount): void {
  if (task !== undefined) task[count] += 1;
}

/** A host that is gone is told apart from one that did something wrong. */
export function wayDown({ kind }: Failure): 'failed' | 'unreachable' {
  return kind === 'lost' || kind === 'unreachable' || kind === 'unauthenticated' ? 'unreachable' : 'failed';
}

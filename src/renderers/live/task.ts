import { type TaskAddress, taskKey } from '../../model/playbook/plan.ts';
import type { PlayOutline } from '../../model/run/event.ts';
import type { Failure } from '../../model/run/failure.ts';

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
  /** Hosts on which it was changed and put back again; they are not among `changed` any more. */
  readonly undone: number;
  /** Hosts that are at it, and since when in milliseconds; the longest first. */
  readonly running: ReadonlyMap<string, number>;
}

export type TaskCount = 'ok' | 'changed' | 'skipped' | 'failed' | 'ignored' | 'unreachable';

export type GrowingTask = { -readonly [Key in keyof TaskProgress]: TaskProgress[Key] } & {
  readonly running: Map<string, number>;
};

export function newTask({ task, title }: PlayOutline['tasks'][number]): GrowingTask {
  const counts = { ok: 0, changed: 0, skipped: 0, failed: 0, ignored: 0, unreachable: 0, undone: 0 };
  return { task, title, ...counts, running: new Map() };
}

export function byKey(tasks: readonly GrowingTask[]): ReadonlyMap<string, GrowingTask> {
  return new Map(tasks.map((task) => [taskKey(task.task), task]));
}

export function bump(task: GrowingTask | undefined, count: TaskCount): void {
  if (task !== undefined) task[count] += 1;
}

/** A host that is gone is told apart from one that did something wrong. */
export function wayDown({ kind }: Failure): 'failed' | 'unreachable' {
  return kind === 'lost' || kind === 'unreachable' || kind === 'unauthenticated' ? 'unreachable' : 'failed';
}

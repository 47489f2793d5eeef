import { type PlannedTask, taskKey } from '../model/playbook/plan.ts';
import type { Record } from '../model/ports.ts';
import type { RunEvent } from '../model/run/event.ts';

/** True for a task of `meta`, which does something to the run itself: as in Ansible it is none of its tasks. */
export function isOfTheRun({ task }: PlannedTask): boolean {
  return task.action === 'meta';
}

/** The keys of those among these tasks that do something to the run itself. */
export function ofTheRunAmong(tasks: readonly PlannedTask[]): readonly string[] {
  return tasks.filter(isOfTheRun).map(({ address }) => taskKey(address));
}

/** Leaves out that a task of these keys ran or was passed over. That it failed is told. */
export function untold(keys: ReadonlySet<string>, record: Record): Record {
  return (event) =>
    keys.size > 0 && QUIET.has(event.type) && 'task' in event && keys.has(taskKey(event.task))
      ? Promise.resolve()
      : record(event);
}

const QUIET: ReadonlySet<RunEvent['type']> = new Set<RunEvent['type']>([
  'task.started',
  'task.satisfied',
  'task.skipped',
]);

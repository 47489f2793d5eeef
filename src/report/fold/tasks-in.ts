import type { TaskRecord } from './task-record.ts';

/** A task of a host and where it stands below others. */
export interface TaskInPlace {
  readonly record: TaskRecord;
  /** 0 for a task of the playbook itself. */
  readonly depth: number;
  /** The item of the loop that includes it, if one does. */
  readonly of: string | undefined;
}

/** Every task, but no item, each before what it includes. */
export function tasksIn(
  records: readonly TaskRecord[],
  depth = 0,
  of: string | undefined = undefined,
): readonly TaskInPlace[] {
  return records.flatMap((record) => [
    { record, depth, of },
    ...record.items.flatMap(({ task, included }) => tasksIn(included, depth + 1, task.item)),
    ...tasksIn(record.included, depth + 1, of),
  ]);
}

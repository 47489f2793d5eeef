import type { LooseTask } from '../../model/playbook/playbook.ts';
import type { Tree } from '../../model/values/tree.ts';
import type { TaskLevel } from '../keywords.ts';
import type { Reading } from '../playbook/language.ts';
import { readTask } from '../playbook/task.ts';
import { scalarsIn } from '../playbook/values.ts';
import type { Readers } from '../roles/role.ts';
import { foreseeRoles, importRole } from '../roles/role-includes.ts';
import { withApplied } from './apply.ts';
import { isBlock, type ReadTasks, readBlock } from './block.ts';
import { readingWithin } from './module-defaults.ts';
import { foreseeTasks, importTasks } from './task-includes.ts';

/** Reads a list of tasks, blocks and imports as one list of tasks, which has taken nothing yet from around the list. */
export function readTasks(items: readonly Tree[], level: TaskLevel, reading: Reading): readonly LooseTask[] {
  const inside: ReadTasks = (more, inner) => readTasks(more, level, inner);
  return items.flatMap((item) => {
    if (level !== 'check' && isBlock(item)) return readBlock(item, reading, inside);
    const task = readTask(item, level, reading);
    if (task !== undefined) return standingFor(task, level, reading, inside);
    if (level === 'handler') reading.unread.push(...answersTo(item));
    return [];
  });
}

function answersTo(handler: Tree): readonly string[] {
  return [...scalarsIn(handler, 'name'), ...scalarsIn(handler, 'listen')].map(({ text }) => text);
}

/** How every list of tasks is read, for those that come upon files. */
export const readers: Readers = {
  tasks: (items, reading) => readTasks(items, 'task', reading),
  handlers: (items, reading) => readTasks(items, 'handler', reading),
};

/** The task itself, or what an import puts into its place. */
function standingFor(
  task: LooseTask,
  level: TaskLevel,
  reading: Reading,
  inside: ReadTasks,
): readonly LooseTask[] {
  switch (task.action) {
    case 'import_tasks':
      return importTasks(task, level, reading, inside);
    case 'import_role':
      return importRole(task, reading, readers);
    case 'include_tasks':
    case 'include_role':
      return [including(task, level, reading, inside)];
    default:
      return [task];
  }
}

/** A task that includes others while it runs; what those may be is read beforehand. */
function including(task: LooseTask, level: TaskLevel, reading: Reading, inside: ReadTasks): LooseTask {
  const applied = withApplied(task, reading);
  const within = readingWithin(applied.around?.moduleDefaults, reading);
  if (task.action === 'include_role') foreseeRoles(task, within, readers);
  else foreseeTasks(task, level, within, inside);
  return applied;
}

import { blankTask } from '../../model/playbook/blank-task.ts';
import { inheriting, settled } from '../../model/playbook/inherit.ts';
import type { LooseTask, Play, Task } from '../../model/playbook/playbook.ts';
import type { Inherited } from '../../model/playbook/structure.ts';
import type { Position } from '../../model/values/position.ts';
import type { MapNode } from '../../model/values/tree.ts';
import type { TaskLevel } from '../keywords.ts';
import { checkNotices, visibleHandlers } from '../playbook/handlers.ts';
import type { Reading } from '../playbook/language.ts';
import { textAt } from '../roles/argument-specs.ts';
import { useRole } from '../roles/role.ts';
import { roleCallOf } from '../roles/role-call.ts';
import { entryOf } from '../yaml/tree-place.ts';
import { readers, readTasks } from './tasks.ts';

/** The tasks of a play, each with what it takes from around it. */
export function readSections(
  play: MapNode,
  around: Inherited,
  reading: Reading,
): Pick<Play, 'preflight' | 'tasks' | 'handlers' | 'verify'> {
  const list = (name: string, level: TaskLevel = 'task'): readonly LooseTask[] => {
    const value = entryOf(play, name)?.value;
    return value?.kind === 'list' ? readTasks(value.items, level, reading) : [];
  };
  const take = (tasks: readonly LooseTask[]): readonly Task[] =>
    tasks.map((task) => settled(inheriting(task, around)));
  const preflight = take(list('preflight', 'check'));
  // Roles are read first, as their handlers come first.
  const ofRoles = rolesOf(play, reading);
  const main = inSteps([list('pre_tasks'), [...ofRoles, ...list('tasks')], list('post_tasks')], play.at);
  const own = list('handlers', 'handler');
  const handlers = visibleHandlers([...reading.handlers, own]);
  checkNotices([...reading.handlers.flat(), ...own], reading);
  return { preflight, tasks: take(main), handlers: take(handlers), verify: take(list('verify', 'check')) };
}

function rolesOf(play: MapNode, reading: Reading): readonly LooseTask[] {
  const value = entryOf(play, 'roles')?.value;
  return (value?.kind === 'list' ? value.items : []).flatMap((item) => {
    const call = roleCallOf(item, reading);
    const used = call === undefined ? undefined : useRole(call, reading, readers, undefined);
    if (used === undefined) return [];
    reading.roles.push(used.role.key);
    return used.tasks;
  });
}

/** Handlers that were notified in a step run before the next one begins. After the last one they run in any case. */
function inSteps(steps: readonly (readonly LooseTask[])[], at: Position): readonly LooseTask[] {
  return steps.flatMap((step, index) => {
    const isFollowed = steps.slice(index + 1).some((later) => later.length > 0);
    return isFollowed && step.some(mayNotify) ? [...step, flush(at)] : step;
  });
}

/** What a task includes may notify too. */
function mayNotify({ notify, action }: LooseTask): boolean {
  return notify.length > 0 || action.startsWith('include_');
}

function flush(at: Position): LooseTask {
  const what = { key: 'free_form', keyAt: at, value: textAt('flush_handlers', at) };
  return { ...blankTask('Run notified handlers', 'meta', [what], at), tags: ['always'] };
}

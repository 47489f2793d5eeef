import { type Actions, actionOf, setsOf } from '../../model/action.ts';
import { includableTasks, type Plan } from '../../model/playbook/plan.ts';
import type { LooseTask, Task } from '../../model/playbook/playbook.ts';

type Setting = Pick<Task, 'action' | 'params' | 'register'>;

/** The names that a task gives a value while it runs. */
export function namesSetBy(task: Setting, actions: Actions): readonly string[] {
  return [...(task.register === undefined ? [] : [task.register]), ...setsOf(task, actions)];
}

/** The names that a task finds set for itself: the item of its loop, the failure that it answers to, and where it is done. */
export function namesWithin({
  loop,
  within,
  across,
}: Pick<LooseTask, 'loop' | 'within' | 'across'>): readonly string[] {
  const { variable, index } = loop ?? {};
  const ofLoop = [...(variable === undefined ? [] : [variable]), ...(index === undefined ? [] : [index])];
  return [
    ...(loop === undefined ? [] : [...ofLoop, 'ansible_loop', 'ansible_loop_var', 'ansible_index_var']),
    ...(within.some(({ arm }) => arm !== 'block') ? ['ansible_failed_task', 'ansible_failed_result'] : []),
    ...(across.delegateTo === undefined ? [] : ['ansible_delegated_vars']),
  ];
}

/** The names that any task gives a value which others may include while they run. */
export function namesSetInside(plan: Pick<Plan, 'included' | 'roles'>, actions: Actions): readonly string[] {
  const shown = [...plan.roles.values()].filter(({ isShown }) => isShown === true);
  return [
    ...shown.flatMap(({ vars, defaults }) => [...vars.keys(), ...defaults.keys()]),
    ...includableTasks(plan).flatMap((task) => [
      ...namesSetBy(task, actions),
      // Which files it will read there is not worked out.
      ...(actionOf(task, actions).wishes === undefined ? [] : ['*']),
    ]),
  ];
}

/** True for a task in whose place others may come. */
export function includesOthers({ action }: Pick<Task, 'action'>): boolean {
  return action === 'include_tasks' || action === 'include_role';
}

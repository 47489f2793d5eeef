import { includableTasks, inOrder, type Plan } from '../../model/playbook/plan.ts';
import type { LooseTask, Playbook, Task } from '../../model/playbook/playbook.ts';
import { scalarsOf } from '../../model/values/tree.ts';
import { globTest } from '../../text/glob.ts';

/** The tasks that add to the inventory while a run is under way. */
const ADDING: readonly string[] = ['add_host', 'group_by'];

/** True for a task that adds to the inventory. */
export function isGrowing({ action }: Pick<Task, 'action'>): boolean {
  return ADDING.includes(action);
}

/** The parameters of theirs that name hosts and groups. */
const NAMING: ReadonlySet<string> = new Set(
  'name hostname host groups groupname group key parents'.split(' '),
);

/** True where a task of these playbooks may add to the inventory. */
export function mayGrow(playbooks: readonly Playbook[]): boolean {
  return addingBefore(Number.POSITIVE_INFINITY, playbooks).length > 0;
}

/** The same of a plan. */
export function planGrows(plan: Pick<Plan, 'plays' | 'included' | 'roles'>): boolean {
  const all = [...plan.plays.flatMap(inOrder).map(({ task }) => task), ...includableTasks(plan)];
  return all.some(isGrowing);
}

/** Whether tasks before a play, by its number, may add a host or a group that a pattern means by this name. */
export function mayCome(name: string, play: number, playbooks: readonly Playbook[]): boolean {
  return addingBefore(play, playbooks)
    .flatMap(namesIn)
    .some((coming) => name.startsWith('~') || globTest(coming)(name) || globTest(name)(coming));
}

function addingBefore(number: number, playbooks: readonly Playbook[]): readonly (Task | LooseTask)[] {
  const plays = playbooks.flatMap((playbook) => playbook.plays).slice(0, Math.max(0, number - 1));
  const all = [...plays.flatMap((play) => inOrder<Task>(play)), ...playbooks.flatMap(includableTasks)];
  return all.filter(isGrowing);
}

/** What is not known of a name yet may be anything. */
function namesIn({ params }: Task | LooseTask): readonly string[] {
  if (params.kind !== 'map') return [];
  return params.entries
    .filter(({ key }) => NAMING.has(key))
    .flatMap(({ value }) => scalarsOf(value))
    .flatMap(({ text }) => text.split(','))
    .map((text) =>
      text
        .trim()
        .replaceAll(/\{\{.*?\}\}|\{%.*?%\}/gs, '*')
        .replaceAll(' ', '-'),
    );
}

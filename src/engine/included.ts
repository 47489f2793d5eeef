import { includedRoleKey } from '../model/playbook/include-places.ts';
import { inheriting, over, settled } from '../model/playbook/inherit.ts';
import type { Variables } from '../model/playbook/inventory.ts';
import { armOf, type Plan, type PlannedPlay, type PlannedTask, titleIn } from '../model/playbook/plan.ts';
import type { LooseTask } from '../model/playbook/playbook.ts';
import { isJsonList } from '../model/values/json.ts';
import { formatPosition, type Position } from '../model/values/position.ts';
import { includedPath } from '../resolve/includes.ts';
import { isSelected } from '../resolve/selection.ts';
import type { Attempt } from './hosts/attempt.ts';
import type { Include } from './hosts/host-state.ts';

/** Finds what tasks of a plan include, and fits it in where they stand. `met` is told of it before anything is done. */
export function includer(plan: Plan, met: (tasks: readonly PlannedTask[]) => void): Include {
  const plays = new Map(plan.plays.map((play) => [play.number, play]));
  let blocks = 0;
  return (planned, effect, tell = met) => {
    const play = plays.get(planned.address.play);
    if (play === undefined) throw new Error(`there is no play ${planned.address.play}`);
    const found = foundIn(plan, play, planned, effect);
    if (!found.ok) return found;
    const parents = effect.kind === 'include-role' ? rolesAround(planned, plan) : [];
    // The blocks of one file are told apart from those of another, and from themselves when it is included again.
    blocks += BLOCKS_IN_A_FILE;
    const tasks = found.value
      .map((task, index) => fitted(task, index, planned, { blocks, parents, roles: plan.roles }))
      .filter(({ task, address }) => address.section === 'handlers' || isSelected(task.tags, plan.selection));
    const joining = handlersOf(effect, play, planned, plan).map((handler, index): PlannedTask => {
      const inPlace = fitted(handler, index, outOfBlocks(planned), { blocks, parents, roles: plan.roles });
      // No other handler has such a number: those that the play itself has are counted first.
      const task = play.handlers.length + planned.address.task;
      return { ...inPlace, address: { ...inPlace.address, section: 'handlers', task } };
    });
    tell([...joining, ...tasks]);
    return { ok: true, value: [...joining, ...tasks] };
  };
}

const PARENTS = 'ansible_parent_role_names';
const NONE: Variables = new Map();

/** The names of the roles from which a role is included, the nearest first. */
function rolesAround({ task }: PlannedTask, { roles }: Plan): readonly string[] {
  const role = task.role === undefined ? undefined : roles.get(task.role);
  const outer = task.given.get(PARENTS)?.value;
  return role === undefined ? [] : [role.name, ...(isJsonList(outer) ? outer.map(String) : [])];
}

const BLOCKS_IN_A_FILE = 1_000_000;

function foundIn(
  plan: Plan,
  { folder: playFolder }: PlannedPlay,
  planned: PlannedTask,
  effect: Parameters<Include>[1],
): Attempt<readonly LooseTask[]> {
  const { task } = planned;
  const { folder, included, roles, unreadable } = plan;
  if (effect.kind === 'include-role') {
    const key = includedRoleKey(playFolder, effect.role, effect.from);
    const value = roles.get(key)?.tasks.get(effect.tasks);
    if (value !== undefined) return { ok: true, value };
    return missing(planned, `there is no role \`${effect.role}\` with tasks \`${effect.tasks}\``);
  }
  const roleFolder = task.role === undefined ? undefined : roles.get(task.role)?.folder;
  const from = { folder, file: task.at.file, roleFolder, playFolder };
  const path = includedPath(effect.file, from, { has: (one) => included.has(one) || unreadable.has(one) });
  const wrong = path === undefined ? undefined : unreadable.get(path);
  if (wrong !== undefined) {
    const { message, at, hint } = wrong;
    return refused(message, at, hint);
  }
  const value = path === undefined ? undefined : included.get(path);
  if (value !== undefined) return { ok: true, value };
  return missing(planned, `there is no file \`${effect.file}\` to include`);
}

/** The handlers that a role brings. What the include says holds for them, but they stand in no block around it. */
function handlersOf(
  effect: Parameters<Include>[1],
  { folder }: PlannedPlay,
  { address }: PlannedTask,
  { roles }: Plan,
): readonly LooseTask[] {
  if (effect.kind !== 'include-role' || address.section === 'handlers') return [];
  return roles.get(includedRoleKey(folder, effect.role, effect.from))?.handlers.get(effect.handlers) ?? [];
}

function outOfBlocks(planned: PlannedTask): PlannedTask {
  const { task } = planned;
  if (task.around === undefined) return planned;
  return { ...planned, task: { ...task, around: { ...task.around, within: [], notify: [] } } };
}

function missing({ task }: PlannedTask, why: string): Attempt<never> {
  const hint = 'it must be there when the run begins: what tasks may include is read beforehand';
  return refused(why, task.at, hint);
}

function refused(why: string, at: Position, hint: string | undefined): Attempt<never> {
  return { ok: false, failure: { kind: 'unrenderable', why, place: formatPosition(at), hint } };
}

/** An included task where it is included: in the blocks around the include, with the variables that was given. */
function fitted(
  loose: LooseTask,
  index: number,
  by: PlannedTask,
  {
    blocks,
    parents,
    roles,
  }: Pick<Plan, 'roles'> & {
    readonly blocks: number;
    readonly parents: readonly string[];
  },
): PlannedTask {
  const { around } = by.task;
  if (around === undefined) throw new Error(`${by.task.name} does not say what is around it`);
  const own = loose.within.map(({ block, arm }) => ({ block: block + blocks, arm }));
  const number = `${by.address.item === undefined ? '' : `[${by.address.item}].`}${index + 1}`;
  const given = over(
    over(by.task.given, around.given),
    parents.length === 0 ? NONE : new Map([[PARENTS, { value: parents, at: undefined }]]),
  );
  const task = settled(inheriting({ ...loose, within: own }, { ...around, given }));
  return {
    address: {
      ...{ play: by.address.play, section: by.address.section, task: by.address.task },
      path: by.address.path === undefined ? number : `${by.address.path}.${number}`,
      ...armOf(task.within),
    },
    title: titleIn(roles, task),
    task,
    become: {
      become: task.become.become ?? by.become.become,
      user: task.become.user ?? by.become.user,
    },
    bound: by.bound,
  };
}

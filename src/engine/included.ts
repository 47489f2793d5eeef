import { includedRoleKey } from '../model/playbook/include-places.ts';
import { inheriting, settled } from '../model/playbook/inherit.ts';
import type { Plan, PlannedPlay, PlannedTask } from '../model/playbook/plan.ts';
import type { LooseTask } from '../model/playbook/playbook.ts';
import type { Failure } from '../model/run/failure.ts';
import { formatPosition } from '../model/values/position.ts';
import { includedPath } from '../resolve/includes.ts';
import type { Include } from './hosts/host-state.ts';

/** Finds what tasks of a plan include, and fits it in where they stand. `met` is told of it before anything is done. */
export function includer(plan: Plan, met: (tasks: readonly PlannedTask[]) => void): Include {
  const plays = new Map(plan.plays.map((play) => [play.number, play]));
  let blocks = 0;
  return (planned, effect) => {
    const play = plays.get(planned.address.play);
    if (play === undefined) throw new Error(`there is no play ${planned.address.play}`);
    const found = foundIn(plan, play, planned, effect);
    if (!isTasks(found)) return found;
    // The blocks of one file are told apart from those of another, and from themselves when it is included again.
    blocks += BLOCKS_IN_A_FILE;
    const tasks = found.map((task, index) => fitted(task, index, planned, blocks));
    met(tasks);
    return { kind: 'included', tasks };
  };
}

const BLOCKS_IN_A_FILE = 1_000_000;

function isTasks(found: readonly LooseTask[] | Failure): found is readonly LooseTask[] {
  return Array.isArray(found);
}

function foundIn(
  plan: Plan,
  { folder: playFolder }: PlannedPlay,
  planned: PlannedTask,
  effect: Parameters<Include>[1],
): readonly LooseTask[] | Failure {
  const { task } = planned;
  const { folder, included, roles, unreadable } = plan;
  if (effect.kind === 'include-role') {
    const key = includedRoleKey(playFolder, effect.role, effect.from);
    const tasks = roles.get(key)?.tasks.get(effect.tasks);
    return tasks ?? missing(planned, `there is no role \`${effect.role}\` with tasks \`${effect.tasks}\``);
  }
  const roleFolder = task.role === undefined ? undefined : roles.get(task.role)?.folder;
  const from = { folder, file: task.at.file, roleFolder, playFolder };
  const path = includedPath(effect.file, from, { has: (one) => included.has(one) || unreadable.has(one) });
  const wrong = path === undefined ? undefined : unreadable.get(path);
  if (wrong !== undefined) {
    const { message, at, hint } = wrong;
    return { kind: 'unrenderable', why: message, place: formatPosition(at), hint };
  }
  const tasks = path === undefined ? undefined : included.get(path);
  return tasks ?? missing(planned, `there is no file \`${effect.file}\` to include`);
}

function missing({ task }: PlannedTask, why: string): Failure {
  const hint = 'it must be there when the run begins: what tasks may include is read beforehand';
  return { kind: 'unrenderable', why, place: formatPosition(task.at), hint };
}

/** An included task where it is included: in the blocks around the include, with the variables that was given. */
function fitted(loose: LooseTask, index: number, by: PlannedTask, blocks: number): PlannedTask {
  const { around } = by.task;
  if (around === undefined) throw new Error(`${by.task.name} does not say what is around it`);
  const own = loose.within.map(({ block, arm }) => ({ block: block + blocks, arm }));
  const number = `${by.address.item === undefined ? '' : `[${by.address.item}].`}${index + 1}`;
  const given = new Map([...by.task.given, ...around.given]);
  const task = settled(inheriting({ ...loose, within: own }, { ...around, given }));
  return {
    address: {
      ...{ play: by.address.play, section: by.address.section, task: by.address.task },
      path: by.address.path === undefined ? number : `${by.address.path}.${number}`,
    },
    task,
    become: {
      become: task.become.become ?? by.become.become,
      user: task.become.user ?? by.become.user,
    },
    bound: by.bound,
  };
}

import { includableTasks, inOrder, type Plan, type PlannedPlay } from '../../model/playbook/plan.ts';
import type { LooseTask, Task } from '../../model/playbook/playbook.ts';
import type { Tree } from '../../model/values/tree.ts';
import { isGrowing } from '../../resolve/pattern/coming.ts';
import { type LooksAtOthers, readersIn } from './readers.ts';

type Meant = Task | LooseTask;

/**
 * Why the hosts of a batch wait for each other before a task, and again after it: there the order of Ansible's `linear` can
 * be seen. Undefined: each goes its own way.
 */
export function whyTheyMeet(
  task: Meant,
  play: PlannedPlay,
  looksAtOthers: LooksAtOthers,
): string | undefined {
  if (play.strategy !== 'linear') return undefined;
  const { runOnce, anyErrorsFatal, delegateTo, connection } = task.across;
  const { run_once, any_errors_fatal } = task.computed;
  if (runOnce === true || run_once !== undefined) return 'run_once';
  if (delegateTo !== undefined || connection !== undefined) return 'delegate_to';
  if (isThrottled(task)) return 'throttle';
  if (anyErrorsFatal === true || any_errors_fatal !== undefined || play.maxFailPercentage === 0)
    return 'any_errors_fatal';
  if (play.maxFailPercentage !== undefined) return 'max_fail_percentage';
  if (isGrowing(task)) return task.action;
  return endsForAll(task) ? 'meta' : looksAtOthers(task);
}

/** True for a task that only so many hosts may do at the same time, or may turn out to be one. */
export function isThrottled({ across, computed }: Meant): boolean {
  return (across.throttle ?? 0) > 0 || computed.throttle !== undefined;
}

/** True for what the first host of a batch does for all of them, or may: the first one is asked what `run_once` comes to. */
export function isErrand(task: Meant, play: PlannedPlay): boolean {
  const mayBeOnce = task.across.runOnce === true || task.computed.run_once !== undefined;
  return play.strategy === 'linear' && (mayBeOnce || isForAll(task));
}

/** True where a template decides whether the first host does it for all. */
export function mayBeOnce(task: Meant): boolean {
  return task.computed.run_once !== undefined && !isForAll(task);
}

/** True where what the first host registers counts for all. */
export function sharesResult(task: Meant): boolean {
  return task.across.runOnce === true || !isForAll(task);
}

/** True for what is done once whatever its author says. It registers on the host that does it. */
export function isForAll(task: Meant): boolean {
  return task.action === 'add_host' || endsForAll(task);
}

/** Its conditions are asked on one host alone, as in Ansible. */
function endsForAll({ action, params }: Meant): boolean {
  return action === 'meta' && ['end_play', 'end_batch'].some((word) => says(params, word));
}

function says(params: Tree, word: string): boolean {
  return (
    params.kind === 'map' &&
    params.entries.some(({ value }) => value.kind === 'scalar' && value.text.trim() === word)
  );
}

/** True where hosts of a play wait for each other, or might in what its tasks include. */
export function mayMeet(play: PlannedPlay, plan: Plan): boolean {
  const found = known.get(play) ?? { may: mightMeet(play, plan) };
  known.set(play, found);
  return found.may;
}

const known = new WeakMap<PlannedPlay, { readonly may: boolean }>();

function mightMeet(play: PlannedPlay, plan: Plan): boolean {
  const looksAtOthers = readersIn(plan);
  const all: readonly Meant[] = [...inOrder(play).map(({ task }) => task), ...includableTasks(plan)];
  return all.some((task) => whyTheyMeet(task, play, looksAtOthers) !== undefined);
}

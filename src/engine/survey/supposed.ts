import type { Effect } from '../../model/action.ts';
import { type PlannedTask, taskKey } from '../../model/playbook/plan.ts';
import { formatPosition } from '../../model/values/position.ts';
import { takeEffect } from '../effects.ts';
import type { HostWork } from '../hosts/host-work.ts';
import { type Assessing, assess } from '../look/assess.ts';
import { leaveOpen } from '../look/leave-open.ts';
import type { Next } from '../walk.ts';

/** What a walk looks at as if it came to that: tasks that are included only if something turns out so which nobody knows yet. */
export interface Supposing {
  /** By `taskKey`: the places of the includes that lead to the task, the outermost first. */
  readonly tasks: Map<string, readonly string[]>;
  /** Names that these tasks give a value. Within them it counts; after them, nobody knows whether it does. */
  readonly names: Set<string>;
}

/** A walk, as far as it supposes anything. */
interface Walking extends HostWork {
  /** Names that would be given a value by something that has not happened. */
  readonly pending: Set<string>;
  readonly supposing: Supposing;
}

/** True for a task whose turn comes only if what is supposed comes true. */
export function isSupposed({ address }: PlannedTask, { supposing }: Pick<Walking, 'supposing'>): boolean {
  return supposing.tasks.size > 0 && supposing.tasks.has(taskKey(address));
}

/** To be called for each task before it is looked at: notes what it would set, and opens again what was set before it. */
export function keepSupposing(planned: PlannedTask, walking: Walking): void {
  const { supposing, pending, state, ports } = walking;
  if (isSupposed(planned, walking)) {
    if (planned.task.around === undefined) leaveOpen(planned, { pending: supposing.names, state, ports });
    return;
  }
  for (const name of supposing.names) pending.add(name);
  supposing.names.clear();
}

/**
 * What an include would bring if its turn came; undefined: that hangs on more than whether it comes, or it includes itself. With
 * a loop that nobody can know yet, its item is left open.
 */
export async function supposeIncluded(
  planned: PlannedTask,
  assessing: Assessing,
  walking: Walking,
): Promise<Next | undefined> {
  const { task } = planned;
  const { supposing, pending } = walking;
  if (task.around === undefined || wayTo(planned, supposing).includes(formatPosition(task.at)))
    return undefined;
  const { loop } = task;
  if (loop !== undefined && planned.address.item === undefined)
    for (const name of [loop.variable, ...(loop.index === undefined ? [] : [loop.index])]) pending.add(name);
  const once = { ...planned, task: { ...task, when: [], loop: undefined } };
  const assessment = await assess(once, assessing);
  if (assessment.kind !== 'satisfied') return undefined;
  const next = takeEffect(assessment.effect, once, assessing);
  if (!next.ok || next.value.kind !== 'included') return undefined;
  suppose(next.value.tasks, planned, walking);
  if (task.register !== undefined) pending.add(task.register);
  return next.value;
}

/** The tasks that `by` includes have their turn only if it has. */
export function suppose(tasks: readonly PlannedTask[], by: PlannedTask, { supposing }: Walking): void {
  const way = [...wayTo(by, supposing), formatPosition(by.task.at)];
  // A handler waits to be notified, which is known to be uncertain.
  for (const { address } of tasks)
    if (address.section === by.address.section) supposing.tasks.set(taskKey(address), way);
}

function wayTo({ address }: PlannedTask, { tasks }: Supposing): readonly string[] {
  return tasks.get(taskKey(address)) ?? [];
}

/** True for what is not to be done on a mere supposition: it would end the way of the host, or take away its facts. */
export function isTooMuch(effect: Effect | undefined): boolean {
  return effect?.kind === 'meta' && effect.what !== 'noop' && effect.what !== 'flush_handlers';
}

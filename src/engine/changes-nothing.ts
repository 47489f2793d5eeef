import type { Change } from '../model/change.ts';
import type { PlannedTask } from '../model/plan.ts';
import type { HostState } from './host-state.ts';
import { evaluatorOf, type Stage } from './prepare.ts';

/**
 * True when `changed_when` says before the task runs that it will have changed nothing, as `changed_when: false` does.
 * What can only be told from the task's own result is not known yet: false.
 */
export function changesNothing(planned: PlannedTask, state: HostState, stage: Stage): boolean {
  const { changedWhen = [], register } = planned.task;
  const pending = register === undefined ? stage.pending : new Set([...stage.pending, register]);
  return changedWhen.some(({ text }) => {
    const evaluator = evaluatorOf(planned, state, { pending });
    const holds = evaluator.condition(text);
    return holds.ok && !holds.value && evaluator.pendingName() === undefined;
  });
}

/** A change as its author counts it: what changes nothing need not go back, so that it has no undo is no loss. */
export function asCounted(change: Change, isNothing: boolean): Change {
  return isNothing && change.undo.kind === 'irreversible' ? { ...change, undo: { kind: 'nothing' } } : change;
}

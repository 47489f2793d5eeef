import type { Change, ShownChange } from '../change.ts';

/** What decides whether something that was begun on a host has to go back with its run. */
export interface Begun {
  /** `possible`: the host holds an undo. `nothing`: none is needed. `irreversible`: there is none. */
  readonly undo: ShownChange['undo']['kind'];
  /** The author said that it cannot go back and need not. */
  readonly accepted: boolean;
  /** `failed`: the operations failed; what they did before is not known. */
  readonly state: 'started' | 'done' | 'failed' | 'undone';
  /** It was done, and the host differs for it (a command may say that it changes nothing). */
  readonly changed: boolean;
}

/** What a change, or the record of one, tells of its undo. */
export function undoIn({ undo }: Change | ShownChange): Pick<Begun, 'undo' | 'accepted'> {
  return { undo: undo.kind, accepted: undo.kind === 'irreversible' && undo.accepted };
}

/** True for a step that a rollback has to do something about, or a person: not undone already, and not meant to stay. */
export function isOwed(step: Begun): boolean {
  if (step.state === 'undone') return false;
  return step.undo === 'possible' || (step.undo === 'irreversible' && !mayStay(step));
}

/** What has no undo, and failed, or says that it changes nothing, or need not go back, calls for nobody. */
export function mayStay({ accepted, state, changed }: Begun): boolean {
  return accepted || state === 'failed' || (state === 'done' && !changed);
}

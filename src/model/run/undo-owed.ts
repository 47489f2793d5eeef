import type { ShownChange } from '../change.ts';

/** What decides whether something that was begun on a host has to go back with its run. */
export interface Begun {
  /** `possible`: the host holds an undo. `nothing`: none is needed. `impossible`: there is none. */
  readonly undo: 'possible' | 'nothing' | 'impossible';
  /** The author said that it cannot go back and need not. */
  readonly accepted: boolean;
  /** `failed`: the operations failed; what they did before is not known. */
  readonly state: 'started' | 'done' | 'failed' | 'undone';
  /** It was done, and the host differs for it (a command may say that it changes nothing). */
  readonly changed: boolean;
}

/** What the record of a change tells of its undo. */
export function undoIn({ undo }: ShownChange): Pick<Begun, 'undo' | 'accepted'> {
  if (undo.kind === 'irreversible') return { undo: 'impossible', accepted: undo.accepted };
  return { undo: undo.kind, accepted: false };
}

/** True for a step that a rollback has to do something about, or a person: not undone already, and not meant to stay. */
export function isOwed(step: Begun): boolean {
  if (step.state === 'undone') return false;
  return step.undo === 'possible' || (step.undo === 'impossible' && !mayStay(step));
}

/** What has no undo, and failed, or says that it changes nothing, or need not go back, calls for nobody. */
export function mayStay({ accepted, state, changed }: Begun): boolean {
  return accepted || state === 'failed' || (state === 'done' && !changed);
}

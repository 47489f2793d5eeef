import type { Position } from '../values/position.ts';

/** A variable that a playbook names, in a template or a condition, whether or not it is guarded by a default. */
export interface Mention {
  readonly name: string;
  /** Every word by which a member of it may be picked there. */
  readonly members: readonly string[];
  /** The members that are picked right behind it, one after the other; undefined for one that only a run can tell. */
  readonly path: readonly (string | undefined)[];
  readonly at: Position;
}

import type { WholeFloat } from './json.ts';
import type { Position } from './position.ts';
import type { Sealed } from './sealed.ts';

/**
 * A document as it was written: every value with its place, every scalar with its text.
 *
 * Values keep their text until a schema says what they are: `yes` is a word in a string parameter and true in a
 * boolean one, and `0644` is octal in a mode. So `value` is only what it is where nobody says: in variables.
 */
export type Tree = ScalarNode | ListNode | MapNode;

export interface ScalarNode {
  readonly kind: 'scalar';
  readonly value: null | boolean | number | string | WholeFloat | Sealed;
  /**
   * The text of the scalar: for a quoted or block scalar its content, for a plain one the very characters. Of an encrypted
   * value it is the encrypted text.
   */
  readonly text: string;
  /** True for an unquoted scalar: only those can stand for something other than a string. */
  readonly plain: boolean;
  readonly at: Position;
}

export interface ListNode {
  readonly kind: 'list';
  readonly items: readonly Tree[];
  readonly at: Position;
}

export interface MapNode {
  readonly kind: 'map';
  readonly entries: readonly MapEntry[];
  readonly at: Position;
}

export interface MapEntry {
  readonly key: string;
  readonly keyAt: Position;
  readonly value: Tree;
}

/** Every scalar in it, as written from first to last; of a mapping those of its values. */
export function scalarsOf(tree: Tree): readonly ScalarNode[] {
  if (tree.kind === 'scalar') return [tree];
  return tree.kind === 'list'
    ? tree.items.flatMap(scalarsOf)
    : tree.entries.flatMap(({ value }) => scalarsOf(value));
}

import type { Position } from '../values/position.ts';
import type { ScalarNode, Tree } from '../values/tree.ts';

/** A task that is done once for each of some items. */
export interface Loop {
  /** `loop`, or the lookup that a `with_…` names: `items`, `dict`, `nested` … */
  readonly kind: string;
  /** What the items are made from; may hold templates. */
  readonly source: Tree;
  /** Where lookups look for files first, where that is not `files`: that of the task's action. */
  readonly subfolder?: string;
  /** The variable that holds the item. */
  readonly variable: string;
  /** The variable that counts the items from 0; undefined: nobody asks. */
  readonly index: string | undefined;
  /** What an item is called where it is shown; undefined: the item itself. */
  readonly label: ScalarNode | undefined;
  /** Seconds between two items; may be a template. */
  readonly pause: ScalarNode | undefined;
  /** True: `ansible_loop` tells more. */
  readonly extended: boolean;
  /** `ansible_loop` goes without all items. */
  readonly withoutAll?: true;
  /** Says by a template whether it does what the two above only guess. */
  readonly computed?: { readonly extended?: ScalarNode; readonly extended_allitems?: ScalarNode };
  readonly at: Position;
}

/** A task that is done again until its conditions hold. */
export interface Until {
  readonly conditions: readonly ScalarNode[];
  /** How often it is done again at most; may be a template. Undefined: 3 times. */
  readonly retries: ScalarNode | undefined;
  /** Seconds between two attempts; may be a template. Undefined: 5. */
  readonly delay: ScalarNode | undefined;
}

import type { Evidence } from '../evidence.ts';
import type { Owner } from '../owner.ts';

/** What must be seen elsewhere in the text before a shape counts that an administrator might have written too. */
type Need = keyof Evidence['seen'];

/** A rule that a program puts into a built-in chain, as it always writes it. */
export interface Signature {
  readonly owner: Owner;
  readonly table: string;
  readonly chains: readonly string[];
  readonly shape: string;
  /** The one comment of the rule; `undefined`: the program writes none, so a rule with one is somebody else's. */
  readonly comment: string | RegExp | undefined;
  readonly need: Need | undefined;
  /** What the rule is for, to stand after `a rule of Docker: `. */
  readonly says: string;
}

/** A signature without its owner and its place. */
export type WrittenRule = readonly [
  shape: string,
  says: string,
  extras?: { readonly comment?: string | RegExp; readonly need?: Need },
];

/** A rule that its comment explains. */
export function commented(shape: string, comment: string): WrittenRule {
  return [shape, `“${comment}”`, { comment }];
}

/** @param rules By the table and its chains: `nat PREROUTING OUTPUT`. */
export function signaturesOf(
  owner: Owner,
  rules: Readonly<Record<string, readonly WrittenRule[]>>,
): readonly Signature[] {
  return Object.entries(rules).flatMap(([where, written]) => {
    const [table = '', ...chains] = where.split(' ');
    return written.map(
      ([shape, says, { comment, need } = {}]): Signature => ({
        owner,
        table,
        chains,
        shape,
        comment,
        need,
        says,
      }),
    );
  });
}

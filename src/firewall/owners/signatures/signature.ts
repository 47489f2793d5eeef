import type { Evidence } from '../evidence.ts';
import type { Owner } from '../owner.ts';

/** What must be seen elsewhere in the text before a shape counts that an administrator might have written too. */
export type Need = keyof Evidence['seen'];

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

/** What a signature may have besides its shape. */
export interface SignatureExtras {
  readonly comment?: string | RegExp;
  readonly need?: Need;
}

/** @param where The table and its chains: `nat PREROUTING OUTPUT`. */
export function signature(
  owner: Owner,
  where: string,
  shape: string,
  says: string,
  extras: SignatureExtras = {},
): Signature {
  const [table = '', ...chains] = where.split(' ');
  return { owner, table, chains, shape, says, comment: extras.comment, need: extras.need };
}

import type { Owner } from '../owners/owner.ts';

/** A line that is not in the cleaned text. */
export interface Dropped {
  readonly kind: 'rule' | 'chain' | 'table' | 'duplicate';
  readonly line: number;
  readonly table: string;
  /** As it stood, without counters. */
  readonly text: string;
  readonly owner: Owner;
  /** One sentence without a full stop. */
  readonly why: string;
}

/** A rule of the administrator's in a chain that a program makes, so that it can only be put there while it runs. */
export interface Moved {
  readonly line: number;
  readonly table: string;
  readonly chain: string;
  /** `-A CHAIN …`, to be given to `iptables -t TABLE`. Docker's own RETURN at the end of DOCKER-USER goes behind it. */
  readonly text: string;
}

/** A line about which a person has to know or to say something. */
export interface Unclear {
  readonly line: number;
  readonly table: string;
  readonly text: string;
  readonly why: string;
  /** What the person can do. */
  readonly fix: string;
}

export interface Cleaned {
  /**
   * What iptables-restore can load at boot; empty when nothing is left. `undefined` exactly when something is refused.
   */
  readonly text: string | undefined;
  readonly dropped: readonly Dropped[];
  /** In their order, to be applied again once the chains are there. */
  readonly moved: readonly Moved[];
  /** Kept as they are, though they may be another's, or do not say all. */
  readonly undecided: readonly Unclear[];
  /** Why the text cannot be cleaned without a person. */
  readonly refused: readonly Unclear[];
}

/** The moved rules as lines, `''` when there are none. */
export function reapplyText(moved: readonly Moved[]): string {
  return moved.map(({ text }) => `${text}\n`).join('');
}

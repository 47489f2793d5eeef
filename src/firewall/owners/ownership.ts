import type { Chain, Rule, Table } from '../text/rules.ts';
import type { Owner } from './owner.ts';
import type { Reason } from './reason.ts';
import type { DockerVersions } from './signatures/docker-versions.ts';

export interface OwnedChain {
  readonly chain: Chain;
  readonly owner: Owner;
  /** Whose the rules in it are; `admin` for DOCKER-USER and its like. */
  readonly content: Owner;
  readonly reason: Reason;
  /** Whether a rule of the table jumps to it. A built-in chain is always reached. */
  readonly reached: boolean;
  readonly policy: PolicyOwner;
}

/**
 * Whose the policy of a built-in chain is. `default`: ACCEPT, which nobody has to have set. `undecided`: filter FORWARD
 * DROP, which Docker since 1.13 sets when it turns forwarding on, and administrators set too. `none`: no built-in chain.
 */
export type PolicyOwner = 'default' | 'admin' | 'undecided' | 'none';

export interface OwnedRule {
  readonly rule: Rule;
  readonly owner: Owner;
  readonly reason: Reason;
}

/** One `*table` … `COMMIT`; what it declares counts for its own rules only. */
export interface OwnedTable {
  readonly table: Table;
  readonly chains: readonly OwnedChain[];
  readonly rules: readonly OwnedRule[];
}

export interface Ownership {
  readonly tables: readonly OwnedTable[];
  /** What the text tells of Docker's version; `undefined`: nothing. */
  readonly docker: DockerVersions | undefined;
}

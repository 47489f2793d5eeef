import type { Diagnostic } from './diagnostic.ts';
import type { Position } from './values/position.ts';

/** A file of ssh_config(5) as written, with the files that it includes. Nothing in it is filled in yet. */
export interface SshConfig {
  readonly entries: readonly SshConfigEntry[];
  /** What is wrong with its form. ssh would not go on; here it counts for the hosts that come to ask the file. */
  readonly diagnostics: readonly Diagnostic[];
}

export type SshConfigEntry =
  /** `Host`: what follows counts for hosts that a pattern names and none with a `!` does. */
  | { readonly kind: 'host'; readonly patterns: readonly string[]; readonly at: Position }
  /** `Match`: what follows counts when all of it is so. */
  | { readonly kind: 'match'; readonly criteria: readonly SshCriterion[]; readonly at: Position }
  | { readonly kind: 'option'; readonly keyword: string; readonly value: string; readonly at: Position }
  /** In place of an `Include`. What it leaves open at its end is closed there. */
  | { readonly kind: 'included'; readonly entries: readonly SshConfigEntry[] };

export interface SshCriterion {
  /** In lower case, without its `!`. */
  readonly name: string;
  readonly isNegated: boolean;
  /** A comma list of patterns, or a command; empty for `all`, `canonical` and `final`. */
  readonly value: string;
}

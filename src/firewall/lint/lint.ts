import { type OwnersOptions, ownersOf } from '../owners/owners.ts';
import type { RulesText } from '../text/rules.ts';
import type { Finding } from './finding.ts';
import type { LintContext, LintRule } from './lint-rule.ts';
import { addedToDocker, amongOthers, contentForLater, leaningRule } from './rules/admin-in-others.ts';
import {
  bareTable,
  brokenFrame,
  counted,
  neededSet,
  takenForTable,
  undeclaredTarget,
  unshownTable,
} from './rules/loading.ts';
import { duplicateRule, forwardDrop, installerChain, unreachable } from './rules/order.ts';
import { ownedByCluster, ownedByDocker, ownedByHost, unknownOwner } from './rules/owned-by-others.ts';
import { sshLockedOut } from './rules/ssh.ts';

export interface LintOptions extends OwnersOptions {
  /** The port on which ssh comes in. Default: 22. */
  readonly sshPort?: number;
}

/** In the order of their numbers. */
export const LINT_RULES: readonly LintRule[] = [
  ownedByDocker,
  ownedByCluster,
  undeclaredTarget,
  brokenFrame,
  forwardDrop,
  installerChain,
  duplicateRule,
  sshLockedOut,
  counted,
  amongOthers,
  ownedByHost,
  contentForLater,
  leaningRule,
  neededSet,
  unknownOwner,
  bareTable,
  unreachable,
  addedToDocker,
  takenForTable,
  unshownTable,
];

/** What is wrong with a text that is meant to be loaded at boot, line by line. Takes time in proportion to the text. */
export function lintRules(rules: RulesText, options: LintOptions = {}): readonly Finding[] {
  const context: LintContext = { rules, ownership: ownersOf(rules, options), sshPort: options.sshPort ?? 22 };
  return LINT_RULES.flatMap(({ id, severity, why, fix, find }) =>
    find(context).map(({ line, message }): Finding => ({ id, severity, line, message, why, fix })),
  ).sort((a, b) => a.line - b.line || (a.id < b.id ? -1 : 1));
}

import type { Ownership } from '../owners/ownership.ts';
import type { RulesText } from '../text/rules.ts';
import type { Finding } from './finding.ts';

/** What every lint rule looks at. */
export interface LintContext {
  readonly rules: RulesText;
  readonly ownership: Ownership;
  /** The port on which the administrator's ssh comes in. */
  readonly sshPort: number;
}

/** What one lint rule says of one line. */
export interface Found {
  readonly line: number;
  readonly message: string;
}

export interface LintRule extends Pick<Finding, 'id' | 'severity' | 'why' | 'fix'> {
  /** A few words, for a list of the rules. */
  readonly title: string;
  readonly find: (context: LintContext) => readonly Found[];
}

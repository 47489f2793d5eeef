import type { RunOptions } from '../options.ts';

/** The options of `rulerun firewall …`. */
export interface FirewallOptions extends Omit<RunOptions, 'tags' | 'skipTags'> {
  readonly format: 'human' | 'json' | 'sarif';
  readonly sshPort?: number;
  /** Where the content of chains that others make is written. */
  readonly reapply?: string;
  readonly inPlace?: true;
  /** `CHAIN=OWNER` */
  readonly owner: readonly string[];
  /** The networks of the pods. */
  readonly clusterNetwork: readonly string[];
}

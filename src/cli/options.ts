import type { LimitOptions } from '../app/limits.ts';
import type { LoadOptions, PasswordOptions } from '../app/project/options.ts';

/** Whether Ansible's own settings are read. */
export interface CfgOption {
  /** The ansible.cfg that was read, because the option or ANSIBLE_CONFIG names it. */
  readonly ansibleCfg?: string;
}

/** The options of the commands that read playbooks and meet hosts, as the command line gives them. */
export interface RunOptions extends LoadOptions, PasswordOptions, LimitOptions, CfgOption {
  readonly check?: true;
  readonly yes?: true;
  /** Take hosts over from other runs that have them. */
  readonly takeOver?: true;
  /** Ask before each task that would change something. */
  readonly step?: true;
  /** The file in which a plan is kept. */
  readonly out?: string;
  /** With a saved plan: leave out the hosts that have moved, rather than stop. */
  readonly skipMoved?: true;
  readonly diff?: true;
  readonly verbose: number;
  readonly output?: 'live' | 'plain' | 'jsonl' | 'json' | 'quiet';
  /** Files and folders. */
  readonly report?: readonly string[];
  readonly listHosts?: true;
  readonly listTasks?: true;
  readonly listTags?: true;
}

import type { RunEvent } from '../../../src/model/run/event.ts';
import type { CaseOptions } from '../case.ts';
import type { Tree } from './tree.ts';

/** Where things are in the namespace of a twin. */
export const PLACES = {
  host: '/mnt/host',
  project: '/mnt/project',
  playbook: '/mnt/project/site.yml',
  inventory: '/mnt/project/hosts.ini',
  state: '/mnt/state',
  /** The case's folder of a machine of its own. */
  own: '/mnt/own',
} as const;

/** What a driver is asked to do in the namespace of a twin. */
export interface Job {
  readonly tool: 'ansible' | 'rulerun';
  readonly options: CaseOptions;
  /** Each host is a machine of its own, rather than this one. */
  readonly apart: boolean;
  /** The folder of Ansible's plugin. */
  readonly callback: string;
}

export interface AnsibleTold {
  readonly exitCode: number;
  readonly output: string;
  /** What the plugin wrote. */
  readonly records: string;
  readonly tree: Tree;
}

/** One command of rulerun. */
export interface CommandTold {
  readonly exitCode: number;
  readonly events: readonly RunEvent[];
  /** Mistakes in the files, as a person sees them. */
  readonly mistakes: readonly string[];
}

export interface RulerunTold {
  readonly plan: CommandTold;
  readonly apply: CommandTold;
  /** Undefined: the apply began no run. */
  readonly rollback: CommandTold | undefined;
  readonly trees: { readonly before: Tree; readonly applied: Tree; readonly back: Tree };
}

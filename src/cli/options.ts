import type { Closing } from '../service/schedule/window.ts';

/** The options of the commands that read playbooks and meet hosts, as the command line gives them. */
export interface RunOptions {
  readonly inventory: readonly string[];
  readonly limit?: string;
  readonly tags: readonly string[];
  readonly skipTags: readonly string[];
  readonly startAtTask?: string;
  readonly extraVars: readonly string[];
  readonly forks: number;
  readonly user?: string;
  readonly become?: true;
  readonly becomeUser?: string;
  readonly askBecomePass?: true;
  readonly askPass?: true;
  readonly privateKey?: string;
  readonly knownHosts?: string;
  /** Seconds. */
  readonly timeout?: number;
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
  /** When no further host is begun; by `--until` or by `--window`, never both. */
  readonly until?: Closing;
  readonly window?: Closing;
  readonly listHosts?: true;
  readonly listTasks?: true;
  readonly listTags?: true;
}

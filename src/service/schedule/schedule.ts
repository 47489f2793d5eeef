import type { LoadOptions } from '../../app/project/options.ts';

/** What `rulerun schedule install` was told, kept so that the job, the list and the removal all read the same. */
export interface Schedule {
  readonly formatVersion: 1;
  readonly name: string;
  /** A calendar expression, as it was written but for its blanks. */
  readonly at: string;
  /** The zone its times are in; undefined: that of this machine. */
  readonly timezone: string | undefined;
  /** How long after its time hosts may be begun; undefined: as long as it takes. Milliseconds. */
  readonly windowMs: number | undefined;
  /** The most by which a start is put off by chance; milliseconds. */
  readonly jitterMs: number;
  /** Whether a time that passed while this machine was off is made up for. */
  readonly catchUp: boolean;
  readonly by: StartedBy;
  /** The longest time limit of a task when it was installed: a job that is stopped waits for what is running; milliseconds. */
  readonly longestTaskMs: number;
  /** ISO 8601 in UTC. */
  readonly installedAt: string;
  readonly job: Job;
}

export type StartedBy =
  | { readonly kind: 'systemd'; readonly manager: Manager; readonly folder: string }
  | { readonly kind: 'crontab' };

/** Whose systemd: that of the machine, or that of one user. */
export type Manager = 'system' | 'user';

/** What `apply` is told. Every path is absolute; a source that is a list of hosts stays one. */
export interface Job extends LoadOptions {
  readonly playbooks: readonly string[];
  readonly forks: number;
  readonly verbose: number;
  readonly report: readonly string[];
  readonly diff?: true;
}

/** Names that may stand in a file name, a unit name and a shell word alike. */
export function isScheduleName(name: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9_-]{0,62}$/.test(name);
}

export function unitNames(name: string): { readonly service: string; readonly timer: string } {
  return { service: `rulerun-${name}.service`, timer: `rulerun-${name}.timer` };
}

import type { PasswordOptions } from '../../app/project/options.ts';
import type { Job } from '../../service/schedule/schedule.ts';
import type { CfgOption } from '../options.ts';

/** What `schedule install` is told beside the options of the job itself. */
export interface ScheduleOptions {
  readonly at: string;
  readonly timezone?: string;
  /** Milliseconds. */
  readonly window?: number;
  /** Milliseconds. */
  readonly jitter?: number;
  readonly catchUp?: true;
  readonly userUnits?: true;
  readonly crontab?: true;
  readonly print?: true;
  readonly dryRun?: true;
  readonly replace?: true;
  /** False: `--no-enable`. */
  readonly enable: boolean;
}

/** The options of `apply` that a job can be given, and those that it is refused with; the rest make no sense where nobody watches. */
export interface JobOptions extends Omit<Job, 'playbooks'>, PasswordOptions, CfgOption {}

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFolder } from '../../disk/make-folder.ts';
import { namesIn, refuseUnsafe } from '../../disk/state-folder.ts';
import { replaceFile, textOf } from '../../disk/text-file.ts';
import { messageOf, RulerunError } from '../../model/error.ts';
import { isScheduleName, type Schedule } from './schedule.ts';

/** How the last run of a schedule ended. */
export interface LastRun {
  /** Undefined: it ended before a run was begun, such as by a mistake in the playbook. */
  readonly run: string | undefined;
  /** ISO 8601 in UTC. */
  readonly endedAt: string;
  readonly exitCode: number;
}

function schedulesFolder(stateDir: string): string {
  return join(stateDir, 'schedules');
}

/** What is kept of a schedule, each in a file: itself, who runs it now, and how its last run ended. */
export function schedulePath(stateDir: string, name: string, kept: 'json' | 'lock' | 'last'): string {
  return join(schedulesFolder(stateDir), `${name}.${kept}`);
}

/**
 * Keeps a schedule, readable for its owner alone: its extra variables may be secrets.
 * @throws {RulerunError} `STATE_UNSAFE`, `STATE_UNWRITABLE`
 */
export async function keepSchedule(stateDir: string, schedule: Schedule): Promise<void> {
  try {
    await makeFolder(schedulesFolder(stateDir), 0o700);
    await refuseStrangers(stateDir);
    const path = schedulePath(stateDir, schedule.name, 'json');
    await replaceFile(path, `${JSON.stringify(schedule, undefined, 2)}\n`, 0o600);
  } catch (cause) {
    if (cause instanceof RulerunError) throw cause;
    throw new RulerunError(
      'STATE_UNWRITABLE',
      `cannot keep the schedule in ${stateDir}: ${messageOf(cause)}`,
      {
        hint: 'choose another place with --state-dir DIR or RULERUN_STATE_DIR',
        cause,
      },
    );
  }
}

/** A schedule; undefined when there is none of that name. @throws {RulerunError} `SCHEDULE_DAMAGED`, `STATE_UNSAFE` */
export async function findSchedule(stateDir: string, name: string): Promise<Schedule | undefined> {
  if (!isScheduleName(name)) return undefined;
  const path = schedulePath(stateDir, name, 'json');
  const text = await textOf(path);
  if (text === undefined) return undefined;
  await refuseStrangers(stateDir);
  const schedule = parsed(text) as Partial<Schedule> | undefined;
  if (schedule?.formatVersion === 1 && schedule.name === name) return schedule as Schedule;
  throw new RulerunError('SCHEDULE_DAMAGED', `${path} is not a schedule of this version of rulerun`, {
    hint: 'install it again with --replace',
  });
}

/** The names of all schedules, in order. */
export async function scheduleNames(stateDir: string): Promise<readonly string[]> {
  const files = await namesIn(schedulesFolder(stateDir));
  return files
    .flatMap((file) => /^(.+)\.json$/.exec(file)?.[1] ?? [])
    .filter(isScheduleName)
    .sort();
}

/** Forgets a schedule and how its last run ended. A lock that is held stays with its holder. */
export async function forgetSchedule(stateDir: string, name: string): Promise<void> {
  for (const kept of ['json', 'last'] as const) await rm(schedulePath(stateDir, name, kept), { force: true });
}

export function keepLastRun(stateDir: string, name: string, last: LastRun): Promise<void> {
  return replaceFile(schedulePath(stateDir, name, 'last'), `${JSON.stringify(last)}\n`, 0o600);
}

/** Undefined: it has not run yet, or nothing is known of it. */
export async function lastRunOf(stateDir: string, name: string): Promise<LastRun | undefined> {
  const text = await textOf(schedulePath(stateDir, name, 'last'));
  return text === undefined ? undefined : (parsed(text) as LastRun | undefined);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Who can write here decides what is done to every host, as the user of the job. */
async function refuseStrangers(stateDir: string): Promise<void> {
  for (const folder of [stateDir, schedulesFolder(stateDir)]) await refuseUnsafe(folder);
}

import { systemClock } from '../../app/system/clock.ts';
import { type Holder, livingHolder } from '../../disk/lock.ts';
import { ExitCode } from '../../model/run/exit-code.ts';
import { safeLine } from '../../renderers/safe-text.ts';
import { readCalendar } from '../../service/schedule/calendar.ts';
import { occurrencesAfter } from '../../service/schedule/occurrences.ts';
import type { Schedule, StartedBy } from '../../service/schedule/schedule.ts';
import { type LastRun, lastRunOf, scheduleNames, schedulePath } from '../../service/schedule/store.ts';
import { tellTime } from '../../service/schedule/window.ts';
import { localZone } from '../../service/schedule/zoned-time.ts';
import { writeDuration } from '../../text/duration.ts';
import type { Cli } from '../cli.ts';
import { knownSchedule } from './known-schedule.ts';

interface Listed {
  readonly schedule: Schedule;
  readonly next: number | undefined;
  readonly running: Holder | undefined;
  readonly last: LastRun | undefined;
}

/** Lists the schedules of a state folder by name. */
export async function listSchedules(
  { json }: { readonly json?: true },
  { terminal, stateDir }: Cli,
): Promise<ExitCode> {
  const all: Listed[] = [];
  for (const name of await scheduleNames(stateDir)) {
    const schedule = await knownSchedule(name, stateDir);
    const [next] = upcoming(schedule, 1);
    const running = await livingHolder(schedulePath(stateDir, name, 'lock'));
    all.push({ schedule, next, running, last: await lastRunOf(stateDir, name) });
  }
  if (json) terminal.out(`${JSON.stringify(all.map(document), undefined, 2)}\n`);
  else if (all.length === 0) terminal.err(`There are no schedules in ${stateDir} yet.\n`);
  else for (const line of table(all)) terminal.out(`${line}\n`);
  return ExitCode.ok;
}

/** Tells the next five times of a schedule, or of each with `all`. */
export async function nextTimes(name: string, _: object, { terminal, stateDir }: Cli): Promise<ExitCode> {
  const names = name === 'all' ? await scheduleNames(stateDir) : [name];
  for (const one of names) {
    const schedule = await knownSchedule(one, stateDir);
    terminal.out(`${one} (${safeLine(schedule.at)})\n`);
    for (const ms of upcoming(schedule, 5))
      terminal.out(`  ${tellTime(ms, zoneOf(schedule))}  ${new Date(ms).toISOString().slice(0, 19)}Z\n`);
  }
  return ExitCode.ok;
}

function upcoming(schedule: Schedule, count: number): readonly number[] {
  const nowMs = Date.parse(systemClock.wall());
  return occurrencesAfter(readCalendar(schedule.at), zoneOf(schedule), nowMs, count);
}

function zoneOf({ timezone }: Schedule): string {
  return timezone ?? localZone();
}

function table(all: readonly Listed[]): readonly string[] {
  const rows = [['name', 'at', 'next', 'window', 'by', 'last'], ...all.map(row)];
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  return rows.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

function row({ schedule, next, running, last }: Listed): readonly string[] {
  const { name, at, windowMs, by } = schedule;
  return [
    name,
    safeLine(at),
    next === undefined ? 'never' : tellTime(next, zoneOf(schedule)),
    windowMs === undefined ? '-' : writeDuration(windowMs),
    startedBy(by),
    running === undefined ? ended(last) : `running since ${running.since}`,
  ];
}

function startedBy(by: StartedBy): string {
  if (by.kind === 'crontab') return 'crontab';
  return by.manager === 'system' ? 'systemd' : 'systemd of the user';
}

function ended(last: LastRun | undefined): string {
  if (last === undefined) return 'not yet';
  const when = `${last.endedAt.slice(0, 16)}Z, exit code ${last.exitCode}`;
  return last.run === undefined ? when : `${when}, ${last.run}`;
}

/** Without the values of extra variables, which may be secrets. */
function document({ schedule, next, running, last }: Listed): object {
  const { job, ...rest } = schedule;
  return {
    ...rest,
    next: next === undefined ? null : new Date(next).toISOString(),
    playbooks: job.playbooks,
    inventory: job.inventory,
    limit: job.limit ?? null,
    running: running === undefined ? null : { pid: running.pid, since: running.since },
    last: last ?? null,
  };
}

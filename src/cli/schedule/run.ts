import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { applyLoaded, newLabel } from '../../app/run.ts';
import { systemClock } from '../../app/system/clock.ts';
import type { Closing } from '../../app/window-limit.ts';
import { type Lock, takeLock } from '../../disk/lock.ts';
import { runFolder } from '../../journal/paths.ts';
import { messageOf, RulerunError } from '../../model/error.ts';
import { ExitCode } from '../../model/run/exit-code.ts';
import { readCalendar } from '../../service/schedule/calendar.ts';
import type { Schedule } from '../../service/schedule/schedule.ts';
import { findSchedule, keepLastRun, schedulePath } from '../../service/schedule/store.ts';
import { closingAfter, tellTime, windowAt } from '../../service/schedule/window.ts';
import { localZone } from '../../service/schedule/zoned-time.ts';
import type { Cli } from '../cli.ts';
import { report } from '../commands/report.ts';
import { conductFor } from '../conduct-for.ts';
import { loadedPlan } from '../loading.ts';
import type { RunOptions } from '../options.ts';
import { knownSchedule } from './known-schedule.ts';

/** Runs the job of a schedule, alone of its kind and within its window, and leaves a report with the run. */
export async function runSchedule(
  name: string,
  { now }: { readonly now?: true },
  cli: Cli,
): Promise<ExitCode> {
  const schedule = await knownSchedule(name, cli.stateDir);
  // systemd does this by itself.
  if (schedule.by.kind === 'crontab' && schedule.jitterMs > 0 && !now)
    await systemClock.sleep(randomInt(schedule.jitterMs));
  await using _lock = await lockFor(name, cli.stateDir);
  const until = closingOf(schedule, now === true);
  const { playbooks, ...job } = schedule.job;
  const options: RunOptions = { ...job, yes: true, output: 'plain', ...(until && { until }) };
  const loaded = await loadedPlan(playbooks, options, cli);
  if (loaded === undefined) {
    await leaveRecord(schedule, undefined, ExitCode.invalid, cli);
    return ExitCode.invalid;
  }
  const label = newLabel(playbooks);
  const exitCode = await applyLoaded(loaded, label, await conductFor(options, cli), cli);
  await leaveRecord(schedule, label.run, exitCode, cli);
  return exitCode;
}

/** @throws {RulerunError} `SCHEDULE_RUNNING` with who has it and since when */
async function lockFor(name: string, stateDir: string): Promise<Lock> {
  const path = schedulePath(stateDir, name, 'lock');
  const attempt = await takeLock(path, systemClock.wall());
  if (attempt.kind === 'held') return attempt;
  const { by } = attempt;
  throw new RulerunError(
    'SCHEDULE_RUNNING',
    by === undefined
      ? `schedule ${name} seems to be running: there is a lock that names nobody, ${path}`
      : `schedule ${name} is running already: process ${by.pid} has it since ${by.since}; no host was contacted`,
    {
      exitCode: ExitCode.blocked,
      hint:
        by === undefined
          ? `if no such job is running: rm ${path}`
          : `wait for it; kill -INT ${by.pid} stops it and rolls back what is unfinished`,
    },
  );
}

/** @throws {RulerunError} `WINDOW_SHUT` */
function closingOf({ name, at, timezone, windowMs, catchUp }: Schedule, now: boolean): Closing | undefined {
  if (windowMs === undefined) return undefined;
  const zone = timezone ?? localZone();
  const nowMs = Date.parse(systemClock.wall());
  if (now) return closingAfter(nowMs, windowMs, zone);
  const window = windowAt(readCalendar(at), zone, windowMs, nowMs);
  if (window.kind === 'open') return window.closing;
  if (catchUp) return closingAfter(nowMs, windowMs, zone);
  const closed = window.lastClosed === undefined ? '' : ` since ${tellTime(window.lastClosed.atMs, zone)}`;
  const next = window.nextMs === undefined ? '' : ` and opens ${tellTime(window.nextMs, zone)}`;
  throw new RulerunError(
    'WINDOW_SHUT',
    `the maintenance window of schedule ${name} is shut${closed}${next}; no host was contacted`,
    { exitCode: ExitCode.blocked, hint: `to run it all the same: rulerun schedule run ${name} --now` },
  );
}

/** Leaves the report beside the journal, and how it ended beside the schedule. Neither may change the exit code. */
async function leaveRecord(
  { name }: Schedule,
  run: string | undefined,
  exitCode: ExitCode,
  cli: Cli,
): Promise<void> {
  try {
    if (run !== undefined) {
      const folder = runFolder(cli.stateDir, run);
      await report(run, { html: join(folder, 'report.html'), json: join(folder, 'report.json') }, cli);
    }
    // It may have been removed meanwhile.
    if ((await findSchedule(cli.stateDir, name)) === undefined) return;
    await keepLastRun(cli.stateDir, name, { run, endedAt: systemClock.wall(), exitCode });
  } catch (error) {
    cli.terminal.err(
      `${messageOf(error)}\n  hint: what was done is recorded; rulerun history lists the runs\n`,
    );
  }
}

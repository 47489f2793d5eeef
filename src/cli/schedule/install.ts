import { homedir, userInfo } from 'node:os';
import { reportFiles } from '../../app/report-files.ts';
import { systemClock } from '../../app/system/clock.ts';
import { isThere } from '../../disk/is-there.ts';
import { RulerunError } from '../../model/error.ts';
import { inOrder, type Plan } from '../../model/playbook/plan.ts';
import { ExitCode } from '../../model/run/exit-code.ts';
import { readCalendar } from '../../service/schedule/calendar.ts';
import { crontabLines } from '../../service/schedule/crontab.ts';
import { dismantle } from '../../service/schedule/dismantle.ts';
import { occurrencesAfter } from '../../service/schedule/occurrences.ts';
import {
  isScheduleName,
  type Manager,
  type Schedule,
  type StartedBy,
  unitNames,
} from '../../service/schedule/schedule.ts';
import { findSchedule, forgetSchedule, keepSchedule } from '../../service/schedule/store.ts';
import {
  isRunning,
  objectionToCalendar,
  systemctl,
  unitFolder,
} from '../../service/schedule/system-manager.ts';
import { withUnits } from '../../service/schedule/unit-files.ts';
import { unitsOf } from '../../service/schedule/unit-text.ts';
import { tellTime } from '../../service/schedule/window.ts';
import { isZone, localZone } from '../../service/schedule/zoned-time.ts';
import { writeDuration } from '../../text/duration.ts';
import type { Cli } from '../cli.ts';
import { loadedPlan } from '../loading.ts';
import type { JobOptions, ScheduleOptions } from './options.ts';
import { jobOf, runCommand } from './scheduled-command.ts';

/** Checks a job as `validate` does and has systemd or cron run it at set times. Contacts no host. */
export async function installSchedule(
  name: string,
  playbooks: readonly string[],
  options: JobOptions & ScheduleOptions,
  cli: Cli,
): Promise<ExitCode> {
  const wanted = wantedSchedule(name, playbooks, options, cli);
  const next = nextOf(wanted);
  // Seen now rather than at night, when nobody can be asked anything.
  await reportFiles(wanted.job.report);
  const unattended = { ...cli, terminal: { ...cli.terminal, isInteractive: false } };
  const loaded = await loadedPlan(wanted.job.playbooks, wanted.job, unattended);
  if (loaded === undefined) return ExitCode.invalid;
  const schedule = { ...wanted, longestTaskMs: longestTask(loaded.plan) };
  if (schedule.by.kind === 'systemd') await askSystemd(schedule, cli);
  if (options.print || options.dryRun) print(schedule, cli);
  else {
    await install(schedule, options, cli);
    await tellInstalled(schedule, next, options, cli);
  }
  return ExitCode.ok;
}

function wantedSchedule(
  name: string,
  playbooks: readonly string[],
  options: JobOptions & ScheduleOptions,
  cli: Cli,
): Omit<Schedule, 'longestTaskMs'> {
  const { at, timezone, window, jitter = 0 } = options;
  if (!isScheduleName(name))
    throw usage(
      `\`${name}\` cannot be the name of a schedule`,
      'use letters, digits, - and _, such as nightly',
    );
  if (timezone !== undefined && !isZone(timezone))
    throw usage(`there is no time zone ${timezone}`, 'name one such as Europe/Berlin or UTC');
  if (window !== undefined && jitter >= window)
    throw usage('--jitter could put the start off past the end of --window', 'make the jitter shorter');
  const manager: Manager = options.userUnits || process.getuid?.() !== 0 ? 'user' : 'system';
  const by: StartedBy = options.crontab
    ? { kind: 'crontab' }
    : { kind: 'systemd', manager, folder: unitFolder(manager, cli.environment, homedir()) };
  return {
    formatVersion: 1,
    name,
    at: at.trim().split(/\s+/).join(' '),
    timezone,
    windowMs: window,
    jitterMs: jitter,
    catchUp: options.catchUp === true,
    by,
    installedAt: systemClock.wall(),
    job: jobOf(playbooks, options, cli),
  };
}

function longestTask({ plays }: Plan): number {
  const tasks = plays.flatMap(inOrder);
  return Math.max(0, ...tasks.map(({ task }) => task.timeoutMs));
}

function nextOf({ at, timezone }: Pick<Schedule, 'at' | 'timezone'>): number {
  const calendar = readCalendar(at);
  const [next] = occurrencesAfter(calendar, timezone ?? localZone(), Date.parse(systemClock.wall()), 1);
  if (next === undefined)
    throw usage(`--at "${at}" never comes`, 'look at its year and at the day of the month');
  return next;
}

async function askSystemd({ at, timezone }: Schedule, { terminal }: Cli): Promise<void> {
  const expression = timezone === undefined ? at : `${at} ${timezone}`;
  const objection = await objectionToCalendar(expression, terminal.environment);
  if (objection !== undefined)
    throw usage(
      `systemd does not take --at "${expression}": ${objection}`,
      'systemd-analyze calendar tries one',
    );
}

function print(schedule: Schedule, { terminal, stateDir }: Cli): void {
  const command = runCommand(schedule.name, stateDir);
  const { by } = schedule;
  if (by.kind === 'crontab') terminal.out(`${crontabLines(schedule, command).join('\n')}\n`);
  else
    for (const { name, text } of unitsOf(schedule, by.manager, command))
      terminal.out(`# ${by.folder}/${name}\n${text}\n`);
}

async function install(
  schedule: Schedule,
  { replace, enable }: ScheduleOptions,
  { terminal, stateDir }: Cli,
): Promise<void> {
  const { name, by } = schedule;
  const command = runCommand(name, stateDir);
  const before = await replaceable(schedule, replace === true, stateDir);
  // Refused before anything is written when cron cannot keep it.
  if (by.kind === 'crontab') crontabLines(schedule, command);
  else if (enable) await refuseWithoutSystemd(by.manager, terminal.environment);
  if (before !== undefined && !isSamePlace(before.by, by)) await dismantle(before, terminal.environment);
  if (by.kind === 'crontab') {
    await keepSchedule(stateDir, schedule);
    return;
  }
  const tell = (...words: readonly string[]): Promise<void> =>
    systemctl(by.manager, words, terminal.environment);
  const units = unitsOf(schedule, by.manager, command);
  try {
    await withUnits(by.folder, units, replace === true, async () => {
      await keepSchedule(stateDir, schedule);
      if (!enable) return;
      const { timer } = unitNames(name);
      await tell('daemon-reload');
      await tell('enable', timer);
      // Started again rather than started: a timer that is replaced keeps its old time otherwise.
      await tell('restart', timer);
    });
  } catch (error) {
    if (before === undefined) await forgetSchedule(stateDir, name);
    else await keepSchedule(stateDir, before);
    if (enable) await tell('daemon-reload').catch(() => undefined);
    throw error;
  }
}

/** The schedule in whose place the new one comes; undefined when there is none that can be read. */
async function replaceable(
  { name }: Schedule,
  replace: boolean,
  stateDir: string,
): Promise<Schedule | undefined> {
  if (replace) return findSchedule(stateDir, name).catch(() => undefined);
  const before = await findSchedule(stateDir, name);
  if (before === undefined) return undefined;
  throw usage(
    `there is a schedule ${name} already, installed ${before.installedAt}`,
    'say --replace to put the new one in its place, or rulerun schedule remove it',
  );
}

function isSamePlace(a: StartedBy, b: StartedBy): boolean {
  return a.kind === 'systemd' && b.kind === 'systemd' ? a.folder === b.folder : a.kind === b.kind;
}

async function refuseWithoutSystemd(
  manager: Manager,
  environment: Cli['terminal']['environment'],
): Promise<void> {
  if (await isRunning(manager, environment)) return;
  const whose = manager === 'system' ? 'systemd' : 'the systemd of this user';
  throw usage(
    `${whose} is not running here, so nothing would start the job`,
    'use --crontab, or --no-enable to write the units only',
  );
}

async function tellInstalled(
  schedule: Schedule,
  next: number,
  { enable }: ScheduleOptions,
  { terminal, stateDir }: Cli,
): Promise<void> {
  const { name, by, timezone, windowMs } = schedule;
  const { service, timer } = unitNames(name);
  const say = (line: string): void => terminal.err(`${line}\n`);
  if (by.kind === 'crontab') {
    say('Put these lines into the crontab of this user (crontab -e):');
    terminal.out(`${crontabLines(schedule, runCommand(name, stateDir)).join('\n')}\n`);
  } else {
    terminal.out(`Installed ${by.folder}/${timer} and ${service}\n`);
    const flag = by.manager === 'user' ? '--user ' : '';
    if (!enable) say(`Nothing starts it yet: systemctl ${flag}enable --now ${timer}`);
    say(`Its log: journalctl ${flag}-u ${service}`);
    if (by.manager === 'user' && !(await isThere(`/var/lib/systemd/linger/${userInfo().username}`)))
      say('It runs only while you are logged in; to run always: loginctl enable-linger');
  }
  say(`Next: ${tellTime(next, timezone ?? localZone())}`);
  if (windowMs !== undefined) say(`No further host is started ${writeDuration(windowMs)} after its time.`);
  say(`To try it now: rulerun schedule run ${name} --now`);
}

function usage(message: string, hint: string): RulerunError {
  return new RulerunError('SCHEDULE', message, { hint });
}

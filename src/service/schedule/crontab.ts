import { quoteAll } from '../../host/quote.ts';
import { RulerunError } from '../../model/error.ts';
import { type Calendar, readCalendar } from './calendar.ts';
import type { Schedule } from './schedule.ts';

/**
 * The lines to put into a crontab. Overlap, window and jitter are the job's own work.
 * @throws {RulerunError} `CRONTAB` when cron has no way to say the time.
 */
export function crontabLines(schedule: Schedule, command: readonly string[]): readonly string[] {
  const calendar = readCalendar(schedule.at);
  refuse(calendar);
  const { minutes, hours, days, months, weekdays } = calendar;
  const fields = [minutes, hours, days, months, weekdays].map((numbers) => numbers?.join(',') ?? '*');
  const { timezone } = schedule;
  return [
    `# rulerun schedule ${schedule.name}: ${schedule.at}${timezone === undefined ? '' : ` ${timezone}`}`,
    ...(timezone === undefined
      ? []
      : [
          '# cronie keeps CRON_TZ; Debian’s cron does not and works in the zone of the machine. It holds for the lines below.',
          `CRON_TZ=${timezone}`,
        ]),
    `${fields.join(' ')} ${cronCommand(command)}`,
  ];
}

function refuse({ years, seconds, days, weekdays }: Calendar): void {
  if (years !== undefined) throw impossible('cron knows no years');
  if (seconds.length !== 1 || seconds[0] !== 0) throw impossible('cron knows no seconds');
  if (days !== undefined && weekdays !== undefined)
    throw impossible('with a weekday and a day of the month cron runs on either, not on both together');
}

/** To cron a percent sign is the end of the command, and a line ends where it ends. */
function cronCommand(command: readonly string[]): string {
  if (command.some((word) => word.includes('\n'))) throw impossible('a path in it holds a line break');
  return quoteAll(command).replaceAll('%', String.raw`\%`);
}

function impossible(why: string): RulerunError {
  return new RulerunError('CRONTAB', `cron cannot keep this schedule: ${why}`, {
    hint: 'leave --crontab out to let systemd keep it, or choose another time with --at',
  });
}

import { type Command, Option } from 'commander';
import type { HandlerOf } from '../cli.ts';
import { newCommand } from '../command-help.ts';
import { ansibleCfgOption, collect, forks, loadOptions, loginOptions } from '../option-sets.ts';
import { duration } from '../window-options.ts';

/** The commands below `rulerun schedule`. */
export function scheduleCommands(schedule: Command, run: HandlerOf): void {
  const command = (usage: string, description: string): Command => newCommand(schedule, usage, description);
  const install = command('install <name> <playbook...>', 'run playbooks by themselves at set times');
  loginOptions(ansibleCfgOption(loadOptions(install, true)))
    .addOption(forks())
    .optionsGroup('When, and by what:')
    .requiredOption('--at <time>', 'when: "Sun 02:00", "Mon..Fri 22:30", "*-*-01 03:00", daily')
    .option('--timezone <zone>', 'the zone of these times, such as Europe/Berlin')
    .option('--window <duration>', 'begin no further host so long after the time, such as 2h', duration)
    .option('--jitter <duration>', 'put each start off by chance, by at most this much', duration)
    .option('--catch-up', 'make up for a time that passed while this machine was off')
    .option('--report <path>', 'write a report there as well; as of apply', collect, [])
    .option('-D, --diff', 'show differences as changes are made')
    .option('-v, --verbose', 'say more; may be repeated', (_, count: number) => count + 1, 0)
    .option('--user-units', 'as a timer of this user, not of the machine; for an ordinary user always')
    .addOption(
      new Option(
        '--crontab',
        'print lines for crontab instead of making a timer; --jitter is then waited out by the run itself',
      ).conflicts(['userUnits', 'catchUp']),
    )
    .option('--print', 'only print what would be written')
    .option('--dry-run', 'the same as --print')
    .option('--replace', 'put it in the place of a schedule of the same name')
    .option('--no-enable', 'write the units and leave enabling them to you')
    .action(run(async () => (await import('./install.ts')).installSchedule));
  command('list', 'the schedules of this state folder, when each is next, and how its last run ended')
    .option('--json', 'one JSON document')
    .action(run(async () => (await import('./list.ts')).listSchedules));
  command('next <name>', 'the next five times of a schedule, or of all').action(
    run(async () => (await import('./list.ts')).nextTimes),
  );
  command('run <name>', 'do what the timer does; exit codes as of apply')
    .option('--now', 'outside its window too; the window then opens now')
    .action(run(async () => (await import('./run.ts')).runSchedule));
  command('remove <name>', 'disable and delete the timer; a run that is under way goes on').action(
    run(async () => (await import('./remove.ts')).removeSchedule),
  );
}

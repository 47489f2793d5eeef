import { livingHolder } from '../../disk/lock.ts';
import { ExitCode } from '../../model/run/exit-code.ts';
import { dismantle } from '../../service/schedule/dismantle.ts';
import { forgetSchedule, schedulePath } from '../../service/schedule/store.ts';
import type { Cli } from '../cli.ts';
import { knownSchedule } from './known-schedule.ts';

/** Disables and deletes what starts a job, and forgets it. Its runs and their reports stay. */
export async function removeSchedule(
  name: string,
  _: object,
  { terminal, stateDir }: Cli,
): Promise<ExitCode> {
  const schedule = await knownSchedule(name, stateDir);
  const foreign = await dismantle(schedule, terminal.environment);
  await forgetSchedule(stateDir, name);
  terminal.out(`Removed schedule ${name}\n`);
  for (const path of foreign) terminal.err(`${path} was not written by rulerun and stays.\n`);
  if (schedule.by.kind === 'crontab')
    terminal.err(
      `Take its line out of the crontab too (crontab -e): the one with \`schedule run ${name}\`\n`,
    );
  const holder = await livingHolder(schedulePath(stateDir, name, 'lock'));
  if (holder !== undefined) terminal.err(`Its run of ${holder.since} goes on: process ${holder.pid}\n`);
  return ExitCode.ok;
}

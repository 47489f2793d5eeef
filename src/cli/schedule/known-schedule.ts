import { RulerunError } from '../../model/error.ts';
import type { Schedule } from '../../service/schedule/schedule.ts';
import { findSchedule, scheduleNames } from '../../service/schedule/store.ts';
import { didYouMean } from '../../text/edit-distance.ts';

/** The schedule of this name. @throws {RulerunError} `NO_SUCH_SCHEDULE` with the nearest name there is */
export async function knownSchedule(name: string, stateDir: string): Promise<Schedule> {
  const schedule = await findSchedule(stateDir, name);
  if (schedule !== undefined) return schedule;
  const names = await scheduleNames(stateDir);
  throw new RulerunError('NO_SUCH_SCHEDULE', `there is no schedule ${name} in ${stateDir}`, {
    hint: didYouMean(name, names) ?? 'rulerun schedule list lists them',
  });
}

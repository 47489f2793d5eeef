import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { textOf } from '../../disk/text-file.ts';
import { type Schedule, unitNames } from './schedule.ts';
import { isRunning, systemctl } from './system-manager.ts';
import { removeUnits } from './unit-files.ts';

/**
 * Stops the timer of a schedule and deletes its units; a job that is running goes on. Returns the paths of units that
 * rulerun did not write, which stay.
 * @throws {RulerunError} `SYSTEMD`; then the units are still there
 */
export async function dismantle(
  { name, by }: Schedule,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<readonly string[]> {
  if (by.kind === 'crontab') return [];
  const { service, timer } = unitNames(name);
  const runs = await isRunning(by.manager, environment);
  const isThere = (await textOf(join(by.folder, timer))) !== undefined;
  if (runs && isThere) await systemctl(by.manager, ['disable', '--now', timer], environment);
  const foreign = await removeUnits(by.folder, [timer, service]);
  // What enabling it while systemd was not running left behind.
  if (!runs && foreign.length === 0) await rm(join(by.folder, 'timers.target.wants', timer), { force: true });
  if (runs) await systemctl(by.manager, ['daemon-reload'], environment);
  return foreign;
}

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test as base, type CommandOptions, rulerun } from './command.ts';
import { sandboxInventory } from './sandbox.ts';

export interface Place {
  readonly playbook: string;
  readonly inventory: string;
  readonly options: CommandOptions;
  /** Where this user's units go. */
  readonly units: string;
}

const PLAYBOOK = `- hosts: nodes
  become: true
  tasks:
    - {name: make a file, command: touch /root/made, args: {creates: /root/made}, undo: rm -f /root/made}
`;

/** A playbook, an inventory, and systemd's folder of a user who has nothing yet. */
export const test = base.extend<{ place: Place }>({
  place: async ({ folder, stateDir }, use) => {
    const playbook = join(folder, 'job.yml');
    await writeFile(playbook, PLAYBOOK);
    const environment = {
      RULERUN_STATE_DIR: stateDir,
      XDG_CONFIG_HOME: join(folder, 'config'),
      PATH: process.env['PATH'] ?? '/usr/bin:/bin',
    };
    const units = join(folder, 'config/systemd/user');
    await use({ playbook, inventory: await sandboxInventory(folder), options: { environment }, units });
  },
});

/** A time that is always to come. */
export const FAR = `${new Date().getUTCFullYear() + 1}-01-06 02:00`;
export const BY_HAND = ['--user-units', '--no-enable'] as const;

/** Installs the schedule `nightly`; Sundays at two when no time is named. */
export function install(
  { playbook, inventory, options }: Place,
  ...more: readonly string[]
): ReturnType<typeof rulerun> {
  const at = more.includes('--at') ? [] : ['--at', 'Sun 02:00'];
  return rulerun(['schedule', 'install', 'nightly', playbook, '-i', inventory, ...at, ...more], options);
}

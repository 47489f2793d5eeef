import { writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { defaultLimits } from '../../src/app/limits.ts';
import { loadPlan } from '../../src/app/load.ts';
import { noPasswords } from '../../src/app/project/options.ts';
import { systemClock } from '../../src/app/system/clock.ts';
import { systemRandom } from '../../src/app/system/random.ts';
import { apply } from '../../src/engine/run.ts';
import { openSession } from '../../src/host/session/session.ts';
import type { Limits } from '../../src/model/ports.ts';
import type { RunEvent } from '../../src/model/run/event.ts';
import type { JsonObject } from '../../src/model/values/json.ts';
import { connectWith } from '../../src/transports/connect.ts';
import { openTransports } from '../../src/transports/transports.ts';
import { sudoer } from '../cli/command.ts';
import type { Sshd } from './sshd.ts';

/**
 * Applies tasks, as they stand in a playbook, to this machine through that sshd. `records`: where the host keeps them, an
 * absolute path; `usual` is where it would.
 */
export async function applied(
  sshd: Sshd,
  tasks: readonly JsonObject[],
  records: string,
  limits: Partial<Limits> = {},
) {
  const { folder, port, knownHosts } = sshd;
  const inventory = join(folder, 'hosts.yml');
  const playbook = join(folder, 'play.yml');
  const vars = {
    ansible_host: '127.0.0.1',
    ansible_port: port,
    ansible_user: userInfo().username,
    ansible_ssh_private_key_file: join(folder, 'id'),
    ansible_ssh_common_args: `-o UserKnownHostsFile=${knownHosts}`,
  };
  await writeFile(inventory, JSON.stringify({ all: { hosts: { node1: vars } } }));
  await writeFile(playbook, JSON.stringify([{ hosts: 'node1', tasks }]));
  const load = { inventory: [inventory], tags: [], skipTags: [], extraVars: [] };
  const loaded = await loadPlan([playbook], load, {
    stateDir: folder,
    environment: sudoer,
    passwords: async () => noPasswords,
  });
  if (!loaded.ok) throw new Error('the playbook is wrong');
  await using transports = openTransports(folder);
  const never = new AbortController().signal;
  const events: RunEvent[] = [];
  const exitCode = await apply(
    loaded.plan,
    { run: '20261128-000000-abcdef', version: '0', playbooks: [] },
    {
      clock: systemClock,
      actions: loaded.actions,
      random: systemRandom,
      connect: connectWith({
        transport: transports,
        openSession: ({ signal, ...options }) =>
          openSession({ ...options, ...(records === 'usual' ? {} : { stateRoot: records }) }, signal),
        clock: systemClock,
        random: systemRandom,
      }),
      record: async (event) => void events.push(event),
      signals: { stop: never, abandon: never },
      localFile: async () => undefined,
      approve: async () => ({ kind: 'granted', except: new Map() }),
      limits: { ...defaultLimits({ forks: 5 }), ...limits },
    },
  );
  const finished = events.find((event) => event.type === 'host.finished');
  return { exitCode, outcome: finished?.outcome, why: finished?.why ?? '' };
}

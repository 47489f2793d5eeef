import { writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { Limits } from '../../src/model/ports.ts';
import type { JsonObject } from '../../src/model/values/json.ts';
import { applied as appliedTo } from '../cli/applied.ts';
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
  const { exitCode, events } = await appliedTo({
    ...{ playbook, inventory, stateDir: folder, limits },
    ...(records === 'usual' ? {} : { stateRoot: records }),
  });
  const finished = events.find((event) => event.type === 'host.finished');
  return { exitCode, outcome: finished?.outcome, why: finished?.why ?? '' };
}

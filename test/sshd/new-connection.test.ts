import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { defaultLimits } from '../../src/cli/limits.ts';
import { loadPlan } from '../../src/cli/load.ts';
import { systemClock } from '../../src/cli/ports/clock.ts';
import { systemRandom } from '../../src/cli/ports/random.ts';
import { apply } from '../../src/engine/run.ts';
import type { RunEvent } from '../../src/model/event.ts';
import { openSession } from '../../src/target/session.ts';
import { connectWith } from '../../src/transports/connect.ts';
import { openTransports } from '../../src/transports/transports.ts';
import { silentTerminal } from '../cli/command.ts';
import { noSshd, type Sshd, startSshd } from './sshd.ts';

/** Applies one shell task, with its undo, to this machine through that sshd. */
async function applied(sshd: Sshd, script: string, undo: string) {
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
  await writeFile(
    playbook,
    JSON.stringify([{ hosts: 'node1', tasks: [{ name: 'close the door', shell: script, undo }] }]),
  );
  const load = { inventory: [inventory], tags: [], skipTags: [], extraVars: [], forks: 5, verbose: 0 };
  const loaded = await loadPlan([playbook], load, { terminal: silentTerminal(), stateDir: folder });
  if (!loaded.ok) throw new Error('the playbook is wrong');
  await using transports = openTransports(folder);
  const never = new AbortController().signal;
  const events: RunEvent[] = [];
  const exitCode = await apply(
    loaded.plan,
    { run: '20261128-000000-abcdef', version: '0', playbooks: [] },
    {
      clock: systemClock,
      random: systemRandom,
      connect: connectWith({
        transport: transports,
        openSession: ({ signal, ...options }) =>
          openSession({ ...options, stateRoot: join(folder, 'state') }, signal),
        clock: systemClock,
        random: systemRandom,
      }),
      record: async (event) => void events.push(event),
      signals: { stop: never, abandon: never },
      localFile: async () => undefined,
      approve: async () => ({ kind: 'granted', except: new Map() }),
      limits: { ...defaultLimits({ forks: 5 }), newConnectionForMs: 2_000 },
    },
  );
  const finished = events.find((event) => event.type === 'host.finished');
  return { exitCode, outcome: finished?.outcome, why: finished?.why ?? '' };
}

describe.skipIf(noSshd !== undefined)(`a new login after a change${noSshd ? ` (${noSshd})` : ''}`, () => {
  test.for([
    [
      'a user who is no longer allowed in',
      'sed -i "1i AllowUsers nobody" CONFIG',
      'sed -i 1d CONFIG',
      /was not let in/,
    ],
    ['a key that is no longer known', 'mv KEYS KEYS.away', 'mv KEYS.away KEYS', /was not let in/],
    [
      'another host key',
      'mv HOSTKEY HOSTKEY.away; ssh-keygen -q -t ed25519 -N "" -f HOSTKEY',
      'mv HOSTKEY.away HOSTKEY',
      /host key/,
    ],
    [
      'no sshd on that port',
      'sed -i "s/^Port .*/Port 1/" CONFIG',
      'sed -i "s/^Port .*/Port PORT/" CONFIG',
      /connection refused/,
    ],
  ] as const)('%s takes the change back', async ([, script, undo, why]) => {
    await using sshd = await startSshd();
    const config = join(sshd.folder, 'config');
    const before = readFileSync(config, 'utf8');
    const here = (text: string): string =>
      text
        .replaceAll('CONFIG', config)
        .replaceAll('HOSTKEY', join(sshd.folder, 'host_ed25519'))
        .replaceAll('KEYS', join(sshd.folder, 'authorized_keys'))
        .replaceAll('PORT', String(sshd.port));
    const reload = `kill -HUP ${sshd.pid}`;
    const run = await applied(sshd, `${here(script)}; ${reload}`, `${here(undo)}; ${reload}`);
    expect(run).toMatchObject({ exitCode: 5, outcome: 'rolled-back' });
    expect(run.why).toMatch(/^takes no new connection/);
    expect(run.why).toMatch(why);
    expect(readFileSync(config, 'utf8')).toBe(before);
  });

  test('a host that lets us in again is changed', async () => {
    await using sshd = await startSshd();
    const run = await applied(sshd, `kill -HUP ${sshd.pid}`, 'true');
    expect(run).toMatchObject({ exitCode: 0, outcome: 'changed' });
  });
});

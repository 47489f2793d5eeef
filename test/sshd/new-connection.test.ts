import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { applied } from './applying.ts';
import { noSshd, type Sshd, startSshd } from './sshd.ts';

/** For machines where a login takes seconds; half of what a run has. */
const PATIENCE = { newConnectionForMs: 12_000 };

/** One shell task, with its undo. */
const closing = (sshd: Sshd, shell: string, undo: string) =>
  applied(sshd, [{ name: 'close the door', shell, undo }], join(sshd.folder, 'state'), PATIENCE);

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
    const run = await closing(sshd, `${here(script)}; ${reload}`, `${here(undo)}; ${reload}`);
    expect(run).toMatchObject({ exitCode: 5, outcome: 'rolled-back' });
    expect(run.why).toMatch(/^takes no new connection/);
    expect(run.why).toMatch(why);
    expect(readFileSync(config, 'utf8')).toBe(before);
  });

  test('a host that lets us in again is changed', async () => {
    await using sshd = await startSshd();
    const run = await closing(sshd, `kill -HUP ${sshd.pid}`, 'true');
    expect(run).toMatchObject({ exitCode: 0, outcome: 'changed' });
  });
});

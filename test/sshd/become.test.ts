import { describe, expect, test } from 'vitest';
import { isHere } from '../../src/host/local-host.test-kit.ts';
import { APART } from './apart.ts';
import { applied } from './applying.ts';
import { isRoot, noSshd, startSshd } from './sshd.ts';

const possible = noSshd === undefined && isRoot && isHere('sudo', 'the real sudo');
if (!possible)
  process.stderr.write(`skipped, becoming others by sudo: ${noSshd ?? 'that takes root and sudo'}\n`);

const made = { name: 'first', copy: { dest: '/var/lib/made', content: 'x' } };
const as = (user: string, name: string) => ({
  ...{ name, become: true, become_user: user },
  ...{ shell: `id -un >/var/tmp/by-${user}`, undo: `rm /var/tmp/by-${user}` },
});
const holds = (what: string) => ({ name: what, command: `sh -c '${what}'`, changed_when: false });

describe.skipIf(!possible)('becoming another by the real sudo', () => {
  const start = () => startSshd({ prefix: () => ['unshare', '-m', 'sh', '-c', APART, 'sh'] });

  test('a service account without a home of its own works, and its records are its own', async () => {
    await using sshd = await start();
    const tasks = [
      made,
      as('daemon', 'as a service'),
      holds('[ "$(cat /var/tmp/by-daemon)" = daemon ]'),
      holds('[ "$(stat -c %U:%a /var/tmp/rulerun-$(id -u daemon))" = daemon:700 ]'),
      holds('[ -d /var/tmp/rulerun-$(id -u daemon)/runs ] && [ -d /var/lib/rulerun/runs ]'),
    ];
    const run = await applied(sshd, tasks, 'usual');
    expect(run).toMatchObject({ exitCode: 0, outcome: 'changed' });
  });

  test('and goes back with the rest when something fails', async () => {
    await using sshd = await start();
    const tasks = [
      made,
      as('daemon', 'as a service'),
      { name: 'fail', command: 'false', changed_when: false },
    ];
    const run = await applied(sshd, tasks, 'usual');
    expect(run).toMatchObject({ exitCode: 5, outcome: 'rolled-back' });
  });

  test('a user that the host does not have is found before anything changes', async () => {
    await using sshd = await start();
    const run = await applied(sshd, [made, as('nosuchuser', 'as nobody known')], 'usual');
    expect(run).toMatchObject({ exitCode: 4, outcome: 'blocked' });
    expect(run.why).toContain('nosuchuser');
    const after = await applied(sshd, [holds('[ ! -e /var/lib/made ]')], 'usual');
    expect(after).toMatchObject({ exitCode: 0 });
  });
});

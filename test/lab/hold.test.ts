import { spawn } from 'node:child_process';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect } from 'vitest';
import { rounds } from '../rounds.ts';
import { labCommand, on, reason, root, rulerun, test } from './hosts.ts';

if (reason !== undefined) process.stderr.write(`skipped, the lab suite: ${reason}\n`);

const FILE = '/etc/rulerun-hold.conf';
const LINES = `
    - {name: one, lineinfile: {path: ${FILE}, line: b=2}}
    - {name: note, shell: sleep 0.3, changed_when: false}
    - {name: two, lineinfile: {path: ${FILE}, line: c=3}}
`;

/** Kills of a run at random moments. */
const KILLS = rounds(8);

describe.skipIf(reason !== undefined)('who has a host', () => {
  beforeAll(async () => {
    await labCommand('up', '1');
    await on('node1', `echo a=1 >${FILE}`);
  }, 900_000);

  test.for(['', '  serial: 1\n'])(
    'one machine under two names is refused, with "%s"',
    async (serial, { folder, inventoryFor, stateDir }) => {
      const inventory = await inventoryFor('root');
      const known = JSON.parse(
        (await rulerun(['inventory', '-i', inventory, '--host', 'node1'], stateDir)).out,
      ) as object;
      const twice = join(folder, 'twice.json');
      await writeFile(
        twice,
        JSON.stringify({ all: { hosts: { node1: known, 'node1.example.com': known } } }),
      );
      const playbook = join(folder, 'lines.yml');
      await writeFile(playbook, `- hosts: all\n${serial}  tasks:${LINES}`);
      for (const command of [['plan'], ['apply', '--yes']]) {
        const run = await rulerun([...command, playbook, '-i', twice], stateDir);
        expect(run.exitCode, run.all).toBe(4);
        expect(run.all).toContain('node1 and node1.example.com are the same machine');
      }
      expect(await on('node1', `cat ${FILE}`)).toBe('a=1');
      expect(await on('node1', 'ls -d /var/lib/rulerun/lock 2>/dev/null || :')).toBe('');
    },
  );

  test('however a run is cut off, its rollback brings the host back and gives it free', async ({
    folder,
    inventoryFor,
    stateDir,
  }) => {
    const inventory = await inventoryFor('root');
    const playbook = join(folder, 'lines.yml');
    await writeFile(playbook, `- hosts: node1\n  tasks:${LINES}`);
    for (let round = 0; round < KILLS; round += 1) {
      const signal = round % 3 === 0 ? 'SIGINT' : 'SIGKILL';
      const child = spawn(
        process.execPath,
        [join(root, 'dist/bin.js'), 'apply', playbook, '-i', inventory, '--yes'],
        { env: { ...process.env, RULERUN_STATE_DIR: stateDir }, stdio: 'ignore' },
      );
      const ended = new Promise((resolve) => child.once('close', resolve));
      // Not the proof, only the moment of the cut.
      await sleep(Math.random() * 4_000);
      child.kill(signal);
      await ended;
      const runs = (await readdir(join(stateDir, 'runs')).catch(() => [])).sort();
      for (const run of runs.slice(-1)) {
        const back = await rulerun(['rollback', run, '--yes'], stateDir);
        // A rollback has nothing to go back to itself.
        expect([0, 2], `${signal}: ${back.all}`).toContain(back.exitCode);
      }
      expect(await on('node1', `cat ${FILE}`), `round ${round}, ${signal}`).toBe('a=1');
      expect(await on('node1', 'ls -d /var/lib/rulerun/lock 2>/dev/null || :')).toBe('');
    }
    const whole = await rulerun(['apply', playbook, '-i', inventory, '--yes'], stateDir);
    expect(whole.exitCode, whole.all).toBe(0);
    await rulerun(['rollback', 'last', '--yes'], stateDir);
  }, 900_000);
});

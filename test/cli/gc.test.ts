import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { rulerun, test } from './command.ts';
import { sandboxInventory, sandboxReason } from './sandbox.ts';

test('with nothing to remove it says so', async ({ stateDir }) => {
  const nothing = await rulerun(['gc', '--state-dir', stateDir]);
  expect(nothing).toMatchObject({ exitCode: 0, out: 'this machine: nothing is old enough\n', err: '' });
});

test('a duration that is none is an error of the command line', async ({ stateDir }) => {
  const wrong = await rulerun(['gc', '--older-than', 'a month', '--state-dir', stateDir]);
  expect(wrong.exitCode, wrong.all).toBe(2);
});

describe.runIf(sandboxReason === undefined)('on hosts', () => {
  test('a run that was rolled back goes there and here', async ({ folder, stateDir }) => {
    const inventory = await sandboxInventory(folder);
    const run = (...argv: readonly string[]): ReturnType<typeof rulerun> =>
      rulerun([...argv, '--state-dir', stateDir]);
    const path = join(folder, 'play.yml');
    const task = '{name: Write, copy: {content: "x\\n", dest: /etc/gc-test}}';
    await writeFile(path, `- hosts: node1\n  become: true\n  tasks:\n    - ${task}\n`);
    for (const argv of [
      ['apply', path, '-i', inventory],
      ['rollback', 'last'],
    ]) {
      const done = await run(...argv, '--yes');
      expect(done.exitCode, done.all).toBe(0);
    }
    const [first = '', second = ''] = (await readdir(join(stateDir, 'runs'))).sort();
    const ask = ['gc', '-i', inventory, '-l', 'node1', '--older-than', '1s'] as const;
    const told = (verb: string): string =>
      [
        `node1: ${verb} the record of run ${first}\n`,
        `this machine: ${verb} the record of run ${first}\n`,
        `this machine: ${verb} the record of run ${second}\n`,
      ].join('');
    // A run counts from its beginning here, and from its end on the host.
    await expect.poll(async () => (await run(...ask, '--check')).out).toBe(told('would remove'));
    expect((await readdir(join(stateDir, 'runs'))).sort()).toEqual([first, second]);
    expect(await run(...ask)).toMatchObject({ exitCode: 0, out: told('removed'), err: '' });
    expect(await readdir(join(stateDir, 'runs'))).toEqual([]);
  });

  test('it looks into the place of the user that it is told to work as', async ({ folder, stateDir }) => {
    const hosts = ['-i', await sandboxInventory(folder), '-l', 'node1', '--become-user', 'app'];
    const missed = await rulerun(['gc', ...hosts, '--state-dir', stateDir]);
    // In a sandbox there is nobody but root.
    expect(missed.err).toContain('node1: nothing was removed: cannot become app');
    expect(missed.exitCode, missed.all).toBe(4);
  });

  test('a host that cannot be reached is named, and the exit code tells', async ({ folder, stateDir }) => {
    const inventory = join(folder, 'hosts');
    await writeFile(inventory, 'gone ansible_host=127.0.0.1 ansible_port=1\n');
    const missed = await rulerun(['gc', '-i', inventory, '--state-dir', stateDir]);
    expect(missed.exitCode, missed.all).toBe(4);
    expect(missed.err).toContain('gone: nothing was removed: ');
  });
});

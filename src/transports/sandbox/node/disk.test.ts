import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { testFolder } from '../../../../test/contracts/in-process-sshd.ts';
import { keyAt } from '../keys.ts';
import { newSandbox, noNodes } from '../nodes.test-kit.ts';
import { resetSandbox, sandboxStatus } from './disk.ts';
import { furnish } from './furnish.ts';

test('where there is no sandbox there is nothing to reset and nothing to tell', async () => {
  using folder = testFolder();
  await resetSandbox(folder.path);
  await expect(resetSandbox(folder.path, 'node1')).rejects.toThrow('there is no sandbox node node1');
  expect(await sandboxStatus(folder.path)).toEqual([]);
  expect(existsSync(join(folder.path, 'sandbox'))).toBe(false);
});

test('a disk is made whole whatever the umask is, and what was changed on it stays', () => {
  using folder = testFolder();
  const umask = process.umask(0o077);
  onTestFinished(() => void process.umask(umask));
  const root = join(folder.path, 'node', 'root');
  mkdirSync(join(folder.path, 'node'));
  furnish(join(folder.path, 'node'), 'node');
  const modeOf = (path: string): string => (statSync(join(root, path)).mode & 0o7777).toString(8);
  expect(
    ['etc', 'etc/systemd/system', 'tmp', 'root', 'etc/passwd', 'etc/sysconfig/iptables'].map(modeOf),
  ).toEqual(['755', '755', '1777', '700', '644', '600']);
  writeFileSync(join(root, 'etc/hostname'), 'changed\n');
  furnish(join(folder.path, 'node'), 'node');
  expect(readFileSync(join(root, 'etc/hostname'), 'utf8')).toBe('changed\n');
});

test('a disk that was not finished is made anew', () => {
  using folder = testFolder();
  mkdirSync(join(folder.path, 'root/etc'), { recursive: true });
  writeFileSync(join(folder.path, 'root/etc/hostname'), 'half');
  furnish(folder.path, 'node7');
  expect(readFileSync(join(folder.path, 'root/etc/hostname'), 'utf8')).toBe('node7\n');
});

test('all who ask for a key at once get the same one, which stays', async () => {
  using folder = testFolder();
  // Others come while the first is at work, each time a little later.
  for (let turns = 0; turns < 40; turns += 1) {
    const path = join(folder.path, `deep/${turns}/key`);
    const asked: ReturnType<typeof keyAt>[] = [];
    for (let asker = 0; asker < 3; asker += 1) {
      asked.push(keyAt(path));
      for (let turn = 0; turn < turns; turn += 1) await setImmediate();
    }
    const keys = [...(await Promise.all(asked)), await keyAt(path)];
    expect(new Set(keys.map(({ fingerprint }) => fingerprint)).size).toBe(1);
    expect(keys[0]?.fingerprint).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
  }
});

describe.skipIf(noNodes !== undefined)('with nodes', () => {
  test('a node that is powered on is not reset, and the others neither', async () => {
    await using sandbox = newSandbox();
    await sandbox.say('echo mine >/etc/mine', 'node1');
    await sandbox.say('echo mine >/etc/mine', 'node2');
    expect(await sandboxStatus(sandbox.stateDir)).toEqual([
      expect.stringMatching(
        /^node1 {2}powered on {2}(this machine's iptables|a stand-in for iptables) {2}disk \//,
      ),
      expect.stringMatching(/^node2 {2}powered on/),
    ]);
    await expect(resetSandbox(sandbox.stateDir)).rejects.toMatchObject({
      code: 'SANDBOX_IN_USE',
      message: 'sandbox node node1 is powered on by another rulerun',
    });
    await sandbox.powerOff();
    expect((await sandbox.say('cat /etc/mine', 'node1')).stdout).toBe('mine\n');
    await sandbox.powerOff();
    await resetSandbox(sandbox.stateDir, 'node1');
    expect((await sandbox.say('cat /etc/mine', 'node1')).exitCode).toBe(1);
    expect((await sandbox.say('cat /etc/mine', 'node2')).exitCode).toBe(0);
  });
});

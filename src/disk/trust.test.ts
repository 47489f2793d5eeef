import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testFolder } from '../../test/contracts/in-process-sshd.ts';
import { believed, distrustOf, type Trusted } from './trust.ts';

const me = process.getuid?.() ?? 0;
const mine: Trusted = { users: new Set([0, me]), groups: new Set([0]) };
const strangers: Trusted = { users: new Set([12_345]), groups: new Set() };

test.for<readonly [what: string, modes: Readonly<Record<string, number>>, why: string | undefined]>([
  ['all is mine alone', {}, undefined],
  ['a file of everybody', { 'a/b/file': 0o646 }, 'a/b/file can be written by everybody'],
  ['a folder of everybody', { 'a/b': 0o757 }, 'a/b can be written by everybody'],
  ['a folder further up', { a: 0o757 }, 'a can be written by everybody'],
  ['a sticky folder of everybody', { a: 0o1777 }, undefined],
])('%s', async ([, modes, why]) => {
  using folder = testFolder();
  mkdirSync(join(folder.path, 'a/b'), { recursive: true, mode: 0o755 });
  writeFileSync(join(folder.path, 'a/b/file'), 'x', { mode: 0o644 });
  for (const [path, mode] of Object.entries(modes)) chmodSync(join(folder.path, path), mode);
  symlinkSync(join(folder.path, 'a/b/file'), join(folder.path, 'link'));
  for (const path of ['a/b/file', 'link', 'a/../a/b/file']) {
    const found = distrustOf(join(folder.path, path), mine);
    expect(found?.why).toBe(why === undefined ? undefined : `${folder.path}/${why}`);
    if (found !== undefined) expect(found.way).toMatch(/^chmod go-w \//);
  }
});

test('a file of another user is told with its owner', async () => {
  using folder = testFolder();
  const path = join(folder.path, 'file');
  writeFileSync(path, 'x');
  expect(distrustOf(path, strangers)).toEqual({
    why: `${path} belongs to another user (uid ${me})`,
    way: `chown root ${path}`,
  });
});

test('a file that is not there is nobody’s', async () => {
  expect(distrustOf('/nowhere/at/all', mine)).toBeUndefined();
  expect(distrustOf('/nowhere', strangers)).toBeUndefined();
});

test('an ordinary user believes everybody, root himself and whoever became root by sudo', async () => {
  expect(believed(1000, {})).toBeUndefined();
  expect([...(believed(0, { SUDO_UID: '1000', SUDO_GID: '1001' })?.users ?? [])]).toEqual(
    expect.arrayContaining([0, 1000]),
  );
  expect(believed(0, {})?.users.has(1000)).toBe(false);
});

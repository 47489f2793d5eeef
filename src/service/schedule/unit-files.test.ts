import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from 'vitest';
import { removeUnits, withUnits } from './unit-files.ts';
import { MARK } from './unit-text.ts';

const test = base.extend<{ folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads what a fixture needs from this pattern
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'rulerun-unit-files-'));
    await use(folder);
    await rm(folder, { recursive: true });
  },
});

const units = (word: string) =>
  ['a.service', 'a.timer'].map((name) => ({ name, text: `${MARK}\n# ${word}\n` }));
const nothing = async (): Promise<void> => undefined;

test('units are written for everybody to read, into a folder that need not be there yet', async ({
  folder,
}) => {
  const deep = join(folder, 'systemd/user');
  await withUnits(deep, units('one'), false, nothing);
  expect((await readdir(deep)).toSorted()).toEqual(['a.service', 'a.timer']);
  expect((await stat(join(deep, 'a.timer'))).mode & 0o777).toBe(0o644);
});

test('ours are replaced only when that is said', async ({ folder }) => {
  await withUnits(folder, units('one'), false, nothing);
  await expect(withUnits(folder, units('two'), false, nothing)).rejects.toThrow('already');
  await withUnits(folder, units('two'), true, nothing);
  expect(await readFile(join(folder, 'a.timer'), 'utf8')).toContain('two');
});

test('those of others are never replaced or removed, a masked one among them', async ({ folder }) => {
  await writeFile(join(folder, 'a.service'), '[Service]\n');
  await symlink('/dev/null', join(folder, 'b.timer'));
  await expect(withUnits(folder, units('one'), true, nothing)).rejects.toMatchObject({ code: 'UNIT_TAKEN' });
  expect(await readdir(folder)).not.toContain('a.timer');
  expect(await removeUnits(folder, ['a.service', 'b.timer', 'c.timer'])).toEqual([
    join(folder, 'a.service'),
    join(folder, 'b.timer'),
  ]);
});

test('when what follows fails the folder is as it was', async ({ folder }) => {
  const fail = async (): Promise<void> => {
    throw new Error('systemd said no');
  };
  await expect(withUnits(folder, units('one'), false, fail)).rejects.toThrow('systemd said no');
  expect(await readdir(folder)).toEqual([]);
  await withUnits(folder, units('one'), false, nothing);
  await expect(withUnits(folder, units('two'), true, fail)).rejects.toThrow('systemd said no');
  expect(await readFile(join(folder, 'a.timer'), 'utf8')).toContain('one');
});

test('a folder that cannot be one is an error with a way out', async ({ folder }) => {
  await mkdir(join(folder, 'x'));
  await writeFile(join(folder, 'x/file'), '');
  await expect(withUnits(join(folder, 'x/file/deep'), units('one'), false, nothing)).rejects.toMatchObject({
    exitCode: 2,
  });
});

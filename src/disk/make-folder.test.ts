import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from 'vitest';
import { makeFolder } from './make-folder.ts';

const test = base.extend<{ folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads what a fixture needs from this pattern
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'rulerun-folder-'));
    await use(folder);
    await rm(folder, { recursive: true });
  },
});

test('what is missing above a folder is made with it, with its mode', async ({ folder }) => {
  await makeFolder(join(folder, 'a', 'b', 'c'), 0o700);
  expect((await stat(join(folder, 'a'))).mode & 0o777).toBe(0o700);
  expect((await stat(join(folder, 'a', 'b', 'c'))).mode & 0o777).toBe(0o700);
  await makeFolder(join(folder, 'a', 'b'), 0o700);
});

test('many who make folders side by side below the same that are missing do not disturb each other', async ({
  folder,
}) => {
  for (const round of ['1', '2', '3', '4', '5', '6', '7', '8']) {
    const names = Array.from({ length: 30 }, (_, index) => join(folder, round, 'b', 'c', String(index)));
    await Promise.all(names.map((name) => makeFolder(name, 0o700)));
  }
});

test('a file in the way is an error', async ({ folder }) => {
  await writeFile(join(folder, 'file'), '');
  await expect(makeFolder(join(folder, 'file'), 0o700)).rejects.toMatchObject({ code: 'EEXIST' });
  await expect(makeFolder(join(folder, 'file', 'x'), 0o700)).rejects.toMatchObject({ code: 'ENOTDIR' });
});

test.for(['/proc/x', '/proc/x/y/z', '/proc/self/x', '/dev/null/x'])(
  '%s takes no folder, and that is found at once',
  async (path) => {
    await expect(makeFolder(path, 0o700)).rejects.toHaveProperty('code');
  },
);

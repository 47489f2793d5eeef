import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from 'vitest';
import { livingHolder, takeLock } from './lock.ts';
import { thisProcess } from './process-identity.ts';

const SINCE = '2026-11-29T02:00:00.000Z';

const test = base.extend<{ folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads what a fixture needs from this pattern
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'rulerun-lock-'));
    await use(folder);
    await rm(folder, { recursive: true });
  },
});

test('a second one is refused and told who has it; after the first there is nothing left', async ({
  folder,
}) => {
  const path = join(folder, 'l');
  {
    const first = await takeLock(path, SINCE);
    if (first.kind !== 'held') throw new Error('the first was refused');
    await using _held = first;
    expect(await takeLock(path, SINCE)).toMatchObject({
      kind: 'taken',
      by: { pid: process.pid, since: SINCE },
    });
    expect(await livingHolder(path)).toMatchObject({ pid: process.pid });
    expect(await readdir(folder)).toEqual(['l']);
  }
  expect(await readdir(folder)).toEqual([]);
  expect(await livingHolder(path)).toBeUndefined();
});

test.for([
  ['its machine was started again', { boot: 'another' }],
  ['its number is another process now', { startedAt: '1' }],
  ['there is no such process', { pid: 4_194_304 + 1 }],
] as const)('what a dead one left is cleared away: %s', async ([, changes], { folder }) => {
  const path = join(folder, 'l');
  await writeFile(
    path,
    JSON.stringify({ ...(await thisProcess()), token: 'dead', since: SINCE, ...changes }),
  );
  expect((await takeLock(path, SINCE)).kind).toBe('held');
  expect(await readdir(folder)).toEqual(['l']);
});

test('one in another namespace cannot be seen, so it lives', async ({ folder }) => {
  const path = join(folder, 'l');
  const other = {
    ...(await thisProcess()),
    pid: 4_194_305,
    namespace: 'pid:[1]',
    token: 'far',
    since: SINCE,
  };
  await writeFile(path, JSON.stringify(other));
  expect((await takeLock(path, SINCE)).kind).toBe('taken');
});

test.for(['', 'not json', '{"pid":"1"}', '[]'])(
  'a file that says `%s` is not taken for free',
  async (text, { folder }) => {
    const path = join(folder, 'l');
    await writeFile(path, text);
    expect(await takeLock(path, SINCE)).toEqual({ kind: 'taken', by: undefined });
    expect(await readFile(path, 'utf8')).toBe(text);
  },
);

test('of many that find a dead one at once exactly one takes its place', async ({ folder }) => {
  for (let round = 0; round < 20; round += 1) {
    const path = join(folder, `l${round}`);
    const dead = { ...(await thisProcess()), startedAt: '1', token: 'dead', since: SINCE };
    await writeFile(path, JSON.stringify(dead));
    const attempts = await Promise.all(Array.from({ length: 8 }, () => takeLock(path, SINCE)));
    expect(attempts.filter(({ kind }) => kind === 'held')).toHaveLength(1);
  }
});

test('one who died while clearing does not stand in the way', async ({ folder }) => {
  const path = join(folder, 'l');
  const dead = { ...(await thisProcess()), startedAt: '1', since: SINCE };
  await writeFile(path, JSON.stringify({ ...dead, token: 'a' }));
  await writeFile(`${path}.a.clearing`, JSON.stringify({ ...dead, token: 'b' }));
  expect((await takeLock(path, SINCE)).kind).toBe('held');
  expect(await readdir(folder)).toEqual(['l']);
});

test('a process that was killed with -9 holds nothing any more', async ({ folder }) => {
  const path = join(folder, 'l');
  const child = spawn('sleep', ['600']);
  const stat = await readFile(`/proc/${child.pid}/stat`, 'utf8');
  const startedAt = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  const holder = { ...(await thisProcess()), pid: child.pid, startedAt, token: 'child', since: SINCE };
  await writeFile(path, JSON.stringify(holder));
  expect(await takeLock(path, SINCE)).toMatchObject({ kind: 'taken', by: { pid: child.pid } });
  const gone = new Promise((resolve) => child.once('close', resolve));
  child.kill('SIGKILL');
  await gone;
  expect((await takeLock(path, SINCE)).kind).toBe('held');
});

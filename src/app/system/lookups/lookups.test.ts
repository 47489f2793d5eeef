import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, describe, expect } from 'vitest';
import { localLookups } from './lookups.ts';

const test = base.extend<{ folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads the first parameter
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'lookups-'));
    await use(folder);
    rmSync(folder, { recursive: true });
  },
});

const nothing = new Set<never>();

describe('files of this machine', () => {
  test('are read, looked at and listed', ({ folder }) => {
    const { lookups } = localLookups({}, nothing);
    const path = join(folder, 'a');
    writeFileSync(path, 'text');
    symlinkSync(path, join(folder, 'link'));
    expect(lookups.read(path)).toEqual({ kind: 'content', bytes: Buffer.from('text') });
    expect(lookups.read(join(folder, 'none'))).toEqual({ kind: 'missing' });
    expect(lookups.read(join(path, 'below'))).toEqual({ kind: 'missing' });
    expect(lookups.read(folder)).toEqual({ kind: 'unreadable', why: 'it is a folder' });
    expect(lookups.look(join(folder, 'link'), 'keep')).toMatchObject({ kind: 'link' });
    expect(lookups.look(join(folder, 'link'), 'follow')).toEqual(lookups.look(path, 'keep'));
    expect(lookups.look(join(folder, 'none'), 'follow')).toBeUndefined();
    expect(lookups.list(folder)?.toSorted()).toEqual(['a', 'link']);
    expect(lookups.list(path)).toBeUndefined();
    expect(lookups.realPath(join(folder, 'link'))).toBe(lookups.realPath(path));
    expect(lookups.realPath(join(folder, 'no', 'such'))).toBe(join(lookups.realPath(folder), 'no/such'));
  });

  test('may not be larger than a template has use for', ({ folder }) => {
    const path = join(folder, 'large');
    writeFileSync(path, Buffer.alloc(16 * 1024 * 1024 + 1));
    const why = 'it is larger than 16 MiB';
    expect(localLookups({}, nothing).lookups.read(path)).toEqual({ kind: 'unreadable', why });
  });
});

test('the environment is what the command was given', () => {
  const { lookups } = localLookups({ A: 'b', HOME: '/h' }, nothing);
  expect([lookups.environment('A'), lookups.environment('PATH')]).toEqual(['b', undefined]);
  expect([lookups.home(undefined), lookups.home('root'), lookups.home('no such user')]).toEqual([
    '/h',
    '/root',
    undefined,
  ]);
});

describe('a command', () => {
  test('is run only where somebody allowed it', ({ folder }) => {
    const { lookups } = localLookups({}, nothing);
    const hint = 'where that is meant, allow it: --allow-lookup pipe';
    expect(lookups.run(`touch ${folder}/ran`, folder)).toMatchObject({ kind: 'refused', hint });
    expect(existsSync(join(folder, 'ran'))).toBe(false);
  });

  test('is run once, in its folder', ({ folder }) => {
    const { lookups } = localLookups({}, new Set(['pipe' as const]));
    const command = 'echo again >> runs; wc -l < runs';
    expect(lookups.run(command, folder)).toEqual({ kind: 'text', text: '1\n' });
    expect(lookups.run(command, folder)).toEqual({ kind: 'text', text: '1\n' });
    expect(readFileSync(join(folder, 'runs'), 'utf8')).toBe('again\n');
  });

  test.for([
    ['exit 3', 'the command `exit 3` ended with exit code 3'],
    ['kill -9 $$', 'the command `kill -9 $$` was ended by SIGKILL'],
  ] as const)('that fails tells how: %s', ([command, why]) => {
    const { lookups } = localLookups({}, new Set(['pipe' as const]));
    expect(lookups.run(command, '/')).toMatchObject({ kind: 'refused', why });
  });
});

describe('a web server', () => {
  const request = {
    headers: { 'X-A': 'b' },
    timeoutMs: 20_000,
    user: 'u',
    password: 'p',
    checksCertificates: true,
  };

  test('is asked only where somebody allowed it', () => {
    const { lookups } = localLookups({}, nothing);
    const hint = 'where that is meant, allow it: --allow-lookup url';
    expect(lookups.fetch({ ...request, url: 'http://127.0.0.1:1/' })).toMatchObject({
      kind: 'refused',
      hint,
    });
  });

  test('answers, or it is told why not', async () => {
    const serve = `const s = require('http').createServer((q, a) => { a.statusCode = q.url === '/no' ? 404 : 200;
      a.end([q.url, q.headers['x-a'], q.headers.authorization].join(' ')); }).listen(0, '127.0.0.1', () => console.log(s.address().port))`;
    const server = spawn(process.execPath, ['-e', serve], { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      const [port] = (await once(server.stdout, 'data')) as [Buffer];
      const url = `http://127.0.0.1:${String(port).trim()}`;
      const { lookups } = localLookups({}, new Set(['url' as const]));
      expect(lookups.fetch({ ...request, url: `${url}/yes` })).toEqual({
        kind: 'text',
        text: '/yes b Basic dTpw',
      });
      expect(lookups.fetch({ ...request, url: `${url}/no` })).toMatchObject({
        why: `${url}/no: it answered 404`,
      });
      expect(lookups.fetch({ ...request, url: 'http://127.0.0.1:1/' })).toMatchObject({ kind: 'refused' });
    } finally {
      server.kill();
    }
  });
});

describe('a text that a template keeps', () => {
  test('is in memory until the run may change something', ({ folder }) => {
    const { lookups, commit } = localLookups({}, nothing);
    const path = join(folder, 'deep/password');
    expect(lookups.keep(path, 'one')).toEqual({ kind: 'text', text: 'one' });
    expect(lookups.read(path)).toEqual({ kind: 'content', bytes: Buffer.from('one\n') });
    expect(existsSync(path)).toBe(false);
    commit();
    expect(readFileSync(path, 'utf8')).toBe('one\n');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    lookups.keep(join(folder, 'later'), 'two');
    expect(readFileSync(join(folder, 'later'), 'utf8')).toBe('two\n');
  });

  test('that cannot be written ends the run before it changes a host', ({ folder }) => {
    const { lookups, commit } = localLookups({}, nothing);
    mkdirSync(join(folder, 'taken'));
    lookups.keep(join(folder, 'taken'), 'one');
    expect(commit).toThrow(expect.objectContaining({ code: 'LOOKUP_UNKEPT', exitCode: 4 }));
  });
});

test('chance is the same for the same key, another for another, and even', () => {
  const { lookups } = localLookups({}, nothing);
  const draws = (key: string): readonly number[] => {
    const chance = lookups.chance(key);
    return Array.from({ length: 400 }, () => chance.below(7));
  };
  expect(draws('a')).toEqual(draws('a'));
  expect(draws('a')).not.toEqual(draws('b'));
  expect(draws('a')).not.toEqual(localLookups({}, nothing).lookups.chance('a'));
  expect(new Set(draws('c'))).toEqual(new Set([0, 1, 2, 3, 4, 5, 6]));
});

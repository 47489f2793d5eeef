import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../model/values/json.ts';
import { said } from '../../../probes/said.test-kit.ts';
import { withDefaults } from '../../defaults.test-kit.ts';
import {
  applyTo,
  decideOn,
  disk,
  type Entry,
  FOLDER,
  file,
  NO_CONTEXT,
} from '../host-file/model-disk.test-kit.ts';
import { copy as bareCopy } from './action.ts';

const copy = withDefaults(bareCopy);

const FILES = { ...NO_CONTEXT, files: new Map([['files/motd', Buffer.from('new\n')]]) };
const decide = (entries: Readonly<Record<string, Entry>>, params: JsonObject) =>
  decideOn(disk(entries), copy, params, FILES);

describe('what is written where', () => {
  test.for<readonly [Readonly<Record<string, Entry>>, JsonObject, readonly string[] | 'satisfied']>([
    [{}, { dest: '/etc/a', content: 'x' }, ['write /etc/a']],
    [{ '/etc/a': file('x') }, { dest: '/etc/a', content: 'x' }, 'satisfied'],
    [{ '/etc/a': file('y') }, { dest: '/etc/a', content: 'x' }, ['write /etc/a']],
    [{ '/etc/a': file('y') }, { dest: '/etc/a', content: 'x', force: false }, 'satisfied'],
    [{ '/etc/a': file('x') }, { dest: '/etc/a', content: 'x', mode: '0644' }, 'satisfied'],
    [{ '/etc/a': file('x') }, { dest: '/etc/a', content: 'x', mode: '0600' }, ['attributes /etc/a']],
    [{ '/etc/a': file('x') }, { dest: '/etc/a', content: 'x', owner: 'root', group: '0' }, 'satisfied'],
    [{ '/etc/a': file('x') }, { dest: '/etc/a', content: 'x', owner: 'web' }, ['attributes /etc/a']],
    [{}, { dest: '/etc/a', src: 'files/motd' }, ['write /etc/a']],
    [{ '/etc/d': FOLDER }, { dest: '/etc/d', src: 'files/motd' }, ['write /etc/d/motd']],
    [{ '/etc/d': FOLDER }, { dest: '/etc/d/', src: 'files/motd' }, ['write /etc/d/motd']],
    [{}, { dest: '/etc/d/', src: 'files/motd' }, ['directory /etc/d', 'write /etc/d/motd']],
    [{}, { dest: '/etc/d/e/', src: 'files/motd' }, ['directory /etc/d/e', 'write /etc/d/e/motd']],
    [
      { '/etc/l': { kind: 'link', to: 'a' }, '/etc/a': file('x') },
      { dest: '/etc/l', content: 'x' },
      ['remove /etc/l', 'write /etc/l'],
    ],
    [
      { '/etc/l': { kind: 'link', to: 'a' }, '/etc/a': file('x') },
      { dest: '/etc/l', content: 'x', follow: true },
      'satisfied',
    ],
    [
      { '/etc/l': { kind: 'link', to: 'a' }, '/etc/a': file('x') },
      { dest: '/etc/l', content: 'y', follow: true },
      ['write /etc/l'],
    ],
    [
      { '/etc/l': { kind: 'link', to: 'no' } },
      { dest: '/etc/l', content: 'y' },
      ['remove /etc/l', 'write /etc/l'],
    ],
    [{}, { dest: '//etc///a', content: 'x' }, ['write /etc/a']],
  ])('%j, wanted %j: %j', ([entries, params, operations]) => {
    const decision = decide(entries, params);
    if (operations === 'satisfied') expect(decision.kind).toBe('satisfied');
    else if (decision.kind !== 'change') expect(decision).toBe('a change');
    else
      expect(decision.change.apply.map((each) => `${each.kind} ${'path' in each ? each.path : ''}`)).toEqual(
        operations,
      );
  });
});

test.for<readonly [Readonly<Record<string, Entry>>, JsonObject, string]>([
  [{}, { dest: '/etc/no/a', content: 'x' }, 'the folder /etc/no does not exist'],
  [{ '/etc/d': FOLDER }, { dest: '/etc/d', content: 'x' }, '/etc/d is a folder, and `content` has no name'],
  [{ '/etc/a': file('') }, { dest: '/etc/a/', src: 'files/motd' }, '/etc/a is not a folder'],
  [
    { '/etc/d': FOLDER, '/etc/d/motd': FOLDER },
    { dest: '/etc/d', src: 'files/motd' },
    '/etc/d/motd is a folder',
  ],
  [
    { '/etc/l': { kind: 'link', to: 'no' } },
    { dest: '/etc/l', content: 'y', follow: true },
    '/etc/l is a symbolic link to no, and there is nothing',
  ],
  [
    { '/etc/a': file('') },
    { dest: '/etc/a/b', content: 'x' },
    '/etc/a/b cannot be made: /etc/a is not a folder',
  ],
  [{}, { dest: '/etc/a', content: 'x', owner: 'nobody-here' }, 'this host has no user nobody-here'],
  [{}, { dest: '/etc/a', content: 'x', group: 'no-group' }, 'this host has no group no-group'],
  [{}, { dest: '/etc/a', src: 'files/other' }, 'the file files/other was not read'],
  [
    {},
    { dest: '/etc/a', content: 'x'.repeat(1_048_577) },
    'the content has 1048577 bytes, at most 1048576 can be copied',
  ],
])('%j, wanted %j: refused, %s', ([entries, params, why]) => {
  expect(decide(entries, params)).toMatchObject({ kind: 'refused', why, hint: expect.any(String) });
});

const seen = (lines: readonly string[]) =>
  copy.plan({ dest: '/etc/a', content: 'x' }, [said(`${lines.join('\n')}\n`)], NO_CONTEXT);

test.for([
  [
    ['stat 81a4 0 0 1 2 root root 1', 'real /etc/a', 'parent /etc'],
    '/etc/a has 2 hard links, and writing it would change or part them',
  ],
  [['stat 11a4 0 0 1 1 root root 1', 'real /etc/a', 'parent /etc'], '/etc/a is a fifo, not a file'],
  [['stat c1a4 0 0 1 1 root root 1', 'real /etc/a', 'parent /etc'], '/etc/a is a socket, not a file'],
  [
    ['stat 81a4 0 0 1 1 root root 1', 'real /etc/a', 'parent /etc', 'immutable /etc/a'],
    '/etc/a is immutable (chattr +i or +a)',
  ],
  [['absent', 'parent /etc', 'immutable /etc'], '/etc is immutable (chattr +i or +a)'],
  [['absent', 'parent /etc', 'readonly /etc'], '/etc cannot be written to'],
  [
    ['stat 81a4 0 0 1 1 root root 1', 'real /etc/a', 'parent /etc', 'mounted /etc/a'],
    '/etc/a is a file that is mounted there, and nothing can take its place',
  ],
] as const)('%j is refused: %s', ([lines, why]) => {
  expect(seen(lines)).toMatchObject({ kind: 'refused', why, hint: expect.any(String) });
});

test('a large file is replaced without being shown', () => {
  expect(seen(['stat 81a4 0 0 2000000 1 root root 1', 'real /etc/a', 'parent /etc'])).toMatchObject({
    change: { diff: [{ kind: 'state', subject: '/etc/a', before: '2000000 bytes', after: '1 bytes' }] },
  });
});

describe('what is shown', () => {
  test.for<readonly [Readonly<Record<string, Entry>>, JsonObject, readonly object[]]>([
    [
      {},
      { dest: '/etc/a', content: 'x\n' },
      [{ kind: 'text', subject: '/etc/a', before: undefined, after: 'x\n' }],
    ],
    [
      { '/etc/a': file('y\n') },
      { dest: '/etc/a', content: 'x\n' },
      [{ kind: 'text', before: 'y\n', after: 'x\n' }],
    ],
    [
      { '/etc/a': file('\0') },
      { dest: '/etc/a', content: 'x\n' },
      [{ kind: 'state', before: 'binary, 1 bytes', after: '2 bytes' }],
    ],
    [
      { '/etc/a': file('\xff') },
      { dest: '/etc/a', content: 'x\n' },
      [{ kind: 'state', before: 'binary, 1 bytes', after: '2 bytes' }],
    ],
    [
      { '/etc/a': file('y', '0600', 1000) },
      { dest: '/etc/a', content: 'x', mode: '0644', owner: 'root' },
      [
        { kind: 'text' },
        { subject: 'mode', before: '0600', after: '0644' },
        { subject: 'owner', before: 'web', after: 'root' },
      ],
    ],
    [
      { '/etc/l': { kind: 'link', to: 'a' }, '/etc/a': file('y') },
      { dest: '/etc/l', content: 'x' },
      [
        { subject: '/etc/l', before: 'link to a', after: 'file' },
        { kind: 'text', before: 'y', after: 'x' },
      ],
    ],
  ])('%j, wanted %j: %j', ([entries, params, diff]) => {
    expect(decide(entries, params)).toMatchObject({ change: { diff } });
  });
});

test('a link that gives way to a file is told', () => {
  expect(decide({ '/etc/l': { kind: 'link', to: 'a' } }, { dest: '/etc/l', content: 'x' })).toMatchObject({
    change: {
      impact: ['replaces the symbolic link /etc/l, which points to a, by a file'],
      preserve: ['/etc/l'],
    },
  });
});

test('a folder that was made for the file goes with it', () => {
  const host = disk({});
  const decision = decideOn(host, copy, { dest: '/etc/d/e/', src: 'files/motd', mode: '0600' }, FILES);
  if (decision.kind !== 'change') throw new Error(decision.kind);
  expect(decision.change.preserve).toEqual(['/etc/d']);
  const undo = applyTo(host, decision.change);
  expect(host.get('/etc/d/e/motd')).toMatchObject({ mode: '0600', text: 'new\n' });
  undo();
  expect(host).toEqual(disk({}));
});

test('reads only the file it is told to', () => {
  expect(copy.localFiles({ dest: '/a', src: 'files/motd' })).toEqual(['files/motd']);
  expect(copy.localFiles({ dest: '/a', content: 'x' })).toEqual([]);
});

import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../model/values/json.ts';
import { said } from '../../../probes/said.test-kit.ts';
import { withDefaults } from '../../defaults.test-kit.ts';
import {
  decideOn,
  disk,
  type Entry,
  FOLDER,
  NO_CONTEXT,
  file as plain,
} from '../host-file/model-disk.test-kit.ts';
import { file as bareFile } from './action.ts';

const file = withDefaults(bareFile);

type Entries = Readonly<Record<string, Entry>>;
const LINK: Entry = { kind: 'link', to: 'a' };
const HERE = { '/etc/a': plain('x') };

describe('what it comes to', () => {
  test.for<readonly [Entries, JsonObject, readonly string[] | 'satisfied']>([
    [HERE, { path: '/etc/a', state: 'file' }, 'satisfied'],
    [HERE, { path: '/etc/a' }, 'satisfied'],
    [HERE, { path: '/etc/a', mode: '0600' }, ['attributes /etc/a']],
    [HERE, { path: '/etc/a', mode: '0644', owner: '0' }, 'satisfied'],
    [{ ...HERE, '/etc/l': LINK }, { path: '/etc/l', mode: '0600' }, ['attributes /etc/a']],
    [{ '/etc/d': FOLDER }, { path: '/etc/d', mode: '0700' }, ['attributes /etc/d']],
    [{ '/etc/d': FOLDER }, { path: '/etc/d', state: 'directory' }, 'satisfied'],
    [{}, { path: '/etc/d', state: 'directory' }, ['directory /etc/d']],
    [{}, { path: '/etc/d/e/f', state: 'directory', mode: '0700' }, ['directory /etc/d/e/f']],
    [{}, { path: '/etc/d', recurse: true }, ['directory /etc/d']],
    [
      { '/etc/d': FOLDER, '/etc/d/x': plain('') },
      { path: '/etc/d', recurse: true, owner: 'web' },
      ['attributes /etc/d', 'attributes /etc/d/x'],
    ],
    [{ '/etc/d': FOLDER }, { path: '/etc/d', recurse: true, owner: 'root' }, 'satisfied'],
    [{}, { path: '/etc/a', state: 'absent' }, 'satisfied'],
    [HERE, { path: '/etc/a', state: 'absent' }, ['remove /etc/a']],
    [{ ...HERE, '/etc/l': LINK }, { path: '/etc/l', state: 'absent' }, ['remove /etc/l']],
    [{ '/etc/l': LINK }, { path: '/etc/l', state: 'absent' }, ['remove /etc/l']],
    [{ '/etc/d': FOLDER, '/etc/d/x': plain('') }, { path: '/etc/d/', state: 'absent' }, ['remove /etc/d']],
    [HERE, { path: '/etc/l', state: 'link', src: '/etc/a' }, ['link /etc/l']],
    [HERE, { path: '/etc/l', state: 'link', src: 'a' }, ['link /etc/l']],
    [{ ...HERE, '/etc/l': LINK }, { path: '/etc/l', state: 'link', src: 'a' }, 'satisfied'],
    [{ ...HERE, '/etc/l': LINK }, { path: '/etc/l', state: 'link', src: '/etc/a' }, ['link /etc/l']],
    [{}, { path: '/etc/l', state: 'link', src: 'no', force: true }, ['link /etc/l']],
    [{ ...HERE, '/etc/l': LINK }, { path: '/etc/l', state: 'link' }, 'satisfied'],
    [{ ...HERE, '/etc/l': LINK }, { path: '/etc/l', state: 'link', mode: '0600' }, ['attributes /etc/a']],
    [{ '/etc/l': LINK }, { path: '/etc/l', state: 'link', mode: '0600' }, 'satisfied'],
    [HERE, { path: '/etc/l', state: 'link', src: 'a', mode: '0600' }, ['link /etc/l', 'attributes /etc/a']],
    [HERE, { path: '/etc/l', state: 'link', src: 'a', mode: '0644' }, ['link /etc/l']],
    [{}, { path: '/etc/l', state: 'link', src: 'no', mode: '0600', force: true }, ['link /etc/l']],
    [
      { ...HERE, '/etc/b': plain('') },
      { path: '/etc/b', state: 'link', src: 'a', force: true },
      ['link /etc/b'],
    ],
    [
      { ...HERE, '/etc/d': FOLDER },
      { path: '/etc/d', state: 'link', src: 'a', force: true },
      ['remove /etc/d', 'link /etc/d'],
    ],
    [{}, { path: '/etc/a', state: 'touch' }, ['touch /etc/a']],
    [HERE, { path: '/etc/a', state: 'touch' }, ['touch /etc/a']],
    [
      HERE,
      { path: '/etc/a', state: 'touch', access_time: 'preserve', modification_time: 'preserve' },
      'satisfied',
    ],
    [
      {},
      { path: '/etc/a', state: 'touch', access_time: 'preserve', modification_time: 'preserve' },
      ['touch /etc/a'],
    ],
  ])('%j, wanted %j: %j', ([entries, params, operations]) => {
    const decision = decideOn(disk(entries), file, params);
    if (operations === 'satisfied') expect(decision.kind).toBe('satisfied');
    else if (decision.kind !== 'change') expect(decision).toBe('a change');
    else
      expect(decision.change.apply.map((each) => `${each.kind} ${'path' in each ? each.path : ''}`)).toEqual(
        operations,
      );
  });
});

test.for<readonly [Entries, JsonObject, string]>([
  [{}, { path: '/etc/a', state: 'file' }, '/etc/a does not exist'],
  [{}, { path: '/etc/a', mode: '0600' }, '/etc/a does not exist'],
  [{ '/etc/d': FOLDER }, { path: '/etc/d', state: 'file' }, '/etc/d is a directory, not a file'],
  [HERE, { path: '/etc/a', state: 'directory' }, '/etc/a is a file, not a folder'],
  [
    { '/etc/l': LINK },
    { path: '/etc/l', state: 'directory' },
    '/etc/l is a symbolic link to a, and there is nothing',
  ],
  [
    { '/etc/l': LINK },
    { path: '/etc/l', state: 'touch' },
    '/etc/l is a symbolic link to a, and there is nothing',
  ],
  [
    { ...HERE, '/etc/l': LINK },
    { path: '/etc/l', follow: false, mode: '0600' },
    '/etc/l is a symbolic link, which has no owner and mode of its own here',
  ],
  [{}, { path: '/etc', state: 'absent' }, '/etc is a folder that the host is made of'],
  [{}, { path: '/', state: 'absent' }, '/ is a folder that the host is made of'],
  [{}, { path: '/etc/l', state: 'link', src: 'no' }, 'no does not exist: the link would lead nowhere'],
  [
    { ...HERE, '/etc/b': plain('') },
    { path: '/etc/b', state: 'link', src: 'a' },
    '/etc/b is a file, not a link',
  ],
  [
    { ...HERE, '/etc/d': FOLDER, '/etc/d/x': plain('') },
    { path: '/etc/d', state: 'link', src: 'a', force: true },
    '/etc/d is a folder with something in it',
  ],
  [HERE, { path: '/etc/no/l', state: 'link', src: '/etc/a' }, 'the folder /etc/no does not exist'],
  [{}, { path: '/etc/no/a', state: 'touch' }, 'the folder /etc/no does not exist'],
  [HERE, { path: '/etc/a', state: 'touch', access_time: 'preserve' }, '`touch` sets both times or none'],
  [{}, { path: '/etc/l', state: 'link' }, '/etc/l does not exist, and nothing says where the link must lead'],
  [HERE, { path: '/etc/a', state: 'link' }, '/etc/a is a file, and nothing says where the link must lead'],
  [
    {},
    { path: '/etc/l', state: 'link', src: 'a', mode: '0600', follow: false },
    'a link has no owner and mode of its own here: leave out `follow: false` to set those of what it points to',
  ],
  [HERE, { path: '/etc/a', state: 'file', src: 'b' }, '`src` is only for `state: link`'],
  [HERE, { path: '/etc/a', state: 'file', recurse: true }, '`recurse` is only for folders'],
  [HERE, { path: '/etc/a', owner: 'nobody-here' }, 'this host has no user nobody-here'],
])('%j, wanted %j: refused, %s', ([entries, params, why]) => {
  expect(decideOn(disk(entries), file, params)).toMatchObject({
    kind: 'refused',
    why,
    hint: expect.any(String),
  });
});

const SEEN = 'stat 81a4 0 0 1 1 root root 1\nreal /etc/a\nparent /etc\n';
const LINK_SEEN = `link a\nowner 0 0 root root\nown parent /etc\nown readonly /etc\n${SEEN}`;

test.for<readonly [string, JsonObject, string | undefined]>([
  [`${SEEN}readonly /etc\nfixed /etc/a\n`, { path: '/etc/a', mode: '0600' }, '/etc/a cannot be written to'],
  [`${SEEN}readonly /etc\n`, { path: '/etc/a', mode: '0600' }, undefined],
  [`${SEEN}readonly /etc\n`, { path: '/etc/a', state: 'absent' }, '/etc cannot be written to'],
  [
    `${SEEN}fixed /etc/a\nmounted /etc/a\n`,
    { path: '/etc/a', state: 'absent' },
    '/etc/a is a file that is mounted',
  ],
  [LINK_SEEN, { path: '/etc/l', state: 'absent' }, '/etc cannot be written to'],
  [LINK_SEEN, { path: '/etc/l', state: 'link', src: 'b', force: true }, '/etc cannot be written to'],
  [`link a\n${SEEN}readonly /etc\n`, { path: '/srv/l', state: 'absent' }, undefined],
])('%j, wanted %j, in a place that is closed: %s', ([seen, params, why]) => {
  const answers = file.observe(params).map((_, index) => said(index === 0 ? seen : 'absent\nparent /etc\n'));
  const decision = file.plan(params, answers, NO_CONTEXT);
  if (why === undefined) expect(decision.kind).toBe('change');
  else expect(decision).toMatchObject({ kind: 'refused', why: expect.stringContaining(why), lasting: true });
});

const FOLDER_SEEN = 'stat 41ed 0 0 4096 2 root root 1\nreal /srv/d\nentries some\nparent /srv\n';
const remove = (tree: string, irreversible = false) =>
  file.plan({ path: '/srv/d', state: 'absent' }, [said(FOLDER_SEEN), said(tree)], {
    ...NO_CONTEXT,
    irreversible,
  });

describe('removing a folder', () => {
  test('keeps it aside', () => {
    expect(remove('kib 100\n')).toMatchObject({
      change: {
        preserve: ['/srv/d'],
        impact: ['removes all that is in /srv/d'],
        undo: { kind: 'possible' },
      },
    });
  });

  test('that is too large to be kept aside', () => {
    expect(remove('kib 204800\n')).toMatchObject({
      why: '/srv/d takes 200 MiB: more than the 100 MiB that are kept aside for going back',
    });
    expect(remove('kib 204800\n', true)).toMatchObject({
      change: { preserve: [], undo: { kind: 'irreversible', accepted: true } },
    });
  });

  test('in which something is mounted', () => {
    expect(remove('kib 1\nmount /srv/d/data\n')).toMatchObject({ why: '/srv/d/data is mounted in /srv/d' });
  });
});

describe('what is in a folder', () => {
  const recurse = (tree: string) =>
    file.plan({ path: '/srv/d', recurse: true, mode: '0644' }, [said(FOLDER_SEEN), said(tree)], NO_CONTEXT);

  test('each entry goes back to what it was', () => {
    expect(recurse('41ed 0 0 root root /srv/d/\n81ff 1000 0 web root /srv/d/a b\n')).toMatchObject({
      change: {
        summary: 'set owner and mode of 2 entries in /srv/d',
        diff: [
          { subject: '/srv/d mode', before: '0755', after: '0644' },
          { subject: '/srv/d/a b mode', before: '0777', after: '0644' },
        ],
        undo: {
          operations: [
            { kind: 'attributes', path: '/srv/d', mode: '0755' },
            { kind: 'attributes', path: '/srv/d/a b', mode: '0777' },
          ],
        },
      },
    });
  });

  test.for([
    '81a4 0 0 root root /etc/shadow\n',
    '81a4 0 0 root root /srv/d/../../etc/shadow\n',
    '81a4 0 0 root root /srv/d2/x\n',
    'nonsense\n',
  ])('what find would not say is not believed: %j', (tree) => {
    expect(recurse(tree)).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('cannot be trusted'),
    });
  });

  test('too many entries', () => {
    const tree = Array.from({ length: 501 }, (_, index) => `81ff 0 0 root root /srv/d/${index}\n`).join('');
    expect(recurse(tree)).toMatchObject({ kind: 'refused', why: expect.stringContaining('at most 500') });
  });
});

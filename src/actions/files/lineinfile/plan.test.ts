import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../model/values/json.ts';
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
import { lineinfile as bareLineinfile } from './action.ts';

const lineinfile = withDefaults(bareLineinfile);

type Entries = Readonly<Record<string, Entry>>;
const HERE: Entries = { '/etc/x': file('a=1\n', '0600') };

describe('what it comes to', () => {
  test.for<readonly [Entries, JsonObject, readonly string[] | 'satisfied', string]>([
    [HERE, { path: '/etc/x', line: 'a=1' }, 'satisfied', ''],
    [HERE, { path: '/etc/x', line: 'a=2', regexp: '^a=' }, ['write /etc/x'], 'line replaced'],
    [HERE, { path: '/etc/x', line: 'b=1' }, ['write /etc/x'], 'line added'],
    [HERE, { path: '/etc/x', line: 'a=1', mode: '0644' }, ['attributes /etc/x'], ''],
    [HERE, { path: '/etc/x', regexp: 'a', state: 'absent' }, ['write /etc/x'], ''],
    [HERE, { path: '/etc/x', regexp: 'q', state: 'absent' }, 'satisfied', ''],
    [{}, { path: '/etc/x', line: 'b', state: 'absent' }, 'satisfied', 'file not present'],
    [{}, { path: '/etc/x', line: 'b', create: true }, ['write /etc/x'], ''],
    [{}, { path: '/etc/d/e/x', line: 'b', create: true }, ['directory /etc/d/e', 'write /etc/d/e/x'], ''],
    // Without a match there is nothing to write, not even an empty file.
    [{}, { path: '/etc/x', line: '\\1', regexp: '(a)', backrefs: true, create: true }, 'satisfied', ''],
    [{ ...HERE, '/etc/l': { kind: 'link', to: 'x' } }, { path: '/etc/l', line: 'b' }, ['write /etc/l'], ''],
  ])('%j, wanted %j: %j', ([entries, params, operations, msg]) => {
    const host = disk(entries);
    const decision = decideOn(host, lineinfile, params);
    if (decision.kind === 'satisfied') {
      expect([operations, decision.result]).toMatchObject(['satisfied', { msg }]);
      return;
    }
    if (decision.kind !== 'change') throw new Error(JSON.stringify(decision));
    expect(decision.change.apply.map((each) => `${each.kind} ${'path' in each ? each.path : ''}`)).toEqual(
      operations,
    );
    applyTo(host, decision.change);
    expect(decideOn(host, lineinfile, params).kind).toBe('satisfied');
  });
});

test('through a link it is the file that changes, and comes back', () => {
  expect(
    decideOn(disk({ ...HERE, '/etc/l': { kind: 'link', to: 'x' } }), lineinfile, {
      path: '/etc/l',
      line: 'b',
    }),
  ).toMatchObject({
    change: {
      summary: 'edit /etc/l',
      diff: [{ kind: 'text', before: 'a=1\n', after: 'a=1\nb\n' }],
      preserve: ['/etc/x'],
      undo: { operations: [{ kind: 'restore', path: '/etc/x' }] },
    },
  });
});

test.for<readonly [Entries, JsonObject, string]>([
  [{}, { path: '/etc/x', line: 'b' }, '/etc/x does not exist'],
  [{ '/etc/x': FOLDER }, { path: '/etc/x', line: 'b' }, '/etc/x is a folder'],
  [
    { '/etc/l': { kind: 'link', to: 'no' } },
    { path: '/etc/l', line: 'b' },
    '/etc/l is a symbolic link to no, and there is nothing',
  ],
  [HERE, { path: '/etc/x' }, '`state: present` needs `line`'],
  [
    HERE,
    { path: '/etc/x', state: 'absent' },
    '`state: absent` needs one of `line`, `regexp` and `search_string`',
  ],
  [HERE, { path: '/etc/x', line: 'b', backrefs: true }, '`backrefs: true` needs `regexp`'],
  [
    HERE,
    { path: '/etc/x', line: 'b', regexp: '(' },
    'the expression in `regexp` cannot be used: the pattern has a `(` that is never closed',
  ],
  [HERE, { path: '/etc/x', line: 'b', owner: 'nobody-here' }, 'this host has no user nobody-here'],
  [
    { '/etc/x': file('x'.repeat(1_048_577)) },
    { path: '/etc/x', line: 'b' },
    '/etc/x has 1048577 bytes, at most 1048576 can be edited',
  ],
])('%#: refused', ([entries, params, why]) => {
  expect(decideOn(disk(entries), lineinfile, params)).toMatchObject({
    kind: 'refused',
    why,
    hint: expect.any(String),
  });
});

test.for<readonly [JsonObject, string, string]>([
  [{ line: 'a\nb' }, 'q\n', 'q\na\nb\n'],
  [{ line: 'a\n' }, 'q\n', 'q\na\n\n'],
  [{ regexp: 'ab$', line: 'z' }, 'ab\nq\ncab\n', 'ab\nq\nz\n'],
  [{ regexp: '^P=(.*)$', line: 'P=\\1:/opt', backrefs: true }, 'P=/bin\n', 'P=/bin:/opt\n'],
])(
  'an edit that never settles is done once, says so, and is proved by what it leaves: %j',
  ([wish, text, after]) => {
    const host = disk({ '/etc/x': file(text) });
    const params = { path: '/etc/x', ...wish };
    const decision = decideOn(host, lineinfile, params);
    if (decision.kind !== 'change') throw new Error(JSON.stringify(decision));
    const { makes = '', impact } = decision.change;
    expect(impact).toEqual([expect.stringContaining('the next run changes the file again')]);
    applyTo(host, decision.change);
    expect(host.get('/etc/x')).toMatchObject({ text: after });
    expect(decideOn(host, lineinfile, params, { ...NO_CONTEXT, made: makes }).kind).toBe('satisfied');
    expect(decideOn(host, lineinfile, params).kind).toBe('change');
    host.set('/etc/x', file(`meddled with\n${text}`));
    expect(decideOn(host, lineinfile, params, { ...NO_CONTEXT, made: makes }).kind).toBe('change');
  },
);

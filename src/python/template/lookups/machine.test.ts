import { describe, expect, test } from 'vitest';
import type { Lookups } from '../../../model/lookups.ts';
import type { JsonValue } from '../../../model/values/json.ts';
import type { Result } from '../../fault.ts';
import { parseExpression } from '../parse/parse.ts';
import { evaluate } from '../render/render.ts';
import { valueScope, withLookups } from '../scope.ts';
import { doorOver } from './door.test-kit.ts';

const closed = '$ANSIBLE_VAULT;1.1;AES256\n6162\n';
const files = {
  '/play/files/motd': 'hello\n',
  '/play/files/app.ini': '[global]\na=1\n',
  '/play/files/closed': closed,
};

function answer(text: string, more: Partial<Lookups> = {}): Result<JsonValue> {
  const scope = withLookups(valueScope({ playbook_dir: '/play' }), doorOver(files, more));
  const parsed = parseExpression(text);
  return parsed.ok ? evaluate(parsed.value, scope) : parsed;
}

describe('a page of the web', () => {
  test('is asked for as it was said', () => {
    const asked: unknown[] = [];
    const fetch: Lookups['fetch'] = (request) => {
      asked.push(request);
      return { kind: 'text', text: 'one\ntwo\n' };
    };
    const lines = answer(
      "query('url', 'https://x/y', headers={'X-A': 'b'}, timeout=3, username='me', password='pw', validate_certs=false)",
      { fetch },
    );
    const whole = answer("lookup('url', 'https://x/y', split_lines=false)", { fetch });

    expect([lines, whole]).toEqual([
      { ok: true, value: ['one', 'two'] },
      { ok: true, value: 'one\ntwo\n' },
    ]);
    expect(asked).toEqual([
      {
        ...{ url: 'https://x/y', headers: { 'X-A': 'b' }, timeoutMs: 3000 },
        ...{ user: 'me', password: 'pw', checksCertificates: false },
      },
      {
        ...{ url: 'https://x/y', headers: {}, timeoutMs: 10_000 },
        ...{ user: undefined, password: undefined, checksCertificates: true },
      },
    ]);
  });

  test('that cannot be had is a fault, with the way out', () => {
    const fetch: Lookups['fetch'] = () => ({ kind: 'refused', why: 'https://x answered 404', hint: 'look' });
    expect(answer("lookup('url', 'https://x')", { fetch })).toMatchObject({
      ok: false,
      error: { kind: 'type', message: '`lookup`: https://x answered 404', hint: 'look' },
    });
  });

  test('takes a mapping for its headers', () => {
    expect(answer("lookup('url', 'https://x', headers='X-A: b')")).toMatchObject({
      ok: false,
      error: { message: '`lookup`: `headers` is a string, not a mapping' },
    });
  });
});

test('a command runs in the folder of the playbook; its text loses the line end, its lines are items', () => {
  const run: Lookups['run'] = (command, folder) => ({ kind: 'text', text: `${command} in ${folder}\nx \n` });
  expect(answer("lookup('pipe', 'id')", { run })).toEqual({ ok: true, value: 'id in /play\nx' });
  expect(answer("query('lines', 'id')", { run })).toEqual({ ok: true, value: ['id in /play', 'x '] });
});

describe('a file that ansible-vault closed', () => {
  test('is opened where a password fits', () => {
    const unvault: Lookups['unvault'] = (text) => ({ kind: 'text', text: `opened ${text.length}` });
    expect(answer("lookup('unvault', 'closed')", { unvault })).toEqual({
      ok: true,
      value: `opened ${closed.length}`,
    });
  });

  test('is a fault where none fits, or none is there', () => {
    const unvault: Lookups['unvault'] = () => ({
      kind: 'refused',
      why: 'no password fits',
      hint: 'give one',
    });
    expect(answer("lookup('file', 'closed')", { unvault })).toMatchObject({
      error: {
        message: '`lookup`: /play/files/closed is closed with ansible-vault: no password fits',
        hint: 'give one',
      },
    });
    expect(answer("lookup('file', 'closed')")).toMatchObject({
      error: {
        message: '`lookup`: /play/files/closed is closed with ansible-vault',
        hint: 'give its password with `--vault-password-file`',
      },
    });
  });
});

test.for<readonly [string, Partial<Lookups>, string]>([
  [
    "lookup('file', 'motd')",
    { read: () => ({ kind: 'content', bytes: new Uint8Array([0xff]) }) },
    '/play/files/motd is not UTF-8 text',
  ],
  [
    "lookup('file', 'motd')",
    { read: () => ({ kind: 'unreadable', why: 'permission denied' }) },
    '/play/files/motd cannot be read: permission denied',
  ],
  [
    "lookup('file', 'motd')",
    { read: () => ({ kind: 'missing' }) },
    'there is no file /play/files/motd on this machine',
  ],
  [
    "lookup('password', 'new')",
    { keep: () => ({ kind: 'refused', why: 'the folder is read-only', hint: undefined }) },
    'the password cannot be kept in /play/new: the folder is read-only',
  ],
  ["lookup('password', '/dev/null length=0')", {}, 'the length of a password is a number from 1 to 10000'],
  [
    "lookup('first_found', nope, 'no.conf')",
    {},
    'none of these files is on this machine: something undefined, no.conf',
  ],
  ["lookup('first_found', 5)", {}, 'expected the name of a file, found a number'],
  ["lookup('file', 'motd', errors='what')", {}, '`errors` is one of strict, warn, ignore'],
  ["lookup('file', 'motd', strip=1)", {}, 'file has no option `strip`'],
  ["lookup('ini', 'a', file='app.ini', re=2)", {}, '`re` is true or false'],
])('%s is a fault', ([text, more, message]) => {
  expect(answer(text, more)).toMatchObject({
    ok: false,
    error: { kind: 'type', message: expect.stringContaining(message) },
  });
});

test('a replacement character that the file holds is text', () => {
  const read: Lookups['read'] = () => ({ kind: 'content', bytes: Buffer.from('a\ufffd') });
  expect(answer("lookup('file', 'motd')", { read })).toEqual({ ok: true, value: 'a\ufffd' });
});

test.for([
  "lookup('first_found', nope, 'motd')",
  "lookup('first_found', [nope, 'motd'])",
  "lookup('first_found', {'files': [nope, 'motd'], 'paths': [nope, 'files']})",
  "lookup('first_found', 'motd', files=nope, paths='files')",
])('a name that is made of something undefined is passed over: %s', (text) => {
  expect(answer(text)).toEqual({ ok: true, value: '/play/files/motd' });
});

test('what is no matter of the lookup is a fault even where its errors are ignored', () => {
  expect(answer("lookup('file', nope, errors='ignore')")).toMatchObject({
    ok: false,
    error: { kind: 'undefined' },
  });
});

test.for([
  ["'~/x' | expanduser", '/root/x'],
  ["'~' | expanduser", '/root'],
  ["'~alice/x' | expanduser", '/home/alice/x'],
  ["'~bob/x' | expanduser", '~bob/x'],
  ["'x/../y' | realpath", '/here/y'],
  ["'x' | relpath('/here/z')", '../x'],
  ["'x' | relpath", 'x'],
] as const)('%s is %j', ([text, path]) => {
  expect(answer(text, { folder: '/here' })).toEqual({ ok: true, value: path });
});

test('the home of a user may be the root', () => {
  expect(answer("'~' | expanduser", { home: () => '/' })).toEqual({ ok: true, value: '/' });
});

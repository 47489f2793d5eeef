import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Secret } from '../../model/values/secret.ts';
import { failureOf, type LocalHost, localHost, shown, until } from '../local-host.test-kit.ts';

const never = new AbortController().signal;

/** A stand-in for sudo: takes its words up to `--`, then does as the script says, with `$prompt` and `"$@"` at hand. */
function withSudo(script: string): { readonly host: LocalHost; readonly folder: string } & Disposable {
  const folder = mkdtempSync(join(tmpdir(), 'rulerun-sudo-'));
  const text = [
    '#!/bin/sh',
    `cd ${folder}`,
    'printf "%s\\n" "$LC_ALL $*" >>called',
    'while [ "$1" != -- ]; do [ "$1" != -p ] || prompt=$2; shift; done',
    'shift',
    script,
  ].join('\n');
  writeFileSync(join(folder, 'sudo'), text);
  chmodSync(join(folder, 'sudo'), 0o755);
  const host = localHost({ env: { ...process.env, PATH: `${folder}:${process.env['PATH']}` } });
  return { host, folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) };
}

const ask = 'printf %s "$prompt" >&2; IFS= read -r word; printf "%s\\n" "$word" >>words';
const becomeRoot = { identity: { become: 'root' }, becomePassword: new Secret('päss "word"') };

test('without a password sudo may not ask, and the first question travels with the start', async () => {
  using sudo = withSudo('exec "$@"');
  await using host = sudo.host;
  const session = await host.open({ identity: { become: 'app' } });
  expect(
    (await session.observe([{ argv: ['echo', 'hi'] }], never)).map((answer) => shown(answer).out),
  ).toEqual(['hi\n']);
  expect(readFileSync(join(sudo.folder, 'called'), 'utf8')).toMatch(
    /^C -n -u app -- \/bin\/sh -c |^C -n -u app -- sh -c /,
  );
});

test('a password is sent once, when sudo asks, and nowhere else', async () => {
  using sudo = withSudo(`echo "lecture: first, think" >&2; ${ask}; exec "$@"`);
  await using host = sudo.host;
  const session = await host.open(becomeRoot);
  const [answer] = await session.observe([{ argv: ['cat', '/proc/self/environ'] }], never);
  expect(answer === undefined ? '' : shown(answer).out).not.toContain('päss');
  expect(readFileSync(join(sudo.folder, 'words'), 'utf8')).toBe('päss "word"\n');
  expect(readFileSync(join(sudo.folder, 'called'), 'utf8')).not.toContain('päss');
});

test('a password that nobody asks for is not sent', async () => {
  using sudo = withSudo('exec "$@"');
  await using host = sudo.host;
  const session = await host.open(becomeRoot);
  const [answer] = await session.observe([{ argv: ['echo', 'hi'] }], never);
  expect(answer === undefined ? '' : shown(answer).out).toBe('hi\n');
  expect(session.pipe.said()).not.toContain('rr-rr');
});

test('a wrong password is not sent a second time', async () => {
  using sudo = withSudo(`${ask}; echo "Sorry, try again." >&2; ${ask}; exit 1`);
  await using host = sudo.host;
  expect(await failureOf(host.open(becomeRoot))).toMatchObject({
    kind: 'become',
    user: 'root',
    why: 'sudo did not accept the password',
    hint: expect.stringContaining('-K'),
  });
  expect(readFileSync(join(sudo.folder, 'words'), 'utf8').startsWith('päss "word"\n')).toBe(true);
  expect(readFileSync(join(sudo.folder, 'words'), 'utf8').match(/päss/g)).toHaveLength(1);
});

const refusals = [
  [`echo 'sudo: a password is required' >&2; exit 1`, undefined, /wants a password and none was given/],
  [`echo 'u is not in the sudoers file.' >&2; exit 1`, becomeRoot.becomePassword, /may not use sudo/],
  [`${ask}; echo 'u is not in the sudoers file.' >&2; exit 1`, becomeRoot.becomePassword, /may not use sudo/],
  [`echo 'sudo: sorry, you must have a tty to run sudo' >&2; exit 1`, undefined, /requiretty/],
  ['exit 1', undefined, /exit code 1 and said nothing/],
] as const;

test.for(refusals)('sudo that does %s is told of', async ([script, becomePassword, sentence]) => {
  using sudo = withSudo(script);
  await using host = sudo.host;
  const opening = host.open({ identity: { become: 'root' }, becomePassword });
  const failure = await failureOf(opening.then((session) => session.observe([{ argv: ['true'] }], never)));
  expect(failure).toMatchObject({ kind: 'become', user: 'root', why: expect.stringMatching(sentence) });
});

test('a host without sudo is told of', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rulerun-no-sudo-'));
  const { symlinkSync } = await import('node:fs');
  symlinkSync('/usr/bin/env', join(folder, 'env'));
  await using host = localHost({ login: ['/bin/sh', '-c'], env: { PATH: folder } });
  const session = await host.open({ identity: { become: 'root' } });
  expect(await failureOf(session.observe([{ argv: ['true'] }], never))).toMatchObject({
    kind: 'become',
    why: 'this host has no sudo',
  });
  rmSync(folder, { recursive: true });
});

test('sudo that waits for ever is given up', async () => {
  using sudo = withSudo('echo "Enter token:" >&2; sleep 600');
  await using host = sudo.host;
  expect(await failureOf(host.open({ ...becomeRoot, limits: { becomeMs: 300 } }))).toMatchObject({
    kind: 'become',
    why: expect.stringContaining('Enter token:'),
  });
});

test('a user name that is none is refused before anything is started', async () => {
  using sudo = withSudo('exec "$@"');
  await using host = sudo.host;
  expect(await failureOf(host.open({ identity: { become: 'root;reboot' } }))).toMatchObject({
    kind: 'become',
  });
  expect(existsSync(join(sudo.folder, 'called'))).toBe(false);
});

test('a password that is more than one line is not begun to be sent', async () => {
  using sudo = withSudo(`${ask}; exec "$@"`);
  await using host = sudo.host;
  const opening = host.open({ ...becomeRoot, becomePassword: new Secret('a\nreboot') });
  expect(await failureOf(opening)).toMatchObject({
    kind: 'become',
    why: expect.stringContaining('line break'),
  });
  expect(existsSync(join(sudo.folder, 'words'))).toBe(false);
});

test('who gives up while sudo asks is let go', async () => {
  using sudo = withSudo('touch begun; sleep 600');
  await using host = sudo.host;
  const stop = new AbortController();
  const opening = failureOf(host.open(becomeRoot, stop.signal));
  await until(() => existsSync(join(sudo.folder, 'begun')));
  stop.abort();
  expect(await opening).toEqual({ kind: 'cancelled' });
});

import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import ssh2, { type AuthContext } from 'ssh2';
import { expect, test } from 'vitest';
import { startAgent } from '../../../../test/contracts/agent.ts';
import {
  acceptKey,
  type KeyPair,
  keyPair,
  startInProcess,
  testFolder,
  writeKey,
} from '../../../../test/contracts/in-process-sshd.ts';
import { never } from '../../../../test/contracts/link-contract.ts';
import { failureOf, failureOfAddress } from '../../../../test/contracts/ssh-contract.ts';
import { hintOf } from '../../../model/run/failure.ts';
import { Secret } from '../../../model/values/secret.ts';
import { connectSsh, sshTransport } from '../client.ts';

const password = new Secret('correct horse');

function acceptPassword(context: AuthContext): void {
  if (context.method === 'password' && context.password === password.reveal()) context.accept();
  else context.reject(['password', 'keyboard-interactive']);
}

test('connecting and starting ask the host for nothing but what is needed', async () => {
  const log: string[] = [];
  await using host = await startInProcess({ log });
  await using link = await connectSsh(host.address(), { signal: never });
  await (await link.start('true', never)).ended;
  // The key is named, then signed with.
  expect(log).toEqual(['publickey', 'publickey', 'session', 'exec']);
});

test('a password costs one question', async () => {
  const log: string[] = [];
  await using host = await startInProcess({ log, authenticate: acceptPassword });
  await using link = await connectSsh(host.address({ keyFiles: [], password }), { signal: never });
  expect([link !== undefined, log]).toEqual([true, ['password']]);
});

test('a refused password is sent once, by one method', async () => {
  const log: string[] = [];
  await using host = await startInProcess({ log, authenticate: acceptPassword });
  const failure = await failureOfAddress(host.address({ keyFiles: [], password: new Secret('wrong') }));
  expect(log).toEqual(['password']);
  expect(failure).toMatchObject({ kind: 'unauthenticated', user: 'tester', tried: ['password'] });
  expect(JSON.stringify(failure)).not.toContain('wrong');
});

test('a host that asks for the password by keyboard-interactive gets it, once', async () => {
  const log: string[] = [];
  let asked = 0;
  await using host = await startInProcess({
    log,
    authenticate(context) {
      if (context.method !== 'keyboard-interactive')
        return context.reject(['publickey', 'keyboard-interactive']);
      asked += 1;
      context.prompt([{ prompt: 'Password: ', echo: false }], (answers) =>
        answers[0] === password.reveal()
          ? context.accept()
          : context.reject(['publickey', 'keyboard-interactive']),
      );
    },
  });
  const address = host.address({ keyFiles: [], password });
  await using link = await connectSsh(address, { signal: never });
  expect([link !== undefined, log, asked]).toEqual([true, ['password', 'keyboard-interactive'], 1]);
  const failure = await failureOfAddress(host.address({ keyFiles: [], password: new Secret('wrong') }));
  expect([failure.kind, asked]).toEqual(['unauthenticated', 2]);
});

test('a question that needs a person is shown', async () => {
  await using host = await startInProcess({
    authenticate(context) {
      if (context.method !== 'keyboard-interactive') return context.reject(['keyboard-interactive']);
      context.prompt([{ prompt: 'Verification code: ', echo: true }], () =>
        context.reject(['keyboard-interactive']),
      );
    },
  });
  const failure = await failureOfAddress(host.address({ keyFiles: [], password }));
  expect(hintOf(failure)).toContain('the host asks "Verification code:"');
});

test('an expired password is said to be expired', async () => {
  await using host = await startInProcess({
    authenticate(context) {
      if (context.method === 'password') context.requestChange('Your password has expired', () => {});
    },
  });
  expect(hintOf(await failureOfAddress(host.address({ keyFiles: [], password })))).toContain('has expired');
});

test.for(['file', 'agent'] as const)('two factors in a row, the key in a %s', async (place) => {
  const key = keyPair();
  const isKey = acceptKey(key.public);
  using folder = testFolder();
  let hasKey = false;
  await using host = await startInProcess({
    authenticate(context) {
      if (hasKey) return acceptPassword(context);
      if (context.method !== 'publickey') return context.reject(['publickey']);
      if (context.signature === undefined) return isKey(context);
      hasKey = true;
      context.reject(['password'], true);
    },
  });
  await using agent = await startAgent({ mine: key.private });
  const held =
    place === 'agent'
      ? { keyFiles: [], agentSocket: agent.socket }
      : { keyFiles: [writeKey(folder.path, 'id', key)] };
  await using link = await connectSsh(host.address({ ...held, password }), { signal: never });
  expect(link).toBeDefined();
});

test('a host that takes passwords alone is not shown every key', async () => {
  const log: string[] = [];
  const keys = Object.fromEntries(
    Array.from({ length: 8 }, (_, index) => [`key ${index}`, keyPair().private]),
  );
  await using agent = await startAgent(keys);
  await using host = await startInProcess({
    log,
    authenticate: (context) =>
      context.method === 'password' ? acceptPassword(context) : context.reject(['password']),
  });
  const address = host.address({ keyFiles: [], keysNamed: false, agentSocket: agent.socket, password });
  await using link = await connectSsh(address, { signal: never });
  expect([link !== undefined, log]).toEqual([true, ['none', 'password']]);
});

test('keys of the agent open a host, and named files come before its other keys', async () => {
  const wanted = keyPair();
  const file = keyPair();
  using folder = testFolder();
  await using agent = await startAgent({ first: keyPair().private, wanted: wanted.private });
  await using host = await startInProcess({ authenticate: acceptKey(wanted.public) });
  const keyFiles = [writeKey(folder.path, 'named', file)];
  const address = host.address({ keyFiles, agentSocket: agent.socket });
  await using link = await connectSsh(address, { signal: never });
  expect(link).toBeDefined();

  await using other = await startInProcess({ authenticate: acceptKey(keyPair().public) });
  const named = await failureOfAddress(other.address({ keyFiles, agentSocket: agent.socket }));
  expect(named).toMatchObject({ tried: [`key ${keyFiles[0]}`, 'agent key first', 'agent key wanted'] });
  const unnamed = await failureOfAddress(
    other.address({ keyFiles, keysNamed: false, agentSocket: agent.socket }),
  );
  expect(unnamed).toMatchObject({ tried: ['agent key first', 'agent key wanted', `key ${keyFiles[0]}`] });
});

test.for(['rsa', 'ed25519'] as const)('an %s key signs, in a file and in the agent', async (type) => {
  const key = keyPair(type);
  using folder = testFolder();
  await using agent = await startAgent({ mine: key.private });
  await using host = await startInProcess({ authenticate: acceptKey(key.public) });
  const inFile = host.address({ keyFiles: [writeKey(folder.path, 'id', key)] });
  await using first = await connectSsh(inFile, { signal: never });
  const inAgent = host.address({ keyFiles: [], agentSocket: agent.socket });
  await using second = await connectSsh(inAgent, { signal: never });
  expect([first, second]).not.toContain(undefined);
});

test('an encrypted key cannot be used', async () => {
  const log: string[] = [];
  using folder = testFolder();
  const path = writeKey(folder.path, 'locked', lockedKey());
  await using host = await startInProcess({ log });
  const failure = await failureOfAddress(host.address({ keyFiles: [path] }));
  expect(failure).toMatchObject({
    kind: 'unauthenticated',
    tried: [`key ${path} (it is encrypted)`],
    hint: `ssh-add ${path}`,
  });
  expect(log).toEqual([]);
});

test('an encrypted key is known in the agent, where it comes first', async () => {
  using folder = testFolder();
  const locked = lockedKey();
  const path = writeKey(folder.path, 'locked', locked);
  await using agent = await startAgent({ other: keyPair().private, mine: locked.open });
  await using host = await startInProcess({ authenticate: (context) => context.reject(['publickey']) });
  const failure = await failureOfAddress(host.address({ keyFiles: [path], agentSocket: agent.socket }));
  expect(failure).toMatchObject({ tried: ['agent key mine', 'agent key other'] });
});

test.for([
  { what: 'its private file', offer: ['own'], tried: ['key own'] },
  { what: 'its private file, which the agent holds too', offer: ['held'], tried: ['agent key held'] },
  { what: 'its public file', offer: ['held.pub'], tried: ['agent key held'] },
  { what: 'the name of a private file that is gone', offer: ['gone'], tried: ['agent key gone'] },
  { what: 'its private file that others can read', offer: ['open'], tried: ['agent key open'] },
  { what: 'two files', offer: ['own', 'held'], tried: ['agent key held', 'key own'] },
  { what: 'none', offer: [], tried: [] },
])(
  'with IdentitiesOnly a key named by $what is offered, and no other of the agent',
  async ({ offer, tried }) => {
    using folder = testFolder();
    const keys = { own: keyPair(), held: keyPair(), gone: keyPair(), open: keyPair(), stranger: keyPair() };
    for (const name of ['own', 'held'] as const) writeKey(folder.path, name, keys[name]);
    chmodSync(writeKey(folder.path, 'open', keys.open), 0o644);
    for (const name of ['held', 'gone', 'open'] as const)
      writeKey(folder.path, `${name}.pub`, { ...keys[name], private: keys[name].public });
    const { own: _, ...inAgent } = keys;
    await using agent = await startAgent(
      Object.fromEntries(Object.entries(inAgent).map(([name, key]) => [name, key.private])),
    );
    const log: string[] = [];
    await using host = await startInProcess({
      log,
      authenticate: (context) => context.reject(['publickey']),
    });
    const keyFiles = offer.map((name) => join(folder.path, name));
    const address = host.address({ keyFiles, agentSocket: agent.socket, identitiesOnly: true });
    const failure = await failureOfAddress(address);
    expect('tried' in failure && failure.tried).toEqual(
      tried.map((name) => name.replace(/^key /, `key ${folder.path}/`)),
    );
    expect(log).toHaveLength(tried.length);
  },
);

test.for([
  { what: 'a named file that is missing', name: 'none', tried: 'no such file', hint: 'ls -l' },
  {
    what: 'a file that others can read',
    name: 'open',
    tried: 'it can be read by other users',
    hint: 'chmod 600',
  },
  { what: 'a file without a key', name: 'text', tried: 'it holds no private key', hint: 'ssh-keygen -y -f' },
  { what: 'a public key', name: 'public', tried: 'it holds a public key', hint: 'ssh-add' },
  { what: 'a folder', name: '.', tried: 'it cannot be read', hint: 'ls -l' },
])('$what is named in the failure, with the way out', async ({ name, tried, hint }) => {
  using folder = testFolder();
  const key = keyPair();
  chmodSync(writeKey(folder.path, 'open', key), 0o644);
  writeKey(folder.path, 'text', { ...key, private: 'hello' });
  writeKey(folder.path, 'public', { ...key, private: key.public });
  await using host = await startInProcess();
  const path = join(folder.path, name);
  const failure = await failureOfAddress(host.address({ keyFiles: [path] }));
  expect(failure.kind).toBe('unauthenticated');
  expect('tried' in failure && failure.tried[0]).toContain(`key ${path} (${tried}`);
  expect(hintOf(failure)).toBe(`${hint} ${path}`);
});

test('with nothing to log in with, the host is not bothered', async () => {
  const log: string[] = [];
  await using host = await startInProcess({ log });
  const failure = await failureOfAddress(host.address({ keyFiles: ['/nowhere/id'], keysNamed: false }));
  expect(failure).toMatchObject({ kind: 'unauthenticated', tried: [] });
  expect([hintOf(failure), log]).toEqual([expect.stringContaining('--private-key'), []]);
});

test('with nothing to log in with, a name that nobody knows is told first', async () => {
  await using host = await startInProcess();
  const nobody = { hostname: 'nobody.invalid', keyFiles: [], keysNamed: false };
  const failure = await failureOfAddress(host.address(nobody));
  expect(failure.kind).toBe('unreachable');
  expect('cause' in failure && failure.cause).toMatch(/name not found|the name server does not answer/);
});

test('an agent that does not answer is passed over and named', async () => {
  await using host = await startInProcess({ authenticate: (context) => context.reject(['publickey']) });
  const failure = await failureOfAddress(host.address({ agentSocket: '/nowhere/agent' }));
  expect('tried' in failure && failure.tried).toContain('agent /nowhere/agent (it does not answer)');
});

test('after two refusals in a run the host is not asked again', async () => {
  const log: string[] = [];
  await using host = await startInProcess({ log, authenticate: (context) => context.reject(['publickey']) });
  const transport = sshTransport();
  for (let times = 0; times < 4; times += 1) {
    expect((await failureOf(transport.connect(host.address(), never))).kind).toBe('unauthenticated');
  }
  expect(log).toEqual(['publickey', 'publickey']);
});

/** A key pair whose private key is encrypted, and beside it the same in the clear. */
function lockedKey(): KeyPair & { readonly open: string } {
  for (;;) {
    const locked = ssh2.utils.generateKeyPairSync('rsa', {
      bits: 2048,
      passphrase: 'x',
      cipher: 'aes256-cbc',
      rounds: 4,
    });
    const key = ssh2.utils.parseKey(locked.private, 'x');
    if (!(key instanceof Error)) return { ...locked, open: key.getPrivatePEM() };
  }
}

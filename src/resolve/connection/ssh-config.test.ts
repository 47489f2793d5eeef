import { expect, test } from 'vitest';
import type { SshAddress } from '../../model/playbook/address.ts';
import type { SshConfig } from '../../model/ssh-config.ts';
import { readSshConfig } from '../../source/ssh-config/read.ts';
import { addressOf, problemsOf, type Said, untouched } from './connection.test-kit.ts';
import type { SshConfigs } from './ssh-variables.ts';

async function configOf(text: string, name = '/c'): Promise<SshConfig> {
  const files = { read: async () => Buffer.from(text), list: async () => undefined };
  const config = await readSshConfig(name, files, { home: '/home/ann', folder: '/home/ann/.ssh' });
  if (config === undefined) throw new Error('there is no such file');
  return config;
}

const usual = async (...texts: readonly string[]): Promise<{ readonly sshConfigs: SshConfigs }> => ({
  sshConfigs: { usual: await Promise.all(texts.map((text) => configOf(text))), named: new Map() },
});

test.for<readonly [text: string, changes: Partial<SshAddress>]>([
  ['', {}],
  ['HostName 10.0.0.1', { hostname: '10.0.0.1' }],
  ['HostName %h.example.com', { hostname: 'web1.example.com' }],
  ['Port 2200\nUser bob\nPort 2201', { port: 2200, user: 'bob' }],
  ['Host web1\n  User bob\nHost web*\n  User eve\n  Port 7', { user: 'bob', port: 7 }],
  ['Host * !web1\nUser bob', {}],
  ['Host WEB1\nUser bob', {}],
  ['Host db1\nUser bob\nHost *\nPort 7', { port: 7 }],
  [
    'IdentityFile /a\nIdentityFile ~/%h-%r-%n\nUser bob',
    { user: 'bob', keyFiles: ['/a', '/home/ann/web1-bob-web1'], keysNamed: true },
  ],
  ['IdentitiesOnly yes', { identitiesOnly: true }],
  ['IdentityAgent none', { agentSocket: undefined }],
  ['IdentityAgent ~/agent', { agentSocket: '/home/ann/agent' }],
  ['IdentityAgent $SSH_AUTH_SOCK', {}],
  [
    'UserKnownHostsFile ~/k "/b c"',
    { hostKeys: { mode: 'strict', knownHostsFiles: ['/home/ann/k', '/b c', '/etc/ssh/ssh_known_hosts'] } },
  ],
  [
    'GlobalKnownHostsFile /dev/null',
    { hostKeys: { mode: 'strict', knownHostsFiles: ['/home/ann/.ssh/known_hosts'] } },
  ],
  [
    'StrictHostKeyChecking accept-new',
    { hostKeys: { ...untouched.hostKeys, mode: 'accept-new' } as SshAddress['hostKeys'] },
  ],
  ['HostKeyAlias cluster', { hostKeyAlias: 'cluster' }],
  ['ConnectTimeout 5', { connectTimeoutMs: 5000 }],
  ['ServerAliveInterval 5\nServerAliveCountMax 3\nControlMaster auto\nForwardAgent yes\nCompression yes', {}],
  ['Match host web1\nPort 7', { port: 7 }],
  ['HostName 10.0.0.1\nMatch host 10.0.*\nPort 7', { hostname: '10.0.0.1', port: 7 }],
  [
    'HostName 10.0.0.1\nMatch originalhost web1,db1 !user eve localuser ann\nPort 7',
    { hostname: '10.0.0.1', port: 7 },
  ],
  ['User eve\nMatch user bob\nPort 7', { user: 'eve' }],
  ['Match canonical\nPort 7', {}],
  ['Host db1\nPort 7\nMatch all\nUser bob', { user: 'bob' }],
  ['Match host db1 exec "true"\nPort 7', {}],
  ['IgnoreUnknown Frob*\nFrobnicate yes', {}],
  ['Ciphers +aes128-cbc', {}],
])('%j', async ([text, changes]) => {
  expect(addressOf({}, await usual(text))).toEqual({ ...untouched, ...changes });
});

test.for<readonly [said: Said, given: { readonly user?: string }, changes: Partial<SshAddress>]>([
  [{ ansible_user: 'bob' }, {}, { user: 'bob', port: 7, keyFiles: ['/a'] }],
  [{ ansible_port: 8 }, { user: 'eve' }, { user: 'eve', port: 8, keyFiles: ['/a'] }],
  [{ ansible_ssh_common_args: '-o Port=9 -i /b' }, {}, { user: 'dan', port: 9, keyFiles: ['/b', '/a'] }],
  [{ ansible_ssh_common_args: '-F none' }, {}, { keysNamed: false }],
])('%j and %j win over the files', async ([said, given, changes]) => {
  const config = await usual('Host web*\nUser dan\nPort 7\nIdentityFile /a');
  expect(addressOf(said, { ...config, ...given })).toEqual({ ...untouched, keysNamed: true, ...changes });
});

test("the user's file comes before the system's, and -F before both", async () => {
  const both = await usual('Port 7', 'Port 8\nUser sys');
  expect(addressOf({}, both)).toMatchObject({ port: 7, user: 'sys' });
  const named = new Map([['/f', await configOf('User own')]]);
  const options = { sshConfigs: { usual: both.sshConfigs.usual, named } };
  expect(addressOf({ ansible_ssh_args: '-F /f' }, options)).toMatchObject({ port: 22, user: 'own' });
  expect(problemsOf({ ansible_ssh_args: '-F /g' }, options)).toEqual([
    expect.stringContaining('`-F /g`: there is no such file'),
  ]);
});

test('a host on the way is looked up as well, and all but the first of them leave its way as it is', async () => {
  const config = await usual(
    'Host web*\nProxyJump gate,bob@inner:2200\nHost gate\nHostName 10.0.0.9\nUser gil\nProxyJump outer\nIdentityFile /g\nHost inner\nProxyJump nowhere\nHostKeyAlias in',
  );
  const { jumps } = addressOf({}, config) as SshAddress;
  expect(jumps.map(({ user, hostname, port }) => `${user}@${hostname}:${port}`)).toEqual([
    'ann@outer:22',
    'gil@10.0.0.9:22',
    'bob@inner:2200',
  ]);
  expect(jumps.map(({ keyFiles }) => keyFiles[0])).toEqual(['/g', '/g', untouched.keyFiles[0]]);
  expect(jumps[2]?.hostKeyAlias).toBe('in');
});

test.for<readonly [text: string, problem: string]>([
  ['Match exec "true"\nPort 7', '/c:1:1 unsupported-ssh-config `Match exec` is not supported'],
  ['\nMatch final\nPort 7', '/c:2:1 unsupported-ssh-config `Match final` is not supported'],
  ['ProxyCommand nc -X 5 %h %p', '/c:1:1 invalid-connection this `ProxyCommand` is not supported'],
  [
    'Ciphers aes256-ctr',
    '/c:1:1 unsupported-ssh-config the ssh option `ciphers aes256-ctr` is not supported',
  ],
  ['RevokedHostKeys /r', '/c:1:1 unsupported-ssh-config the ssh option `revokedhostkeys /r`'],
  ['BindAddress 10.0.0.1', '/c:1:1 unsupported-ssh-config'],
  ['Frobnicate yes', '/c:1:1 unsupported-ssh-config the ssh option `frobnicate yes`'],
  ['StrictHostKeyChecking no', '/c:1:1 host-keys-unchecked'],
  ['UserKnownHostsFile /dev/null', '/c:1:1 host-keys-unchecked'],
  ['Port x', '/c:1:1 invalid-connection the port must be'],
  ['Host *\nProxyJump gate', '/c:2:1 invalid-connection the way to `gate` leads through `gate`'],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: ssh's own form of it
  ['IdentityFile ${KEY}', '/c:1:1 invalid-connection `${KEY}` is not a path'],
])('%j is refused with its place', async ([text, problem]) => {
  expect(problemsOf({}, await usual(text))[0]).toContain(problem);
});

test('what is not supported is no matter for the hosts that it is not for', async () => {
  const text =
    'Host db*\nProxyCommand nc %h %p\nCiphers aes256-ctr\nFrobnicate yes\nMatch user eve exec true\nPort 7';
  expect(problemsOf({}, await usual(text))).toEqual([]);
});

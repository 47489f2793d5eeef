import { expect, test } from 'vitest';
import type { SshAddress } from '../../model/playbook/address.ts';
import { identityOf } from '../../model/playbook/plan.ts';
import { Secret } from '../../model/values/secret.ts';
import {
  addressOf,
  files,
  options,
  render,
  type Said,
  target,
  untouched,
  variablesOf,
} from './connection.test-kit.ts';
import { becomeFor, becomeOf, type ConnectionOptions } from './connection.ts';

test('without a word from anybody it is the host by its name, as ssh would reach it', () => {
  expect(target({})).toEqual({
    ok: true,
    target: { name: 'web1', address: untouched, becomePassword: undefined },
  });
});

type Row = readonly [said: Said, address: Partial<SshAddress>];

test.for<Row>([
  [{ ansible_host: '10.0.0.1' }, { hostname: '10.0.0.1' }],
  [{ ansible_host: '2001:db8::1' }, { hostname: '2001:db8::1' }],
  [{ ansible_host: 'fe80::1%eth0' }, { hostname: 'fe80::1%eth0' }],
  [{ ansible_host: 'a', ansible_ssh_host: 'b' }, { hostname: 'b' }],
  [{ ansible_host: '{{ x }}.example.com' }, { hostname: 'filled.example.com' }],
  [{ ansible_host: '' }, {}],
  [{ ansible_host: null }, {}],
  [{ ansible_port: 2200 }, { port: 2200 }],
  [{ ansible_port: ' 2200 ' }, { port: 2200 }],
  [{ ansible_port: 1, ansible_ssh_port: '2' }, { port: 2 }],
  [{ ansible_user: 'bob' }, { user: 'bob' }],
  [{ ansible_user: 'a', ansible_ssh_user: 'b' }, { user: 'b' }],
  [{ ansible_user: 'bob@corp.example' }, { user: 'bob@corp.example' }],
  [{ ansible_user: 'CORP\\bob' }, { user: 'CORP\\bob' }],
  [{ ansible_user: 1000 }, { user: '1000' }],
  [{ ansible_private_key_file: '~/k' }, { keyFiles: ['/home/ann/k'], keysNamed: true }],
  [
    { ansible_private_key_file: '/a', ansible_ssh_private_key_file: 'keys/%h-%r-%u-%%' },
    { keyFiles: ['keys/web1-ann-ann-%'], keysNamed: true },
  ],
  [{ ansible_timeout: 5 }, { connectTimeoutMs: 5000 }],
  [{ ansible_timeout: 5, ansible_ssh_timeout: 6 }, { connectTimeoutMs: 6000 }],
  [{ ansible_connection: 'ssh' }, {}],
  [{ ansible_connection: 'ansible.builtin.ssh' }, {}],
  [{ ansible_connection: 'smart' }, {}],
  [{ ansible_connection: 'paramiko' }, {}],
  [{ ansible_connection: 'ansible.builtin.paramiko_ssh' }, {}],
  [{ ansible_python_interpreter: '/usr/bin/python3', ansible_ssh_pipelining: true }, {}],
])('%j → %j', ([said, address]) => {
  expect(addressOf(said)).toEqual({ ...untouched, ...address });
});

test.for<readonly [given: Partial<ConnectionOptions>, said: Said, address: Partial<SshAddress>]>([
  [{ user: 'bob' }, {}, { user: 'bob' }],
  [{ user: 'bob' }, { ansible_user: 'eve' }, { user: 'eve' }],
  [{ user: 'bob' }, { ansible_ssh_common_args: '-l eve' }, { user: 'bob' }],
  [{ user: 'bob' }, { ansible_ssh_args: '-l eve' }, { user: 'eve' }],
  [{ privateKeyFile: '/k' }, {}, { keyFiles: ['/k'], keysNamed: true }],
  [{ privateKeyFile: '/k' }, { ansible_ssh_private_key_file: '/l' }, { keyFiles: ['/l'], keysNamed: true }],
  [
    { privateKeyFile: '/k' },
    { ansible_ssh_extra_args: '-i /l' },
    { keyFiles: ['/k', '/l'], keysNamed: true },
  ],
  [{ knownHostsFile: './kh' }, {}, { hostKeys: files('./kh', '/etc/ssh/ssh_known_hosts') }],
  [
    { knownHostsFile: './kh' },
    { ansible_ssh_common_args: '-o UserKnownHostsFile=/k' },
    { hostKeys: files('./kh', '/etc/ssh/ssh_known_hosts') },
  ],
  [{ connectTimeoutMs: 1500 }, {}, { connectTimeoutMs: 2000 }],
  [{ connectTimeoutMs: 1500 }, { ansible_ssh_timeout: 9 }, { connectTimeoutMs: 9000 }],
  [{ agentSocket: undefined }, {}, { agentSocket: undefined }],
])('%j beside %j', ([given, said, address]) => {
  expect(addressOf(said, given)).toEqual({ ...untouched, ...address });
});

const key = `SHA256:${'a'.repeat(43)}`;

test('a pinned key stands for the host alone, not for those on the way', () => {
  const said = { rulerun_host_key_fingerprint: `${key}=`, ansible_ssh_common_args: '-J gate' };
  const address = addressOf(said);
  expect(address).toMatchObject({
    hostKeys: { mode: 'pinned', fingerprint: key },
    jumps: [{ hostKeys: { mode: 'strict' } }],
  });
});

test('passwords are secrets; those of variables win, and none goes to a host on the way', () => {
  const given = { password: new Secret('asked'), becomePassword: new Secret('asked too') };
  const said = { ansible_ssh_pass: 'p1', ansible_become_pass: 1234, ansible_ssh_common_args: '-J gate' };
  const found = target(said, given);
  if (!found.ok || found.target.address.kind !== 'ssh') throw new Error('no ssh target');
  expect(found.target.address.password?.reveal()).toBe('p1');
  expect(found.target.becomePassword?.reveal()).toBe('1234');
  expect(found.target.address.jumps[0]?.password).toBeUndefined();
  const asked = target({}, given);
  expect(asked).toEqual({
    ok: true,
    target: {
      name: 'web1',
      address: { ...untouched, ...given, becomePassword: undefined },
      ...{ becomePassword: given.becomePassword },
    },
  });
  expect(addressOf({ ansible_ssh_common_args: '-o PasswordAuthentication=no' }, given)).toEqual(untouched);
  expect(addressOf({ ansible_ssh_common_args: '-o PreferredAuthentications=publickey' }, given)).toEqual(
    untouched,
  );
});

test('other ways to a host', () => {
  expect(addressOf({ ansible_connection: 'local', ansible_host: 'a;b' })).toEqual({ kind: 'local' });
  expect(addressOf({ ansible_connection: 'sandbox' })).toEqual({ kind: 'sandbox', node: 'web1' });
  expect(addressOf({ ansible_connection: 'sandbox', ansible_host: 'n2' })).toEqual({
    kind: 'sandbox',
    node: 'n2',
  });
});

type Asked = { readonly become?: boolean; readonly user?: string };

test.for<
  readonly [
    play: Asked,
    task: Asked,
    said: Said,
    given: Partial<ConnectionOptions>,
    become: string | undefined,
  ]
>([
  [{}, {}, {}, {}, undefined],
  [{ become: true }, {}, {}, {}, 'root'],
  [{}, { become: true }, {}, {}, 'root'],
  [{ become: true }, { become: false }, {}, {}, undefined],
  [{ become: false }, {}, {}, { become: true }, undefined],
  [{}, {}, {}, { become: true }, 'root'],
  [{}, {}, {}, { become: true, becomeUser: 'bob' }, 'bob'],
  [{ user: 'play' }, {}, {}, { become: true, becomeUser: 'bob' }, 'play'],
  [{ become: true, user: 'play' }, { user: 'task' }, {}, {}, 'task'],
  [{ user: 'play' }, { user: 'task' }, {}, {}, undefined],
  [{}, {}, { ansible_become: 'yes' }, {}, 'root'],
  [{}, {}, { ansible_become: 1 }, {}, 'root'],
  [{ become: true }, { become: true }, { ansible_become: false }, {}, undefined],
  [{ become: true, user: 'play' }, { user: 'task' }, { ansible_become_user: 'var' }, {}, 'var'],
  [{ become: true }, {}, { ansible_become_user: '{{ x }}' }, {}, 'filled'],
  [{ become: true }, {}, { ansible_sudo_user: 'old' }, {}, 'old'],
  [{ become: true }, {}, { ansible_become: 'maybe', ansible_become_user: '-x' }, {}, 'root'],
])('play %j, task %j, variables %j, command line %j → %s', ([play, task, said, given, become]) => {
  const full = (asked: Asked) => ({ become: asked.become, user: asked.user });
  const ofTask = { become: becomeFor(full(task), full(play), { ...options, ...given }) };
  const ofHost = { become: becomeOf(variablesOf(said), render) };
  expect(identityOf(ofTask, ofHost)).toEqual({ become });
});

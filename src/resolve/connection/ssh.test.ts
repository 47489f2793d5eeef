import { expect, test } from 'vitest';
import type { SshAddress } from '../../model/playbook/address.ts';
import { addressOf, files, untouched } from './connection.test-kit.ts';

type Argument = readonly [args: string, address: Partial<SshAddress>];

test.for<Argument>([
  ['', {}],
  ['-o UserKnownHostsFile=/k', { hostKeys: files('/k', '/etc/ssh/ssh_known_hosts') }],
  ['-o UserKnownHostsFile="/k ~/l"', { hostKeys: files('/k', '/home/ann/l', '/etc/ssh/ssh_known_hosts') }],
  [`-o 'UserKnownHostsFile "/a b" /c' -oGlobalKnownHostsFile=/g`, { hostKeys: files('/a b', '/c', '/g') }],
  ['-o StrictHostKeyChecking=yes', {}],
  ['-o StrictHostKeyChecking=ask', {}],
  [
    '-o stricthostkeychecking=accept-new',
    { hostKeys: { ...files('/home/ann/.ssh/known_hosts', '/etc/ssh/ssh_known_hosts'), mode: 'accept-new' } },
  ],
  [
    '-i /a -o IdentityFile=~/b -oIdentityFile=%d/c',
    { keyFiles: ['/a', '/home/ann/b', '/home/ann/c'], keysNamed: true },
  ],
  ['-i /a -i /a', { keyFiles: ['/a'], keysNamed: true }],
  ['-i none', { keyFiles: [], keysNamed: true }],
  ['-o IdentitiesOnly=yes', { identitiesOnly: true }],
  ['-o IdentitiesOnly=true', { identitiesOnly: true }],
  ['-o IdentitiesOnly=no -o IdentitiesOnly=yes', { identitiesOnly: false }],
  ['-i /a -o IdentitiesOnly=yes', { keyFiles: ['/a'], keysNamed: true, identitiesOnly: true }],
  ['-o IdentityAgent=none', { agentSocket: undefined }],
  ['-o IdentityAgent=~/agent', { agentSocket: '/home/ann/agent' }],
  ['-o IdentityAgent=SSH_AUTH_SOCK', {}],
  ['-o PubkeyAuthentication=no', { keyFiles: [], keysNamed: true, agentSocket: undefined }],
  ['-o PreferredAuthentications=password', { keyFiles: [], keysNamed: true, agentSocket: undefined }],
  ['-o PreferredAuthentications=publickey,keyboard-interactive', {}],
  ['-p 2200', { port: 2200 }],
  ['-p2200 -p 1', { port: 2200 }],
  ['-qp 2200', { port: 2200 }],
  ['-l bob', { user: 'bob' }],
  ['-o "User bob"', { user: 'bob' }],
  [`-o 'User="bob"'`, { user: 'bob' }],
  ['-o "Port = 3"', { port: 3 }],
  ['-o HostName=10.0.0.9', { hostname: '10.0.0.9' }],
  ['-o ConnectTimeout=7', { connectTimeoutMs: 7000 }],
  ['-o ConnectTimeout=none', {}],
  ['-C -q -T -vvv -a -x -n', {}],
  [
    '-o ControlMaster=auto -o ControlPersist=60s -o ControlPath=/x -S none -M -o ServerAliveInterval=5 ' +
      '-o ServerAliveCountMax=3 -o TCPKeepAlive=yes -o Compression=yes -o LogLevel=ERROR -o BatchMode=yes ' +
      '-o ForwardAgent=no -o GSSAPIAuthentication=no -o SendEnv=LC_* -o RequestTTY=no -F /dev/null',
    {},
  ],
])('ansible_ssh_common_args=%s', ([args, address]) => {
  expect(addressOf({ ansible_ssh_common_args: args })).toEqual({ ...untouched, ...address });
});

const gate: SshAddress = { ...untouched, hostname: 'gate' };

test.for<readonly [args: string, jumps: readonly Partial<SshAddress>[]]>([
  ['-J gate', [{}]],
  ['-o ProxyJump=gate', [{}]],
  ['-J bob@gate:2200', [{ user: 'bob', port: 2200 }]],
  ['-J ssh://bob@gate:2200/', [{ user: 'bob', port: 2200 }]],
  ['-J outer,bob@[2001:db8::1]:22', [{ hostname: 'outer' }, { hostname: '2001:db8::1', user: 'bob' }]],
  ['-J 2001:db8::1', [{ hostname: '2001:db8::1' }]],
  ['-J none', []],
  ['-o ProxyCommand=none', []],
  ['-J gate -o ProxyCommand=none', [{}]],
  ['-o ProxyCommand="ssh -W %h:%p -q bob@gate"', [{ user: 'bob' }]],
  ['-o ProxyCommand="exec /usr/bin/ssh bob@gate -W [%h]:%p"', [{ user: 'bob' }]],
  [
    "-o ProxyCommand='ssh -p 2200 -i /k -o User=bob gate nc -w 5 %h %p'",
    [{ port: 2200, user: 'bob', keyFiles: ['/k'], keysNamed: true }],
  ],
  ['-o ProxyCommand="ssh -J outer -W %h:%p gate"', [{ hostname: 'outer' }, {}]],
  [
    '-i /k -o StrictHostKeyChecking=accept-new -o UserKnownHostsFile=/h -o ConnectTimeout=3 -l bob -p 2 -J gate',
    [
      {
        keyFiles: ['/k'],
        keysNamed: true,
        connectTimeoutMs: 3000,
        hostKeys: { mode: 'accept-new', knownHostsFiles: ['/h', '/etc/ssh/ssh_known_hosts'] },
      },
    ],
  ],
])('the way with %s', ([args, jumps]) => {
  const address = addressOf({ ansible_ssh_common_args: args, ansible_password: 'p' });
  expect(address.kind === 'ssh' && address.jumps).toEqual(jumps.map((jump) => ({ ...gate, ...jump })));
});

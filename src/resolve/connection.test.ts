import { expect, test } from 'vitest';
import type { Address, SshAddress } from '../model/address.ts';
import type { Host, Variables } from '../model/inventory.ts';
import type { JsonValue } from '../model/json.ts';
import { formatPosition } from '../model/position.ts';
import { Secret } from '../model/secret.ts';
import { type ConnectionOptions, identityOf, targetOf } from './connection.ts';
import type { Render } from './connection-reading.ts';

const options: ConnectionOptions = {
  loginUser: 'ann',
  home: '/home/ann',
  agentSocket: '/run/agent',
  user: undefined,
  privateKeyFile: undefined,
  knownHostsFile: undefined,
  password: undefined,
  becomePassword: undefined,
  become: false,
  becomeUser: undefined,
  connectTimeoutMs: undefined,
};

const untouched: SshAddress = {
  kind: 'ssh',
  hostname: 'web1',
  port: 22,
  user: 'ann',
  password: undefined,
  keyFiles: ['/home/ann/.ssh/id_ed25519', '/home/ann/.ssh/id_ecdsa', '/home/ann/.ssh/id_rsa'],
  keysNamed: false,
  agentSocket: '/run/agent',
  hostKeys: { mode: 'strict', knownHostsFiles: ['/home/ann/.ssh/known_hosts', '/etc/ssh/ssh_known_hosts'] },
  jumps: [],
  connectTimeoutMs: 30_000,
};

/** Knows one template. */
const render: Render = (text) =>
  text.includes('{{ x }}')
    ? { ok: true, value: text === '{{ x }}' ? 'filled' : text.replace('{{ x }}', 'filled') }
    : { ok: false, error: { message: '`y` is undefined', hint: 'did you mean `x`?' } };

type Said = Readonly<Record<string, JsonValue>>;

function variablesOf(said: Said): Variables {
  const at = { file: 'hosts', line: 1, column: 6 };
  return new Map(Object.entries(said).map(([name, value]) => [name, { value, at }]));
}

function target(
  said: Said,
  given: Partial<ConnectionOptions> = {},
  name = 'web1',
): ReturnType<typeof targetOf> {
  const host: Host = { name, groups: [], variables: variablesOf(said) };
  return targetOf(host, host.variables, { ...options, ...given, render });
}

function addressOf(said: Said, given: Partial<ConnectionOptions> = {}, name = 'web1'): Address {
  const found = target(said, given, name);
  if (!found.ok) throw new Error(JSON.stringify(found.diagnostics));
  return found.target.address;
}

function problemsOf(said: Said, given: Partial<ConnectionOptions> = {}, name = 'web1'): readonly string[] {
  const found = target(said, given, name);
  return found.ok
    ? []
    : found.diagnostics.map(
        ({ at, code, message, hint }) =>
          `${formatPosition(at)} ${code} ${message}${hint === undefined ? '' : ` (${hint})`}`,
      );
}

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

type Argument = readonly [args: string, address: Partial<SshAddress>];

const files = (...knownHostsFiles: readonly string[]) => ({ mode: 'strict' as const, knownHostsFiles });

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
  ['-o IdentitiesOnly=yes', { agentSocket: undefined }],
  ['-i /a -o IdentitiesOnly=yes', { keyFiles: ['/a'], keysNamed: true }],
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

test.for<readonly [said: Said, problems: readonly string[]]>([
  [{ ansible_host: '-oProxyCommand=x' }, ['`-oProxyCommand=x` is not a host name']],
  [{ ansible_host: 'a;b' }, ['`a;b` is not a host name']],
  [{ ansible_host: 'a b' }, ['`a b` is not a host name']],
  [{ ansible_host: '$(x)' }, ['`$(x)` is not a host name']],
  [{ ansible_host: 'a'.repeat(256) }, [`\`${'a'.repeat(256)}\` is not a host name`]],
  [{ ansible_host: true }, ['`ansible_host` must be text']],
  [{ ansible_host: '{{ y }}' }, ['`ansible_host`: `y` is undefined']],
  [{ ansible_port: 0 }, ['`ansible_port` must be a whole number from 1 to 65535, not `0`']],
  [{ ansible_port: 99_999 }, ['`ansible_port` must be a whole number from 1 to 65535, not `99999`']],
  [{ ansible_port: 'ssh' }, ['`ansible_port` must be a whole number from 1 to 65535, not `ssh`']],
  [{ ansible_port: [22] }, ['`ansible_port` must be a whole number from 1 to 65535, not `[22]`']],
  [{ ansible_user: '-x' }, ['`-x` is not a user name']],
  [{ ansible_user: 'a b' }, ['`a b` is not a user name']],
  [{ ansible_user: 'a\\' }, ['`a\\` is not a user name']],
  [{ ansible_private_key_file: '~bob/k' }, ['`~bob/k` is not a path that can be found']],
  [{ ansible_private_key_file: '/k%z' }, ['`/k%z` is not a path that can be found']],
  [{ ansible_become: 'maybe' }, ['`ansible_become` must be true or false, not `maybe`']],
  [
    { ansible_become: 'x'.repeat(70) },
    [`\`ansible_become\` must be true or false, not \`${'x'.repeat(60)}…\``],
  ],
  [{ ansible_become_user: '-x' }, ['`ansible_become_user`: `-x` is not a user name']],
  [{ ansible_become_method: 'su' }, ['`ansible_become_method` cannot be `su`']],
  [{ ansible_become_exe: 'doas' }, ['`ansible_become_exe` cannot be `doas`']],
  [{ ansible_become_flags: '-i' }, ['`ansible_become_flags` cannot be `-i`']],
  [{ ansible_ssh_executable: '/opt/wrap' }, ['`ansible_ssh_executable` cannot be `/opt/wrap`']],
  [{ ansible_shell_type: 'powershell' }, ['`ansible_shell_type` cannot be `powershell`']],
  [{ ansible_ssh_pkcs11_provider: '/x.so' }, ['`ansible_ssh_pkcs11_provider` is not supported']],
  [{ ansible_connection: 'docker' }, ['`ansible_connection` cannot be `docker`']],
  [{ ansible_connection: 'sandbox', ansible_host: '../x' }, ['`../x` is not the name of a node']],
  [
    { ansible_host_key_checking: false },
    ['rulerun always checks host keys: `ansible_host_key_checking: false` is not possible'],
  ],
  [
    { ansible_ssh_host_key_checking: 'no' },
    ['rulerun always checks host keys: `ansible_ssh_host_key_checking: false` is not possible'],
  ],
  [
    { rulerun_host_key_fingerprint: 'MD5:00' },
    ['`rulerun_host_key_fingerprint`: `MD5:00` is not a fingerprint'],
  ],
])('%j is refused', ([said, problems]) => {
  expect(messagesOf(said)).toEqual(problems);
});

test.for<readonly [args: string, problems: readonly string[]]>([
  [
    '-o StrictHostKeyChecking=no',
    ['rulerun always checks host keys: `StrictHostKeyChecking=no` is not possible'],
  ],
  [
    '-o StrictHostKeyChecking=off',
    ['rulerun always checks host keys: `StrictHostKeyChecking=off` is not possible'],
  ],
  ['-o StrictHostKeyChecking=x', ['`StrictHostKeyChecking` cannot be `x`']],
  [
    '-o UserKnownHostsFile=/dev/null',
    ['rulerun always checks host keys: `KnownHostsFile=/dev/null` is not possible'],
  ],
  [
    "-o UserKnownHostsFile='\"x'",
    ['the names of the known hosts files: a quote is never closed, or nothing follows a backslash'],
  ],
  ['-o UserKnownHostsFile=~x/k', ['`~x/k` is not a path that can be found']],
  ['-o ConnectTimeout=soon', ['the number of seconds to connect must be from 1 to 3600, not `soon`']],
  ['-p 0', ['the port must be from 1 to 65535, not `0`']],
  ['-o IdentityAgent=$SOCK/x%z', ['`$SOCK/x%z` is not a path that can be found']],
  ['-o HostKeyAlias=x', ['`ansible_ssh_common_args`: the ssh option `-o HostKeyAlias` is not supported']],
  ['-o ForwardAgent=yes', ['`ansible_ssh_common_args`: rulerun never forwards an agent']],
  ['-o RequestTTY=force', ['`ansible_ssh_common_args`: the ssh option `-o RequestTTY` is not supported']],
  ['-A', ['`ansible_ssh_common_args`: the ssh option `-A` is not supported']],
  ['-L 1:a:1', ['`ansible_ssh_common_args`: the ssh option `-L` is not supported']],
  ['-F ~/.ssh/config', ['`ansible_ssh_common_args`: `-F ~/.ssh/config`: rulerun reads no ssh_config']],
  ['-o', ['`ansible_ssh_common_args`: nothing follows `-o`']],
  ['-o =x', ['`ansible_ssh_common_args`: `-o =x` is not of the form `-o Name=value`']],
  ['-W a:1', ['`ansible_ssh_common_args`: `-W a:1` is not an option for a host']],
  ['web2', ['`ansible_ssh_common_args`: `web2` is not an option for a host']],
  ['-o "x', ['`ansible_ssh_common_args`: a quote is never closed, or nothing follows a backslash']],
  ['-J a,,b', ['`ProxyJump=a,,b` names no host']],
  ['-J "a;b"', ['`a;b` is not a host name']],
  ['-J a:0', ['the port must be from 1 to 65535, not `0`']],
  ['-o ProxyCommand="corkscrew x 1 %h %p"', ['this `ProxyCommand` is not supported']],
  ['-o ProxyCommand="ssh gate sh -c x"', ['this `ProxyCommand` is not supported']],
  ['-o ProxyCommand="ssh -W %h:%p"', ['this `ProxyCommand` is not supported']],
  ['-o ProxyCommand="ssh -A -W %h:%p gate"', ['the ssh option `-A` is not supported']],
  ['-o ProxyCommand="ssh \'"', ['`ProxyCommand`: a quote is never closed, or nothing follows a backslash']],
  [
    '-o ProxyCommand="ssh -o StrictHostKeyChecking=no -W %h:%p gate"',
    ['rulerun always checks host keys: `StrictHostKeyChecking=no` is not possible'],
  ],
])('ansible_ssh_common_args=%s is refused', ([args, problems]) => {
  expect(messagesOf({ ansible_ssh_common_args: args })).toEqual(problems);
});

function messagesOf(said: Said): readonly string[] {
  const found = target(said);
  return found.ok ? [] : found.diagnostics.map(({ message }) => message);
}

test('mistakes are told all at once, each where it was said and with a way out', () => {
  const said = { ansible_port: 'x', ansible_ssh_extra_args: '-o StrictHostKeyChecking=no -o Tunnel=yes' };
  expect(problemsOf(said)).toMatchInlineSnapshot(`
    [
      "hosts:1:6 invalid-connection \`ansible_port\` must be a whole number from 1 to 65535, not \`x\`",
      "hosts:1:6 invalid-connection \`ansible_ssh_extra_args\`: the ssh option \`-o Tunnel\` is not supported (supported are -i, -J, -l, -p and -o with ConnectTimeout, GlobalKnownHostsFile, HostName, IdentitiesOnly, IdentityAgent, IdentityFile, PasswordAuthentication, Port, PreferredAuthentications, ProxyCommand, ProxyJump, PubkeyAuthentication, StrictHostKeyChecking, User, UserKnownHostsFile)",
      "hosts:1:6 host-keys-unchecked rulerun always checks host keys: \`StrictHostKeyChecking=no\` is not possible (write \`-o StrictHostKeyChecking=accept-new\` to trust a host when it is first seen)",
    ]
  `);
  expect(problemsOf({}, { user: 'a b', privateKeyFile: '~x/k' })).toMatchInlineSnapshot(`
    [
      "--user:1:1 invalid-connection \`a b\` is not a user name",
      "--private-key:1:1 invalid-connection \`~x/k\` is not a path that can be found (\`~/\`, \`%d\`, \`%h\`, \`%r\` and \`%u\` are filled in, nothing else)",
    ]
  `);
  expect(problemsOf({}, {}, '-web1')).toMatchInlineSnapshot(`
    [
      "--inventory:1:1 invalid-connection \`-web1\` is not a host name (a host name is made of letters, digits, dots and dashes; give it with \`ansible_host\`)",
    ]
  `);
});

test('a variable without a place came from the command line', () => {
  const variables: Variables = new Map([['ansible_port', { value: 'x', at: undefined }]]);
  const found = targetOf({ name: 'web1', groups: [], variables }, variables, { ...options, render });
  expect(found.ok === false && found.diagnostics[0]?.at.file).toBe('--extra-vars');
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
    { hostKeys: files('/k', '/etc/ssh/ssh_known_hosts') },
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
  expect(identityOf(full(play), full(task), variablesOf(said), { ...options, ...given, render })).toEqual({
    become,
  });
});

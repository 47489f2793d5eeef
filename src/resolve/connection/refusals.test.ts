import { expect, test } from 'vitest';
import type { Variables } from '../../model/playbook/inventory.ts';
import { messagesOf, options, problemsOf, render, type Said } from './connection.test-kit.ts';
import { targetOf } from './connection.ts';

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
  ["-o UserKnownHostsFile='\"x'", ['the names of the known hosts files: the quote " is not closed']],
  ['-o UserKnownHostsFile=~x/k', ['`~x/k` is not a path that can be found']],
  ['-o ConnectTimeout=soon', ['the number of seconds to connect must be from 1 to 3600, not `soon`']],
  ['-p 0', ['the port must be from 1 to 65535, not `0`']],
  ['-o IdentityAgent=$SOCK/x%z', ['`$SOCK/x%z` is not a path that can be found']],
  [
    '-o RevokedHostKeys=/x',
    ['`ansible_ssh_common_args`: the ssh option `-o RevokedHostKeys` is not supported'],
  ],
  ['-o ForwardAgent=yes', ['`ansible_ssh_common_args`: rulerun never forwards an agent']],
  ['-o RequestTTY=force', ['`ansible_ssh_common_args`: the ssh option `-o RequestTTY` is not supported']],
  ['-A', ['`ansible_ssh_common_args`: the ssh option `-A` is not supported']],
  ['-L 1:a:1', ['`ansible_ssh_common_args`: the ssh option `-L` is not supported']],
  ['-F ~/.ssh/config', ['`-F ~/.ssh/config`: there is no such file']],
  ['-o', ['`ansible_ssh_common_args`: nothing follows `-o`']],
  ['-o =x', ['`ansible_ssh_common_args`: `-o =x` is not of the form `-o Name=value`']],
  ['-W a:1', ['`ansible_ssh_common_args`: `-W a:1` is not an option for a host']],
  ['web2', ['`ansible_ssh_common_args`: `web2` is not an option for a host']],
  ['-o "x', ['`ansible_ssh_common_args`: the quote " is not closed']],
  ['-J a,,b', ['`ProxyJump=a,,b` names no host']],
  ['-J "a;b"', ['`a;b` is not a host name']],
  ['-J a:0', ['the port must be from 1 to 65535, not `0`']],
  ['-o ProxyCommand="corkscrew x 1 %h %p"', ['this `ProxyCommand` is not supported']],
  ['-o ProxyCommand="ssh gate sh -c x"', ['this `ProxyCommand` is not supported']],
  ['-o ProxyCommand="ssh -W %h:%p"', ['this `ProxyCommand` is not supported']],
  ['-o ProxyCommand="ssh -A -W %h:%p gate"', ['the ssh option `-A` is not supported']],
  ['-o ProxyCommand="ssh \'"', ["`ProxyCommand`: the quote ' is not closed"]],
  [
    '-o ProxyCommand="ssh -o StrictHostKeyChecking=no -W %h:%p gate"',
    ['rulerun always checks host keys: `StrictHostKeyChecking=no` is not possible'],
  ],
])('ansible_ssh_common_args=%s is refused', ([args, problems]) => {
  expect(messagesOf({ ansible_ssh_common_args: args })).toEqual(problems);
});

test('mistakes are told all at once, each where it was said and with a way out', () => {
  const said = { ansible_port: 'x', ansible_ssh_extra_args: '-o StrictHostKeyChecking=no -o Tunnel=yes' };
  expect(problemsOf(said)).toMatchInlineSnapshot(`
    [
      "hosts:1:6 invalid-connection \`ansible_ssh_extra_args\`: the ssh option \`-o Tunnel\` is not supported (supported are -i, -J, -l, -p and -o with ConnectTimeout, GlobalKnownHostsFile, HostKeyAlias, HostName, IdentitiesOnly, IdentityAgent, IdentityFile, PasswordAuthentication, Port, PreferredAuthentications, ProxyCommand, ProxyJump, PubkeyAuthentication, StrictHostKeyChecking, User, UserKnownHostsFile)",
      "hosts:1:6 invalid-connection \`ansible_port\` must be a whole number from 1 to 65535, not \`x\`",
      "hosts:1:6 host-keys-unchecked rulerun always checks host keys: \`StrictHostKeyChecking=no\` is not possible (write \`-o StrictHostKeyChecking=accept-new\` to trust a host when it is first seen)",
    ]
  `);
  expect(problemsOf({}, { user: 'a b', privateKeyFile: '~x/k' })).toMatchInlineSnapshot(`
    [
      "--user invalid-connection \`a b\` is not a user name",
      "--private-key invalid-connection \`~x/k\` is not a path that can be found (\`~/\`, \`%d\`, \`%h\`, \`%n\`, \`%p\`, \`%r\` and \`%u\` are filled in, nothing else)",
    ]
  `);
  expect(problemsOf({}, {}, '-web1')).toMatchInlineSnapshot(`
    [
      "--inventory invalid-connection \`-web1\` is not a host name (a host name is made of letters, digits, dots and dashes; give it with \`ansible_host\`)",
    ]
  `);
});

test('a variable without a place came from the command line', () => {
  const variables: Variables = new Map([['ansible_port', { value: 'x', at: undefined }]]);
  const found = targetOf({ name: 'web1', groups: [], variables }, variables, { ...options, render });
  expect(found.ok === false && found.diagnostics[0]?.at.file).toBe('--extra-vars');
});

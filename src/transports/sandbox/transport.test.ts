import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ssh2 from 'ssh2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keyPair } from '../../../test/contracts/in-process-sshd.ts';
import { linkContract } from '../../../test/contracts/link-contract.ts';
import { dialNode } from './node/running-node.ts';
import { never, newSandbox, noNodes, sayOver, type TestSandbox } from './nodes.test-kit.ts';
import { sandboxTransport } from './transport.ts';

describe.skipIf(noNodes !== undefined)('sandbox nodes', () => {
  let sandbox: TestSandbox;
  beforeAll(async () => {
    sandbox = newSandbox();
    await sandbox.link();
  });
  afterAll(async () => sandbox[Symbol.asyncDispose]());

  test.for([
    ['id -u; id -un', '0\nroot\n'],
    ['hostname', 'node1\n'],
    ['echo $HOME $USER $LOGNAME $SHELL; pwd', '/root root root /bin/sh\n/root\n'],
    ['echo $PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin\n'],
    ['cat /proc/1/comm; ls /proc | grep -c "^[0-9]*$" >/dev/null && echo own', 'sh\nown\n'],
    [
      'echo a >/dev/null; echo b >/dev/stderr 2>&1; cat /dev/stdin </dev/null; head -c 3 /dev/zero | wc -c',
      '3\n',
    ],
    ['. /etc/os-release; echo "$ID $VARIANT_ID"', 'rhel rulerun-sandbox\n'],
    [
      'for name in systemctl docker sudo; do command -v $name; done',
      '/usr/local/sbin/systemctl\n/usr/local/sbin/docker\n/usr/local/sbin/sudo\n',
    ],
    ['sudo -n -H -u root -- /bin/sh -c "id -u; echo $0"', '0\n/bin/sh\n'],
    ['cat /proc/sys/net/ipv4/ip_forward', '1\n'],
    ['ls -ld / /etc /tmp /root | cut -c1-10', 'drwxr-xr-x\ndrwxr-xr-x\ndrwx------\ndrwxrwxrwt\n'],
  ] as const)('on a node, %s', async ([command, stdout]) => {
    expect((await sandbox.say(command)).stdout).toBe(stdout);
  });

  // Each would change nothing even if it could.
  test.for([
    ['a program of this machine', 'touch -c -r /usr/bin/env /usr/bin/env'],
    ['a setting of this machine', 'cat /proc/sys/kernel/panic >/proc/sys/kernel/panic'],
    ['the mode of a device', 'chmod 666 /dev/null'],
  ] as const)('a node cannot change %s', async ([, command]) => {
    const said = await sandbox.say(command);
    expect(said.exitCode).not.toBe(0);
    expect(said.stderr).toMatch(/Read-only file system|[Pp]ermission denied|not permitted/);
  });

  test('what a node writes stays on its own disk', async () => {
    await sandbox.say('echo mine >/etc/mine; mkdir /opt/x', 'node1');
    expect((await sandbox.say('cat /etc/mine', 'node2')).exitCode).toBe(1);
    expect((await sandbox.say('cat /etc/mine', 'node1')).stdout).toBe('mine\n');
  });

  test('three nodes at once are three machines', async () => {
    const names = ['node1', 'node2', 'node3'];
    const said = await Promise.all(
      names.map((name) => sandbox.say('hostname; cat /proc/sys/kernel/random/boot_id; sleep 0.2', name)),
    );
    expect(said.map(({ stdout }) => stdout.split('\n')[0])).toEqual(names);
    expect(new Set(said.map(({ stdout }) => stdout.split('\n')[1])).size).toBe(3);
  });

  test('a command that is still running does not end with its link', async () => {
    const link = await sandbox.link();
    await link.start('sleep 0.3; echo done >/root/late', never);
    await link[Symbol.asyncDispose]();
    await expect.poll(async () => (await sandbox.say('cat /root/late')).stdout).toBe('done\n');
  });

  test('many commands, one after the other and side by side', async () => {
    await using link = await sandbox.link();
    for (let number = 0; number < 40; number += 1) {
      expect((await sayOver(link, `echo ${number}`)).stdout).toBe(`${number}\n`);
    }
    const numbers = Array.from({ length: 60 }, (_, number) => number);
    const said = await Promise.all(numbers.map((number) => sayOver(link, `echo ${number}; exit ${number}`)));
    expect(said.map(({ stdout, exitCode }) => [stdout, exitCode])).toEqual(
      numbers.map((number) => [`${number}\n`, number]),
    );
  });

  test('much on both outputs at once arrives whole', async () => {
    await using link = await sandbox.link();
    const pipe = await link.start('head -c 6000000 /dev/zero >&2 & yes | head -c 6000000; wait', never);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const size = { stdout: 0, stderr: 0 };
    pipe.listen((stream, bytes) => {
      size[stream] += bytes.length;
    });
    expect(await pipe.ended).toEqual({ kind: 'exited', exitCode: 0 });
    expect(size).toEqual({ stdout: 6_000_000, stderr: 6_000_000 });
  });

  test('another process reaches a node that is powered on already', async () => {
    await using other = sandboxTransport(sandbox.stateDir);
    await sandbox.say('echo there >/run/there');
    await using link = await other.connect({ kind: 'sandbox', node: 'node1' }, never);
    expect((await sayOver(link, 'cat /run/there; cat /proc/sys/kernel/random/boot_id')).stdout).toBe(
      (await sandbox.say('cat /run/there; cat /proc/sys/kernel/random/boot_id')).stdout,
    );
  });

  test('only the owner can look into a node, its socket and its keys', () => {
    const folder = join(sandbox.stateDir, 'sandbox', 'node1');
    const modes = [join(sandbox.stateDir, 'sandbox'), folder, join(folder, 'host_key')].map(
      (path) => statSync(path).mode & 0o777,
    );
    expect(modes).toEqual([0o700, 0o700, 0o600]);
  });

  test('only the key of the sandbox is let in, and only as root', async () => {
    const folder = join(sandbox.stateDir, 'sandbox');
    const own = readFileSync(join(folder, 'client_key'), 'utf8');
    const { private: other } = keyPair();
    const logIn = async (username: string, privateKey: string): Promise<string> => {
      const sock = await dialNode(join(folder, 'node1'));
      const client = new ssh2.Client();
      const outcome = new Promise<string>((resolve) => {
        client.once('ready', () => resolve('let in'));
        client.once('error', ({ message }) => resolve(message));
      });
      client.connect({ username, privateKey, ...(sock === undefined ? {} : { sock }) });
      const said = await outcome;
      client.destroy();
      return said;
    };
    expect(await logIn('root', own)).toBe('let in');
    expect(await logIn('root', other)).toBe('All configured authentication methods failed');
    expect(await logIn('admin', own)).toBe('All configured authentication methods failed');
  });

  test('a node with another host key is not trusted', async () => {
    const path = join(sandbox.stateDir, 'sandbox/node3/host_key');
    await sandbox.say('true', 'node3');
    writeFileSync(path, keyPair().private);
    await expect(sandbox.link('node3')).rejects.toMatchObject({ failure: { kind: 'untrusted-host-key' } });
  });

  test.for(['../x', '', '-rf', 'a/b', 'x'.repeat(64)])('%j is no name of a node', async (node) => {
    await using transport = sandboxTransport(sandbox.stateDir);
    await expect(transport.connect({ kind: 'sandbox', node }, never)).rejects.toMatchObject({
      failure: { kind: 'unreachable', cause: 'this cannot be the name of a sandbox node' },
    });
  });
});

if (noNodes === undefined) {
  const sandbox = newSandbox();
  const temporary = process.env['TMPDIR'];
  beforeAll(async () => {
    // The contract wants a host that shares files with this machine: one folder, under the same path on both.
    const shared = join(sandbox.stateDir, 'sandbox/node1/root/shared');
    await sandbox.say(`mkdir /shared; mkdir -p ${dirname(shared)}; ln -s /shared ${shared}`);
    process.env['TMPDIR'] = shared;
  });
  afterAll(async () => {
    if (temporary === undefined) delete process.env['TMPDIR'];
    else process.env['TMPDIR'] = temporary;
    await sandbox[Symbol.asyncDispose]();
  });
  linkContract('a sandbox node', async () => {
    const link = await sandbox.link();
    return { link, [Symbol.asyncDispose]: async () => link[Symbol.asyncDispose]() };
  });
}

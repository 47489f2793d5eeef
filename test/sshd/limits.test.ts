import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hintOf } from '../../src/model/run/failure.ts';
import { connectSsh, sshTransport } from '../../src/transports/ssh/client.ts';
import { hear, never } from '../contracts/link-contract.ts';
import { failureOfAddress } from '../contracts/ssh-contract.ts';
import { noSshd, startSshd } from './sshd.ts';

describe.skipIf(noSshd !== undefined)(`limits of a real sshd ${noSshd ?? ''}`, () => {
  test('forty logins at once to an sshd that takes two at a time', async () => {
    await using host = await startSshd({ config: ['MaxStartups 2:100:2', 'LogLevel DEBUG'] });
    const transport = sshTransport();
    const links = await Promise.all(
      Array.from({ length: 40 }, () => transport.connect(host.address(), never)),
    );
    const outputs = await Promise.all(
      links.map(async (link) => (await hear(await link.start('echo in', never))).stdout.toString()),
    );
    expect(outputs).toEqual(Array.from({ length: 40 }, () => 'in\n'));
    await Promise.all(links.map((link) => link[Symbol.asyncDispose]()));
    await expect.poll(() => host.log()).toContain('past MaxStartups');
  });

  test('an sshd that allows one session runs commands one after the other', async () => {
    await using host = await startSshd({ config: ['MaxSessions 1', 'LogLevel DEBUG'] });
    await using link = await connectSsh(host.address(), { signal: never });
    const outputs = [1, 2, 3, 4, 5].map(async (number) => {
      const pipe = await link.start(`sleep 0.1; echo ${number}`, never);
      return (await hear(pipe)).stdout.toString();
    });
    expect(await Promise.all(outputs)).toEqual(['1\n', '2\n', '3\n', '4\n', '5\n']);
    await expect.poll(() => host.log()).toContain('no more sessions');
  });

  test('an sshd whose one session is taken for good says so', async () => {
    await using host = await startSshd({ config: ['MaxSessions 1'] });
    await using link = await connectSsh(host.address(), { signal: never });
    await using shell = await link.start('cat', never);
    await expect(link.start('true', never)).rejects.toMatchObject({
      failure: {
        kind: 'refused',
        why: expect.stringContaining('MaxSessions'),
        hint: expect.stringContaining('sshd -T'),
      },
    });
    const heard = hear(shell);
    await shell.write(Buffer.from('still here'));
    await shell[Symbol.asyncDispose]();
    expect((await heard).end.kind).toBe('exited');
  });

  test('keys are changed in the middle of a transfer both ways, and not a byte with them', async () => {
    await using host = await startSshd({ config: ['RekeyLimit 256K', 'LogLevel DEBUG'] });
    await using link = await connectSsh(host.address(), { signal: never });
    const size = 24 * 1024 * 1024;
    const bytes = Buffer.alloc(size, 'The quick brown fox jumps over the lazy dog. ');
    const pipe = await link.start(`head -c ${size}`, never);
    const heard = hear(pipe);
    for (let sent = 0; sent < size; sent += 65536) await pipe.write(bytes.subarray(sent, sent + 65536));
    const { stdout, end } = await heard;
    expect([stdout.equals(bytes), end]).toEqual([true, { kind: 'exited', exitCode: 0 }]);
    expect(host.log().match(/rekey/gi)?.length ?? 0).toBeGreaterThan(20);
  });

  test('a bastion that forwards nothing is named', async () => {
    await using bastion = await startSshd({ config: ['AllowTcpForwarding no'] });
    await using host = await startSshd();
    const failure = await failureOfAddress(host.address({ jumps: [bastion.address()] }));
    expect('cause' in failure && failure.cause).toContain(`127.0.0.1:${bastion.port} does not let`);
    expect(hintOf(failure)).toContain('allowtcpforwarding');
    await expect.poll(() => bastion.sessions().length).toBe(0);
  });

  test('two bastions in a row', async () => {
    await using outer = await startSshd({ config: ['LogLevel DEBUG'] });
    await using inner = await startSshd({ config: ['LogLevel DEBUG'] });
    await using host = await startSshd();
    const file = join(host.folder, 'all');
    writeFileSync(
      file,
      [outer, inner, host].map(({ knownHosts }) => readFileSync(knownHosts, 'utf8')).join(''),
    );
    const transport = sshTransport();
    const address = host.address({ jumps: [outer.address(), inner.address()] });
    const links = await Promise.all([1, 2, 3, 4, 5, 6].map(() => transport.connect(address, never)));
    const sizes = await Promise.all(
      links.map(
        async (link) => (await hear(await link.start('head -c 5000000 /dev/zero', never))).stdout.length,
      ),
    );
    expect(new Set(sizes)).toEqual(new Set([5_000_000]));
    expect([outer, inner].map((each) => each.log().match(/^Accepted publickey /gm)?.length)).toEqual([1, 1]);
    await Promise.all(links.map((link) => link[Symbol.asyncDispose]()));
    await expect.poll(() => outer.sessions().length).toBe(0);
  });

  test('an sshd that is started anew keeps its sessions', async () => {
    await using host = await startSshd();
    await using link = await connectSsh(host.address(), { signal: never });
    const pipe = await link.start('read line; echo "$line"; exit 3', never);
    await host.changeHostKey();
    await pipe.write(Buffer.from('survived\n'));
    const { stdout, end } = await hear(pipe);
    expect([stdout.toString(), end]).toEqual(['survived\n', { kind: 'exited', exitCode: 3 }]);
  });

  test('nothing is asked of the host that is not needed', async () => {
    await using host = await startSshd({ config: ['LogLevel DEBUG3'] });
    const link = await connectSsh(host.address(), { signal: never });
    await (await link.start('true', never)).ended;
    await link[Symbol.asyncDispose]();
    const log = host.log();
    const requests = [...log.matchAll(/server_input_channel_req: channel \d+ request (\S+)/g)].map(
      ([, name]) => name,
    );
    expect(requests).toEqual(['exec']);
    expect(log).not.toMatch(/auth-agent|pty-req|subsystem request|method none/);
  });
});

import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { SshAddress } from '../../src/model/playbook/address.ts';
import type { Link } from '../../src/model/ports.ts';
import { type Failure, HostFailure, hintOf } from '../../src/model/run/failure.ts';
import { connectSsh, sshTransport } from '../../src/transports/ssh/client.ts';
import { keyPair, type TestHost, testFolder, writeKey } from './in-process-sshd.ts';
import { hear, linkContract, never } from './link-contract.ts';

/** The failure that connecting ends with. */
export async function failureOf(connecting: Promise<Link>): Promise<Failure> {
  try {
    const link = await connecting;
    await link[Symbol.asyncDispose]();
  } catch (error) {
    if (error instanceof HostFailure) return error.failure;
    throw error;
  }
  throw new Error('the connection was made');
}

export async function failureOfAddress(address: SshAddress): Promise<Failure> {
  return failureOf(connectSsh(address, { signal: never }));
}

/** What connecting by SSH keeps to, whatever sshd is at the other end. */
export function sshContract(name: string, start: () => Promise<TestHost>): void {
  linkContract(name, async () => {
    const host = await start();
    const link = await connectSsh(host.address(), { signal: never });
    return {
      link,
      async [Symbol.asyncDispose]() {
        await link[Symbol.asyncDispose]();
        await host[Symbol.asyncDispose]();
      },
    };
  });

  describe(`ssh: ${name}`, () => {
    test('a host that nobody knows is refused, with the command that would trust it', async () => {
      await using host = await start();
      rmSync(host.knownHosts);
      const failure = await failureOfAddress(host.address());
      expect(failure).toMatchObject({ kind: 'untrusted-host-key', address: `127.0.0.1:${host.port}` });
      expect('why' in failure && failure.why).toMatch(/^ED25519 key SHA256:\S{43} is not in .*known_hosts$/);
      expect(hintOf(failure)).toContain(
        `ssh-keyscan -t ed25519 -p ${host.port} 127.0.0.1 >> ${host.knownHosts}`,
      );
    });

    test.for(['strict', 'accept-new'] as const)('a changed host key is refused when %s', async (mode) => {
      await using host = await start();
      await host.changeHostKey();
      const before = readFileSync(host.knownHosts, 'utf8');
      const address = host.address({ hostKeys: { mode, knownHostsFiles: [host.knownHosts] } });
      const failure = await failureOfAddress(address);
      expect(failure.kind).toBe('untrusted-host-key');
      expect('why' in failure && failure.why).toMatch(
        /HAS CHANGED: .*known_hosts:1 holds ED25519 key SHA256:/,
      );
      expect(hintOf(failure)).toContain(`ssh-keygen -R '[127.0.0.1]:${host.port}' -f ${host.knownHosts}`);
      expect(readFileSync(host.knownHosts, 'utf8')).toBe(before);
    });

    test('within one run a host keeps its key, whatever the files say by then', async () => {
      await using host = await start();
      const files = [join(host.folder, 'learned')];
      const address = host.address({ hostKeys: { mode: 'accept-new', knownHostsFiles: files } });
      const transport = sshTransport();
      await using first = await transport.connect(address, never);
      expect((await hear(await first.start('echo in', never))).stdout.toString()).toBe('in\n');
      await host.changeHostKey();
      rmSync(files[0] ?? '');
      const failure = await failureOf(transport.connect(address, never));
      expect('why' in failure && failure.why).toContain('DURING THIS RUN');
      await using later = await connectSsh(address, { signal: never });
      expect(later).toBeDefined();
    });

    test('a new host is written down once, by however many connections', async () => {
      await using host = await start();
      const file = join(host.folder, 'new', 'known_hosts');
      const address = host.address({ hostKeys: { mode: 'accept-new', knownHostsFiles: [file] } });
      const transport = sshTransport();
      const links = await Promise.all(Array.from({ length: 6 }, () => transport.connect(address, never)));
      await Promise.all(links.map((link) => link[Symbol.asyncDispose]()));
      expect(readFileSync(file, 'utf8').match(/^\[127\.0\.0\.1\]:\d+ ssh-ed25519 \S+$/gm)).toHaveLength(1);
      expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(2);
      expect(statSync(file).mode & 0o777).toBe(0o600);
      const strict = host.address({ hostKeys: { mode: 'strict', knownHostsFiles: [file] } });
      await using link = await connectSsh(strict, { signal: never });
      expect(link).toBeDefined();
    });

    test.for(['strict', 'accept-new'] as const)(
      'a revoked key is refused when %s, in whichever file',
      async (mode) => {
        await using host = await start();
        const revoked = join(host.folder, 'revoked');
        writeFileSync(revoked, `@revoked * ${readFileSync(host.knownHosts, 'utf8').replace(/^\S+ /, '')}`);
        const failure = await failureOfAddress(
          host.address({ hostKeys: { mode, knownHostsFiles: [host.knownHosts, revoked] } }),
        );
        expect('why' in failure && failure.why).toContain(`IS REVOKED by ${revoked}:1`);
      },
    );

    test('a pinned key is enough by itself, and nothing else is', async () => {
      await using host = await start();
      rmSync(host.knownHosts);
      const refused = await failureOfAddress(host.address());
      const [fingerprint = ''] = /SHA256:\S+/.exec('why' in refused ? refused.why : '') ?? [];
      await using link = await connectSsh(host.address({ hostKeys: { mode: 'pinned', fingerprint } }), {
        signal: never,
      });
      expect(link).toBeDefined();
      const other = `SHA256:${'A'.repeat(43)}`;
      const failure = await failureOfAddress(
        host.address({ hostKeys: { mode: 'pinned', fingerprint: other } }),
      );
      expect('why' in failure && failure.why).toContain(`only ${other} is accepted, and the host showed`);
      expect('why' in failure && failure.why).toContain(fingerprint);
    });

    test('a key that the host does not know is refused, and said', async () => {
      await using host = await start();
      const keyFile = writeKey(host.folder, 'stranger', keyPair());
      const failure = await failureOfAddress(host.address({ keyFiles: [keyFile] }));
      expect(failure).toMatchObject({ kind: 'unauthenticated', tried: [`key ${keyFile}`] });
      expect(hintOf(failure)).toContain('the host takes publickey');
      expect(hintOf(failure)).toContain(`ssh -v -i ${keyFile} -p ${host.port}`);
    });

    test('the right key is found among others', async () => {
      await using host = await start();
      const [own = ''] = host.address().keyFiles;
      const keyFiles = [writeKey(host.folder, 'a', keyPair()), join(host.folder, 'none'), own];
      await using link = await connectSsh(host.address({ keyFiles, keysNamed: false }), { signal: never });
      expect((await hear(await link.start('echo in', never))).stdout.toString()).toBe('in\n');
    });

    test('a connection that the host ends is lost, with what ran on it', async () => {
      await using host = await start();
      await using link = await connectSsh(host.address(), { signal: never });
      const pipe = await link.start('echo begun; sleep 60', never);
      await new Promise<void>((resolve) => pipe.listen(() => resolve()));
      await host.cut();
      expect((await pipe.ended).kind).toBe('lost');
      await expect(link.start('true', never)).rejects.toMatchObject({ failure: { kind: 'lost' } });
    });

    test('twenty connections at once to one host are all made', async () => {
      await using host = await start();
      const transport = sshTransport();
      const links = await Promise.all(
        Array.from({ length: 20 }, () => transport.connect(host.address(), never)),
      );
      await Promise.all(links.map((link) => link[Symbol.asyncDispose]()));
      expect(links).toHaveLength(20);
    });

    test('connecting can be called off', async () => {
      await using host = await start();
      const controller = new AbortController();
      const failing = failureOf(connectSsh(host.address(), { signal: controller.signal }));
      setTimeout(() => controller.abort(), 5);
      expect(await failing).toEqual({ kind: 'cancelled' });
    });

    test('the way leads through a bastion, which is connected to once', async () => {
      await using bastion = await start();
      await using host = await start();
      using folder = testFolder();
      const file = join(folder.path, 'known_hosts');
      writeFileSync(file, readFileSync(bastion.knownHosts, 'utf8') + readFileSync(host.knownHosts, 'utf8'));
      const address = host.address({
        hostKeys: { mode: 'strict', knownHostsFiles: [file] },
        jumps: [bastion.address()],
      });
      const transport = sshTransport();
      const links = await Promise.all([1, 2, 3].map(() => transport.connect(address, never)));
      const outputs = await Promise.all(
        links.map(
          async (link) => (await hear(await link.start('head -c 3000000 /dev/zero', never))).stdout.length,
        ),
      );
      expect(outputs).toEqual([3_000_000, 3_000_000, 3_000_000]);
      await Promise.all(links.map((link) => link[Symbol.asyncDispose]()));
    });

    test('what a bastion cannot reach is said to be seen from there', async () => {
      await using bastion = await start();
      const address = bastion.address({ port: 1, jumps: [bastion.address()] });
      const failure = await failureOfAddress(address);
      expect(failure).toMatchObject({ kind: 'unreachable', address: '127.0.0.1:1' });
      expect('cause' in failure && failure.cause).toMatch(
        new RegExp(`, seen from 127.0.0.1:${bastion.port}$`),
      );
    });

    test('a bastion that goes takes with it what went through it', async () => {
      await using bastion = await start();
      await using host = await start();
      await using link = await connectSsh(host.address({ jumps: [bastion.address()] }), { signal: never });
      const pipe = await link.start('echo begun; sleep 60', never);
      await new Promise<void>((resolve) => pipe.listen(() => resolve()));
      await bastion.cut();
      expect((await pipe.ended).kind).toBe('lost');
    });
  });
}

import { appendFileSync, readFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { Transform } from 'node:stream';
import { expect, test } from 'vitest';
import { connectSsh } from '../../src/transports/ssh/client.ts';
import { startInProcess, type TestHost } from '../contracts/in-process-sshd.ts';
import { hear, never } from '../contracts/link-contract.ts';

/** Lets so many bytes a second through. */
function throttle(bytesPerSecond: number): Transform {
  const piece = Math.ceil(bytesPerSecond / 20);
  return new Transform({
    highWaterMark: piece,
    transform(bytes: Buffer, _, done) {
      const send = (at: number): void => {
        this.push(bytes.subarray(at, at + piece));
        setTimeout(() => (at + piece < bytes.length ? send(at + piece) : done()), 50);
      };
      send(0);
    },
  });
}

/** A port in front of the host with a slow line between. */
async function slowLine(
  host: TestHost,
  bytesPerSecond: number,
): Promise<AsyncDisposable & { readonly port: number }> {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(host.port, '127.0.0.1');
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {});
    }
    near.pipe(throttle(bytesPerSecond)).pipe(far);
    far.pipe(throttle(bytesPerSecond)).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  appendFileSync(
    host.knownHosts,
    readFileSync(host.knownHosts, 'utf8').replace(`:${host.port} `, `:${port} `),
  );
  return {
    port,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

// The answers to keepalives wait behind all that: 30 seconds of it, twice what a silent host is given.
const bytesPerSecond = 100_000;
const size = 3_000_000;

test.concurrent('a host whose output fills a slow line is not taken for dead', async () => {
  await using host = await startInProcess();
  await using line = await slowLine(host, bytesPerSecond);
  await using link = await connectSsh(host.address({ port: line.port }), { signal: never });
  const { stdout, end } = await hear(await link.start(`head -c ${size} /dev/zero`, never));
  expect([stdout.length, end]).toEqual([size, { kind: 'exited', exitCode: 0 }]);
});

test.concurrent('nor is one whose input does', async () => {
  await using host = await startInProcess();
  await using line = await slowLine(host, bytesPerSecond);
  await using link = await connectSsh(host.address({ port: line.port }), { signal: never });
  const pipe = await link.start(`head -c ${size} | wc -c`, never);
  const heard = hear(pipe);
  for (let sent = 0; sent < size; sent += 60_000) await pipe.write(Buffer.alloc(60_000));
  expect((await heard).stdout.toString().trim()).toBe(String(size));
});

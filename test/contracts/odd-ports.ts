import { appendFileSync, readFileSync } from 'node:fs';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { SshAddress } from '../../src/model/playbook/address.ts';
import type { TestHost } from './in-process-sshd.ts';

export interface Port extends AsyncDisposable {
  readonly port: number;
  readonly sockets: readonly Socket[];
}

/** A port on loopback that does with each connection what the test wants. */
export async function listen(serve: (socket: Socket, number: number) => void): Promise<Port> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.resume();
    serve(socket, sockets.push(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    sockets,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** Passes connections on to the host, after `before` has let them. */
export function listenBefore(
  host: TestHost,
  before: (socket: Socket, number: number) => boolean,
): Promise<Port> {
  return listen((socket, number) => {
    if (!before(socket, number)) return;
    const far = connect(host.port, '127.0.0.1');
    far.on('error', () => socket.destroy());
    socket.pipe(far).pipe(socket);
  });
}

/** The host's address behind the port, under which its key is known too. */
export function behind(host: TestHost, { port }: Port): SshAddress {
  const line = readFileSync(host.knownHosts, 'utf8').replaceAll(`:${host.port} `, `:${port} `);
  appendFileSync(host.knownHosts, line);
  return host.address({ port });
}

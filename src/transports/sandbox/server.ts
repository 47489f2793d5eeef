import { timingSafeEqual } from 'node:crypto';
import { closeSync, openSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import ssh2, { type AuthContext, type Connection, type ServerChannel, type Session } from 'ssh2';
import type { SandboxKey } from './keys.ts';
import { sendOutputs } from './outputs.ts';
import type { Execution } from './wire.ts';

/** The name of the socket in a node's folder. */
export const socketName = 'ssh.sock';

export interface NodeServer {
  /** Refuses new connections and closes those that are open. Calling it again does nothing. */
  close(): void;
}

export interface ServerOptions {
  /** The node's folder, mode 0700: whoever can reach it can ask for a connection. */
  readonly folder: string;
  readonly hostKey: SandboxKey;
  /** The one key that is let in, as root. */
  readonly clientKey: SandboxKey;
  readonly start: (command: string) => Promise<Execution>;
}

/** An SSH server on a Unix socket in the node's folder. It does not keep this process from ending. */
export async function serveNode({ folder, hostKey, clientKey, start }: ServerOptions): Promise<NodeServer> {
  const open = new Set<Socket>();
  const server = new ssh2.Server({ hostKeys: [hostKey.privateKey] }, (connection) => {
    // A client that goes away without a word is no error of the node's.
    connection.on('error', () => {});
    connection.on('authentication', (context) => admit(context, clientKey));
    connection.on('ready', () => serveSessions(connection, start));
  });
  const listener = createServer((socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    server.injectSocket(socket);
  });
  const place = openPlace(folder);
  rmSync(join(folder, socketName), { force: true });
  await new Promise<void>((resolve, reject) => {
    listener.once('error', reject);
    listener.listen(place.path, resolve);
  });
  listener.unref();
  return {
    close() {
      if (!listener.listening) return;
      // Closing unlinks the socket by the path it was bound to.
      listener.close(() => place.close());
      for (const socket of open) socket.destroy();
    },
  };
}

/**
 * A path to the node's socket that is short enough for the system (107 bytes), however deep the folder lies. It is good
 * until `close`.
 */
export function openPlace(folder: string): { readonly path: string; readonly close: () => void } {
  const fd = openSync(folder, 'r');
  return { path: `/proc/self/fd/${fd}/${socketName}`, close: () => closeSync(fd) };
}

function admit(context: AuthContext, clientKey: SandboxKey): void {
  if (isAdmissible(context, clientKey)) context.accept();
  else context.reject(['publickey']);
}

/** A client first asks whether its key would do, and then proves that it has it. */
function isAdmissible(context: AuthContext, clientKey: SandboxKey): boolean {
  if (context.method !== 'publickey' || context.username !== 'root') return false;
  if (!isSame(context.key.data, clientKey)) return false;
  if (context.signature === undefined || context.blob === undefined) return true;
  const key = ssh2.utils.parseKey(context.key.data);
  return !(key instanceof Error) && key.verify(context.blob, context.signature, context.hashAlgo);
}

function isSame(shown: Buffer, { publicKey }: SandboxKey): boolean {
  return shown.length === publicKey.length && timingSafeEqual(shown, publicKey);
}

function serveSessions(connection: Connection, start: ServerOptions['start']): void {
  connection.on('session', (accept) => {
    const session: Session = accept();
    session.on('exec', (acceptExec, _reject, { command }) => void serve(acceptExec(), start(command)));
    session.on('shell', (acceptShell) => void serve(acceptShell(), start('exec /bin/sh')));
  });
}

/** Carries the bytes of one command until it has ended and all who hold its output have let go, as sshd does. */
async function serve(channel: ServerChannel, starting: Promise<Execution>): Promise<void> {
  channel.on('error', () => {});
  channel.stderr.on('error', () => {});
  const closed = closeOf(channel);
  const execution = await starting.catch(() => undefined);
  // A channel that closes without an exit code tells the client that the node is lost.
  if (execution === undefined) {
    channel.close();
    return;
  }
  const { stdin, stdout, stderr, exitCode, release } = execution;
  void closed.then(release);
  channel.pipe(stdin);
  const [code] = await Promise.all([exitCode, sendOutputs(channel, { stdout, stderr }, closed)]);
  if (code !== undefined) channel.exit(code);
  // Not `close`, which would not wait for what the client has no window for yet.
  channel.end();
  release();
}

function closeOf(stream: NodeJS.EventEmitter): Promise<void> {
  return new Promise((resolve) => stream.once('close', () => resolve()));
}

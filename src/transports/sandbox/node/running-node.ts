import { connect as connectSocket, type Socket } from 'node:net';
import { join } from 'node:path';
import { keyAt, type SandboxKey } from '../keys.ts';
import { nodeFolder, sandboxFolder } from '../place.ts';
import { openPlace, serveNode } from '../server.ts';
import { powerOn } from './node.ts';

/** A node that this process has powered on and serves. */
export interface RunningNode {
  readonly off: () => Promise<void>;
  /** Resolves when no process of it is left. */
  readonly gone: Promise<void>;
}

/** Powers the node on and serves it; `busy` when another process does. @throws {HostFailure} unreachable */
export async function runNode(stateDir: string, name: string): Promise<RunningNode | 'busy'> {
  const folder = nodeFolder(stateDir, name);
  const node = await powerOn(folder, name);
  if (node === 'busy') return 'busy';
  try {
    const [hostKey, clientKey] = await Promise.all([hostKeyOf(folder), clientKeyOf(stateDir)]);
    const server = await serveNode({ folder, hostKey, clientKey, start: node.start });
    void node.gone.then(() => server.close());
    return {
      gone: node.gone,
      async off() {
        server.close();
        await node[Symbol.asyncDispose]();
      },
    };
  } catch (reason) {
    await node[Symbol.asyncDispose]();
    throw reason;
  }
}

/** A connection to whoever serves the node; undefined when nobody does. */
export async function dialNode(folder: string): Promise<Socket | undefined> {
  let place: ReturnType<typeof openPlace>;
  try {
    place = openPlace(folder);
  } catch {
    // A node that has never been powered on has no folder.
    return undefined;
  }
  try {
    return await new Promise((resolve) => {
      const socket = connectSocket(place.path);
      socket.once('connect', () => resolve(socket));
      // It stays for good: until the login listens, an error without a listener would end the process.
      socket.on('error', () => resolve(undefined));
    });
  } finally {
    place.close();
  }
}

export function hostKeyOf(folder: string): Promise<SandboxKey> {
  return keyAt(join(folder, 'host_key'));
}

export function clientKeyOf(stateDir: string): Promise<SandboxKey> {
  return keyAt(join(sandboxFolder(stateDir), 'client_key'));
}

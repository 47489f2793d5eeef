import { connect as connectSocket, type Socket } from 'node:net';
import { join } from 'node:path';
import type { SshAddress } from '../../model/address.ts';
import { type Failure, HostFailure } from '../../model/failure.ts';
import type { Link, Transport } from '../../model/ports.ts';
import { pause, refuseWhenAborted, unlessAborted } from '../deadline.ts';
import { connectSsh } from '../ssh/client.ts';
import { type KeyFile, keyAt } from './keys.ts';
import { powerOn } from './node.ts';
import { nodeFolder, sandboxFolder } from './place.ts';
import { openPlace, serveNode } from './server.ts';

export interface SandboxOptions {
  /** Where rulerun keeps its state; the nodes' disks lie in `sandbox/` below it. */
  readonly stateDir: string;
}

/** Disposing of it powers off the nodes that it powered on, and waits until no process of theirs is left. */
export interface SandboxTransport extends Transport, AsyncDisposable {}

/** How long another process may take to answer for a node that it has powered on, in milliseconds. */
const otherProcessMs = 10_000;
const askAgainMs = 25;

interface RunningNode {
  readonly off: () => Promise<void>;
  readonly gone: Promise<void>;
}

/**
 * Throw-away nodes inside this machine, reached over a real SSH connection to a server inside this process. A node is
 * powered on when it is first connected to, and stays on for others: a second process that wants it goes through the
 * first. When this process ends, its nodes end; their disks stay.
 */
export function sandboxTransport({ stateDir }: SandboxOptions): SandboxTransport {
  const nodes = new Map<string, Promise<RunningNode | 'busy'>>();

  const poweredOn = (name: string): Promise<RunningNode | 'busy'> => {
    const known = nodes.get(name);
    if (known !== undefined) return known;
    const running = runNode(stateDir, name);
    nodes.set(name, running);
    const forget = (): void => {
      if (nodes.get(name) === running) nodes.delete(name);
    };
    running.then((node) => (node === 'busy' ? forget() : void node.gone.then(forget)), forget);
    return running;
  };

  return {
    async connect(address, signal) {
      if (address.kind !== 'sandbox') throw new Error(`not a sandbox address: ${address.kind}`);
      const name = address.node;
      if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/.test(name)) throw new HostFailure(oddName(name));
      refuseWhenAborted(signal);
      const folder = nodeFolder(stateDir, name);
      for (let leftMs = otherProcessMs; leftMs > 0; leftMs -= askAgainMs) {
        const sock = await unlessAborted(signal, dial(folder));
        if (sock !== undefined) return logIn(stateDir, name, sock, signal);
        const node = await unlessAborted(signal, poweredOn(name));
        if (node === 'busy') await pause(askAgainMs, signal);
      }
      throw new HostFailure(heldByOther(name));
    },
    async [Symbol.asyncDispose]() {
      const running = await Promise.all([...nodes.values()].map((node) => node.catch(() => undefined)));
      await Promise.all(running.map((node) => (node === undefined || node === 'busy' ? undefined : node.off())));
    },
  };
}

async function runNode(stateDir: string, name: string): Promise<RunningNode | 'busy'> {
  const folder = nodeFolder(stateDir, name);
  const node = await powerOn(folder, name);
  if (node === 'busy') return 'busy';
  const server = await serveNode({
    folder,
    hostKey: await hostKeyOf(folder),
    clientKey: await clientKeyOf(stateDir),
    start: node.start,
  });
  void node.gone.then(() => server.close());
  return {
    gone: node.gone,
    async off() {
      server.close();
      await node[Symbol.asyncDispose]();
    },
  };
}

/** A connection to whoever serves the node; undefined when nobody does. */
async function dial(folder: string): Promise<Socket | undefined> {
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

async function logIn(stateDir: string, name: string, sock: Socket, signal: AbortSignal): Promise<Link> {
  const [host, client] = await Promise.all([
    hostKeyOf(nodeFolder(stateDir, name)),
    clientKeyOf(stateDir),
  ]);
  const address: SshAddress = {
    kind: 'ssh',
    hostname: name,
    port: 22,
    user: 'root',
    password: undefined,
    keyFiles: [client.path],
    keysNamed: true,
    agentSocket: undefined,
    hostKeys: { mode: 'pinned', fingerprint: host.fingerprint },
    jumps: [],
    connectTimeoutMs: 20_000,
  };
  return connectSsh(address, { signal, sock });
}

function hostKeyOf(folder: string): Promise<KeyFile> {
  return keyAt(join(folder, 'host_key'));
}

function clientKeyOf(stateDir: string): Promise<KeyFile> {
  return keyAt(join(sandboxFolder(stateDir), 'client_key'));
}

function oddName(name: string): Failure {
  return {
    kind: 'unreachable',
    address: `sandbox node ${name}`,
    cause: 'this cannot be the name of a sandbox node',
    hint: 'give the host a name of at most 63 letters, digits, dots, dashes and underscores',
  };
}

function heldByOther(name: string): Failure {
  return {
    kind: 'unreachable',
    address: `sandbox node ${name}`,
    cause: 'another rulerun has it powered on and does not answer',
    hint: 'end that rulerun, or use another --state-dir',
  };
}

import type { Socket } from 'node:net';
import type { SshAddress } from '../../model/playbook/address.ts';
import type { Link, Transport } from '../../model/ports.ts';
import { HostFailure } from '../../model/run/failure.ts';
import { pause, refuseWhenAborted, unlessAborted } from '../deadline.ts';
import { connectSsh } from '../ssh/client.ts';
import { clientKeyOf, dialNode, hostKeyOf, type RunningNode, runNode } from './node/running-node.ts';
import { nodeFolder } from './place.ts';
import { outOfReach } from './refusal.ts';

/** How long another process may take to answer for a node that it has powered on, in milliseconds. */
const otherProcessMs = 10_000;
const askAgainMs = 25;

/**
 * Throw-away nodes inside this machine, reached over a real SSH connection to a server inside this process. A node is
 * powered on when it is first connected to, and stays on for others: a second process that wants it goes through the
 * first. When this process ends, its nodes end; their disks stay, in `sandbox/` below `stateDir`.
 *
 * Disposing of it powers off the nodes that it powered on, and waits until no process of theirs is left.
 */
export function sandboxTransport(stateDir: string): Transport & AsyncDisposable {
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
      if (!/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/.test(name)) {
        const hint = 'give the host a name of at most 63 letters, digits, dots, dashes and underscores';
        throw new HostFailure(outOfReach(name, 'this cannot be the name of a sandbox node', hint));
      }
      refuseWhenAborted(signal);
      const folder = nodeFolder(stateDir, name);
      for (let leftMs = otherProcessMs; leftMs > 0; leftMs -= askAgainMs) {
        const sock = await unlessAborted(signal, dialNode(folder));
        if (sock !== undefined) return logIn(stateDir, name, sock, signal);
        const node = await unlessAborted(signal, poweredOn(name));
        if (node === 'busy') await pause(askAgainMs, signal);
      }
      const cause = 'another rulerun has it powered on and does not answer';
      throw new HostFailure(outOfReach(name, cause, 'end that rulerun, or use another --state-dir'));
    },
    async [Symbol.asyncDispose]() {
      const running = await Promise.all([...nodes.values()].map((node) => node.catch(() => undefined)));
      await Promise.all(
        running.map((node) => (node === undefined || node === 'busy' ? undefined : node.off())),
      );
    },
  };
}

async function logIn(stateDir: string, name: string, sock: Socket, signal: AbortSignal): Promise<Link> {
  const [host, client] = await Promise.all([hostKeyOf(nodeFolder(stateDir, name)), clientKeyOf(stateDir)]);
  const address: SshAddress = {
    kind: 'ssh',
    hostname: name,
    port: 22,
    user: 'root',
    password: undefined,
    keyFiles: [client.path],
    keysNamed: true,
    agentSocket: undefined,
    identitiesOnly: false,
    hostKeys: { mode: 'pinned', fingerprint: host.fingerprint },
    jumps: [],
    connectTimeoutMs: 20_000,
  };
  return connectSsh(address, { signal, sock });
}

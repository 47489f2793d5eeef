import type { Duplex } from 'node:stream';
import type { SshAddress } from '../../model/playbook/address.ts';
import type { Link, Transport } from '../../model/ports.ts';
import { type Failure, HostFailure } from '../../model/run/failure.ts';
import { within } from '../deadline.ts';
import type { SshConnection } from './connection.ts';
import { gatherCredentials } from './keys/credentials.ts';
import { linkOver } from './link.ts';
import { nothingToOffer } from './login/authentication.ts';
import { logInPatiently, type WayToHost } from './login/patience.ts';
import { noteRefusal, refuseOddNames, refuseThirdTry } from './login/refusals.ts';
import { openSshRun, routeOf, type SshRun } from './run.ts';
import { dial, dialThrough, unknownName } from './socket.ts';
import { checkHostKeys } from './trust/host-keys.ts';

export interface SshOptions {
  readonly signal: AbortSignal;
  /** What the connections of a run share; one of its own when it is left out. */
  readonly run?: SshRun;
  /** A connection to the host's sshd made already; the address's jumps are then not used. */
  readonly sock?: Duplex;
}

/** SSH for one run: bastions, known host keys and limits are shared by all its connections. */
export function sshTransport(): Transport {
  const run = openRun();
  return {
    async connect(address, signal) {
      if (address.kind !== 'ssh') throw new Error(`not an SSH address: ${address.kind}`);
      return connectSsh(address, { signal, run });
    },
  };
}

/**
 * Connects, verifies the host's key, logs in. Commands start with the login shell of the user, without terminal,
 * environment or forwarded agent.
 * @throws {HostFailure} unreachable, untrusted-host-key, unauthenticated, timeout, cancelled
 */
export async function connectSsh(address: SshAddress, options: SshOptions): Promise<Link> {
  const connection = await reach(address, { ...options, run: options.run ?? openRun() });
  return linkOver(connection, () => connection.close());
}

type Options = SshOptions & { readonly run: SshRun };

function openRun(): SshRun {
  return openSshRun((bastion, run, signal) => reach(bastion, { signal, run }));
}

async function reach(address: SshAddress, options: Options): Promise<SshConnection> {
  refuseOddNames(address);
  refuseThirdTry(options.run, address);
  const late = (): Failure => ({
    kind: 'timeout',
    what: `asking the agent ${address.agentSocket ?? ''} for its keys`,
    limitMs: address.connectTimeoutMs,
  });
  const credentials = await within({ limitMs: address.connectTimeoutMs, signal: options.signal, late }, () =>
    gatherCredentials(address, options.run.readKeyFile),
  );
  if (credentials.order.length === 0) {
    throw new HostFailure((await unknownName(address)) ?? nothingToOffer(address, credentials));
  }
  const hostKeys = await checkHostKeys(address, routeOf(address), options.run.hostKeys);
  const way = await openWay(address, options);
  try {
    const gate = options.run.gateFor(address);
    const connection = await logInPatiently({
      address,
      credentials,
      hostKeys,
      way,
      gate,
      signal: options.signal,
    });
    connection.client.once('close', way.leave);
    return connection;
  } catch (reason) {
    way.leave();
    throw noteRefusal(options.run, address, reason);
  }
}

async function openWay(address: SshAddress, { sock, run, signal }: Options): Promise<WayToHost> {
  const leave = (): void => {};
  if (sock !== undefined) return { dial: async () => sock, canDialAgain: false, leave };
  const last = address.jumps.at(-1);
  if (last === undefined) return { dial: async () => dial(address), canDialAgain: true, leave };
  const bastion: SshAddress = { ...last, jumps: address.jumps.slice(0, -1) };
  const { connection, release } = await run.bastions.borrow(bastion, signal);
  return {
    dial: (inTime) => dialThrough(address, bastion, connection, inTime),
    canDialAgain: true,
    leave: release,
  };
}

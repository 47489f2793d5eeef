import { lookup } from 'node:dns/promises';
import { connect } from 'node:net';
import { Duplex } from 'node:stream';
import type { SshAddress } from '../../model/playbook/address.ts';
import { type Failure, HostFailure } from '../../model/run/failure.ts';
import { within } from '../deadline.ts';
import type { SshConnection } from './connection.ts';
import { connectingFailure, forwardingFailure, tooLate, unreachable } from './login/attempt-failure.ts';

/** Node gives up an address of several after 250 ms, which is less than a round trip to some places. */
const nextAddressAfterMs = 2500;

/** A TCP connection under way. A name with several addresses is tried address by address. */
export function dial(address: SshAddress): Duplex {
  const socket = connect({
    host: address.hostname,
    port: address.port,
    noDelay: true,
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: nextAddressAfterMs,
  });
  // Until the login listens: an error without a listener ends the process.
  return socket.on('error', () => {});
}

/** The failure for a name that nobody knows, found without connecting. A host behind another is named there, not here. */
export async function unknownName(address: SshAddress): Promise<Failure | undefined> {
  if (address.jumps.length > 0) return undefined;
  try {
    await lookup(address.hostname);
    return undefined;
  } catch (error) {
    return connectingFailure(address, error instanceof Error ? error : undefined, new Uint8Array()).failure;
  }
}

/** A connection to the host made by the bastion. @throws {HostFailure} */
export async function dialThrough(
  address: SshAddress,
  bastion: SshAddress,
  connection: SshConnection,
  signal: AbortSignal,
): Promise<Duplex> {
  const late = (): Failure => tooLate(address, new Uint8Array(), false);
  try {
    return await within({ limitMs: address.connectTimeoutMs, signal, late }, (inTime) =>
      forward(address, connection, inTime),
    );
  } catch (error) {
    if (error instanceof HostFailure || !(error instanceof Error)) throw error;
    const lost = connection.lostCause();
    const failure =
      lost === undefined ? forwardingFailure(address, bastion, error) : unreachable(bastion, lost);
    throw new HostFailure(failure, { cause: error });
  }
}

/** Rejects with ssh2's error. */
async function forward(address: SshAddress, { client }: SshConnection, signal: AbortSignal): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    client.forwardOut('127.0.0.1', 0, address.hostname, address.port, (error, channel) => {
      if (error !== undefined) return reject(error);
      // Nobody waits any more.
      if (signal.aborted) return channel.close();
      resolve(socketOver(channel));
    });
  });
}

/**
 * Has everything that is written in one turn leave as one piece. ssh2 writes the length, the content and the tag of
 * each packet one by one, which would be three segments and three system calls, and the host would wake for each.
 */
export function gatherWrites(sock: Duplex): void {
  const write = sock.write.bind(sock) as (...args: readonly unknown[]) => boolean;
  let isGathering = false;
  const send = (): void => {
    isGathering = false;
    sock.uncork();
  };
  sock.write = (...args: readonly unknown[]): boolean => {
    if (!isGathering) {
      isGathering = true;
      sock.cork();
      process.nextTick(send);
    }
    return write(...args);
  };
}

/**
 * A channel as a socket. An ssh2 channel that is destroyed does not close until the other side agrees; a connection
 * over it whose host has gone silent would never end.
 */
function socketOver(channel: Duplex & { close(): void }): Duplex {
  const socket = new Duplex({
    allowHalfOpen: false,
    read: () => channel.resume(),
    write: (bytes, _encoding, done) => channel.write(bytes, done),
    writev: (chunks, done) => channel.write(Buffer.concat(chunks.map(({ chunk }) => chunk as Buffer)), done),
    final: (done) => channel.end(done),
    destroy(error, done) {
      channel.close();
      channel.resume();
      done(error);
    },
  });
  channel.on('data', (bytes: Buffer) => {
    if (!socket.destroyed && !socket.push(bytes)) channel.pause();
  });
  channel.once('end', () => socket.push(null));
  channel.once('close', () => socket.destroy());
  channel.on('error', (error) => socket.destroy(error));
  return socket;
}

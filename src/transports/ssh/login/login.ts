import type { Duplex } from 'node:stream';
import ssh2, { type ConnectConfig } from 'ssh2';
import type { SshAddress } from '../../../model/playbook/address.ts';
import { type Failure, HostFailure } from '../../../model/run/failure.ts';
import { within } from '../../deadline.ts';
import {
  keepaliveCountMax,
  keepaliveIntervalMs,
  type SshConnection,
  watchConnection,
} from '../connection.ts';
import { placeOf } from '../hints.ts';
import type { Credentials } from '../keys/credentials.ts';
import { gatherWrites } from '../socket.ts';
import { offerOf } from '../trust/algorithms.ts';
import type { HostKeyCheck } from '../trust/host-keys.ts';
import { type AttemptFailure, connectingFailure, loginFailure, tooLate } from './attempt-failure.ts';
import { type Authentication, authenticate } from './authentication.ts';
import { chooseGroupsCheaply } from './group-exchange.ts';

export interface Login {
  readonly address: SshAddress;
  readonly credentials: Credentials;
  readonly hostKeys: HostKeyCheck;
  /** Connected or connecting; destroyed when the login fails. */
  readonly sock: Duplex;
  readonly signal: AbortSignal;
  /** What is left of the address's own limit. */
  readonly limitMs: number;
}

/** Thrown by a try to log in that may be made again. */
export class TryAgain extends Error {
  readonly attempt: AttemptFailure;

  constructor(attempt: AttemptFailure) {
    super('the login may be tried again');
    this.name = 'TryAgain';
    this.attempt = attempt;
  }
}

/** What ssh2 is given; the host key check cannot be forgotten. */
type SafeConfig = ConnectConfig & Required<Pick<ConnectConfig, 'hostVerifier' | 'algorithms' | 'sock'>>;

type Phase = 'connecting' | 'handshake' | 'login';

/** Enough for the longest list of algorithms in use; the peer is not trusted yet. */
const hearBytes = 16 * 1024;

/** One try: TCP, handshake, host key, login. @throws {HostFailure | TryAgain} */
export async function logIn(login: Login): Promise<SshConnection> {
  const { address, hostKeys, sock } = login;
  let phase: Phase = 'connecting';
  let refusedKey: Failure | undefined;
  let remembered: Promise<void> | undefined;
  const heard = listenIn(sock);
  const authentication = authenticate(
    address,
    login.credentials,
    () => remembered ?? Promise.reject(new Error('no key')),
  );
  const client = new ssh2.Client();
  const late = (): Failure =>
    phase === 'login'
      ? {
          kind: 'timeout',
          what: `logging in to ${placeOf(address)} as ${address.user}${saidBy(authentication)}`,
          limitMs: address.connectTimeoutMs,
        }
      : tooLate(address, heard.bytes(), phase !== 'connecting');

  const failed = (error: Error | undefined): Error => {
    if (refusedKey !== undefined) return new HostFailure(refusedKey);
    if (phase === 'login')
      return new HostFailure(loginFailure(address, authentication, error), { cause: error });
    const attempt = connectingFailure(address, error, heard.bytes());
    return attempt.again === 'no'
      ? new HostFailure(attempt.failure, { cause: error })
      : new TryAgain(attempt);
  };

  try {
    return await within(
      { limitMs: login.limitMs, signal: login.signal, late },
      () =>
        new Promise<SshConnection>((resolve, reject) => {
          client.once('connect', () => {
            phase = 'handshake';
            // Nagle's algorithm would add 40 ms to every command.
            client.setNoDelay(true);
          });
          client.once('handshake', () => {
            phase = 'login';
            heard.stop();
            remembered = hostKeys.remember();
            remembered.catch(reject);
          });
          client.on('error', (error) => {
            if (!isAboutOneKey(error)) reject(failed(error));
          });
          client.on('banner', authentication.hear);
          client.once('close', () => reject(failed(undefined)));
          client.once('change password', () => {
            reject(
              new HostFailure(
                authentication.refused('the password has expired: log in by hand and change it'),
              ),
            );
          });
          client.once('ready', () => resolve(watchConnection(client, sock)));
          const config: SafeConfig = {
            sock,
            username: address.user,
            algorithms: offerOf(hostKeys.algorithms()),
            hostVerifier: (key: Buffer): boolean => {
              refusedKey = hostKeys.judge(key);
              return refusedKey === undefined;
            },
            authHandler: authentication.handler,
            agentForward: false,
            keepaliveInterval: keepaliveIntervalMs,
            keepaliveCountMax,
            readyTimeout: 0,
          };
          gatherWrites(sock);
          client.connect(config);
          chooseGroupsCheaply(client);
          heard.start();
        }),
    );
  } catch (reason) {
    client.end();
    sock.destroy();
    throw reason;
  }
}

function saidBy(authentication: Authentication): string {
  const said = authentication.said();
  return said === '' ? '' : ` (the host said: ${said})`;
}

/** A key that the agent or ssh2 could not sign with: the next one is tried, it does not end the login. */
function isAboutOneKey(error: Error & { readonly level?: unknown }): boolean {
  if (error.level === 'agent') return true;
  return error.level === 'client-authentication' && error.message.startsWith('Error ');
}

interface Heard {
  /** After ssh2 has paused the socket, so that nothing is taken from it. */
  start(): void;
  stop(): void;
  bytes(): Uint8Array;
}

/** Keeps what the host says in the clear: it tells why a handshake failed, which ssh2 does not. */
function listenIn(sock: Duplex): Heard {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const keep = (bytes: Uint8Array): void => {
    if (size >= hearBytes) return;
    chunks.push(bytes);
    size += bytes.length;
  };
  return {
    start: () => sock.on('data', keep),
    stop: () => sock.off('data', keep),
    bytes: () => Buffer.concat(chunks),
  };
}

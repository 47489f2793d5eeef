import type { Duplex } from 'node:stream';
import type { Client } from 'ssh2';
import { lossCause } from './login/attempt-failure.ts';

/** An authenticated connection, and what is known of its end. */
export interface SshConnection {
  readonly client: Client;
  /** Why it is gone, in words; undefined while it lives. */
  lostCause(): string | undefined;
  /** Takes leave of the host and waits until the connection is closed, for a second at most. */
  close(): Promise<void>;
}

/** How often a silent host is asked whether it is there. */
export const keepaliveIntervalMs = 5000;
/**
 * ssh2 gives up one interval after that many questions without an answer: with two it notices a dead host 15 s after
 * its last sign of life, with three only after 20 s.
 */
export const keepaliveCountMax = 2;
const silentAfterMs = keepaliveIntervalMs * (keepaliveCountMax + 1);

const farewellMs = 1000;

/** Takes over a client that is logged in over `sock`. */
export function watchConnection(client: Client, sock: Duplex): SshConnection {
  let error: Error | undefined;
  let cause: string | undefined;
  let isClosing = false;
  const closed = new Promise<void>((resolve) => {
    client.once('close', () => {
      cause ??= isClosing ? 'closed here' : lossCause(error, silentAfterMs);
      resolve();
    });
  });
  // For good: ssh2 may emit more than one, and one without a listener ends the process.
  client.on('error', (each) => {
    error ??= each;
  });
  letEveryByteCount(client, sock);

  return {
    client,
    lostCause: () => cause,
    async close() {
      isClosing = true;
      client.end();
      const timer = setTimeout(() => sock.destroy(), farewellMs);
      await closed;
      clearTimeout(timer);
    },
  };
}

/**
 * ssh2 takes only the answers to its own questions for a sign of life. On a slow line those wait behind megabytes of
 * output, and a host at work would be declared dead; so every byte from the host counts, as with OpenSSH.
 */
function letEveryByteCount(client: Client, sock: Duplex): void {
  let heardAt = performance.now();
  sock.on('data', () => {
    const now = performance.now();
    if (now - heardAt < keepaliveIntervalMs / 5) return;
    heardAt = now;
    const restart: unknown = Reflect.get(client, '_resetKA');
    if (typeof restart === 'function') Reflect.apply(restart, client, []);
  });
}

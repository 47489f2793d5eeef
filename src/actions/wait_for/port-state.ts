import type { Answer } from '../../model/action.ts';
import { answerAt, linesOf, outputOf, troubleIn } from '../answer.ts';
import type { WaitForParams } from './action.ts';
import type { Awaited } from './awaited.ts';

/** A host's own socket as the kernel lists it. */
interface Socket {
  readonly count: number;
  /** In hexadecimal, as in /proc/net/tcp. */
  readonly address: string;
  readonly state: string;
}

/** The kernel's number for a socket that listens. */
const LISTEN = '0A';

/** States of a connection that is not over: established, SYN sent and received, FIN wait 1 and 2, time wait. */
const CONNECTED: ReadonlySet<string> = new Set(['01', '02', '03', '04', '05', '06']);

/** `0.0.0.0`, `127.0.0.1`, `::`, `::1`, and the two IPv4 ones written as IPv6. */
const REACHED_LOCALLY: ReadonlySet<string> = new Set([
  '00000000',
  '0100007F',
  '00000000000000000000000000000000',
  '00000000000000000000000001000000',
  '0000000000000000FFFF000000000000',
  '0000000000000000FFFF00000100007F',
]);

/** The answers of `rr_sockets` and `rr_connect`. */
const SOCKETS = /^sockets\n(?: *\d+ [0-9A-F]+:[0-9A-F]{4} [0-9A-F]{2}\n)*$/;
const CONNECTING = /^(?:open|closed|unable)\n?$/;

export function isLocal(host: string): boolean {
  return ['127.0.0.1', 'localhost', '::1', '0.0.0.0'].includes(host);
}

/**
 * Whether a port is open. For one of the host's own a listening socket is enough; what answers without one, such as a
 * container's port that the firewall redirects, is found by connecting.
 */
export function awaitPort(
  { host = '127.0.0.1', state = 'started' }: WaitForParams,
  port: number,
  answers: readonly Answer[],
): Awaited {
  const place = isLocal(host) ? `port ${port}` : `port ${port} of ${host}`;
  const trouble = troubleWith(host, state, answers);
  if (trouble !== undefined)
    return { kind: 'impossible', why: `how ${place} stands is not known: ${trouble}`, hint: undefined };
  if (state === 'drained') {
    const left = connections(readSockets(answerAt(answers, 0)));
    return left === 0
      ? { kind: 'reached' }
      : { kind: 'not-yet', for: `${sayConnections(left)} to ${place} to end` };
  }
  const open = isOpen(host, answers);
  if (open === undefined) {
    return {
      kind: 'impossible',
      why: `whether ${place} is open cannot be told: the host has neither bash nor nc to connect with`,
      hint: 'install one of them, or wait for something on the host itself',
    };
  }
  if (state === 'stopped' || state === 'absent') {
    return open ? { kind: 'not-yet', for: `${place} to close` } : { kind: 'reached' };
  }
  return open ? { kind: 'reached' } : { kind: 'not-yet', for: `${place} to open` };
}

function sayConnections(count: number): string {
  return count === 1 ? '1 connection' : `${count} connections`;
}

/** Why the answers say nothing; undefined: they do. */
function troubleWith(host: string, state: string, answers: readonly Answer[]): string | undefined {
  const forms = state === 'drained' ? [SOCKETS] : isLocal(host) ? [SOCKETS, CONNECTING] : [CONNECTING];
  return forms
    .map((form, index) => troubleIn(answerAt(answers, index), form))
    .find((each) => each !== undefined);
}

function isOpen(host: string, answers: readonly Answer[]): boolean | undefined {
  if (isLocal(host)) {
    const listens = readSockets(answerAt(answers, 0)).some(
      ({ address, state }) => state === LISTEN && REACHED_LOCALLY.has(address),
    );
    // Without a program to connect with, a listening socket is all that can be asked for.
    return listens || outputOf(answerAt(answers, 1)).trim() === 'open';
  }
  const said = outputOf(answerAt(answers, 0)).trim();
  return said === 'unable' ? undefined : said === 'open';
}

function connections(sockets: readonly Socket[]): number {
  return sockets.filter(({ state }) => CONNECTED.has(state)).reduce((sum, { count }) => sum + count, 0);
}

function readSockets(answer: Answer): readonly Socket[] {
  return linesOf(answer).flatMap((line) => {
    const [, count, address = '', state = ''] =
      /^\s*(\d+) ([0-9A-F]+):[0-9A-F]+ ([0-9A-F]{2})$/.exec(line) ?? [];
    return count === undefined ? [] : [{ count: Number(count), address, state }];
  });
}

import { linesOf, outputOf, troubleIn } from '../answer.ts';
import type { Probe } from '../probe.ts';

/** A host's own socket as the kernel lists it. */
interface Socket {
  readonly count: number;
  /** In hexadecimal, as in /proc/net/tcp. */
  readonly address: string;
  readonly state: string;
}

/** What the host's own sockets say of a port. */
export interface PortUse {
  /** Something on the host accepts local connections to it. */
  readonly listens: boolean;
  /** Connections that are not over. */
  readonly connections: number;
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

const SOCKETS = /^sockets\n(?: *\d+ [0-9A-F]+:[0-9A-F]{4} [0-9A-F]{2}\n)*$/;
const CONNECTING = /^(?:open|closed|unable)\n?$/;

/** Who uses a port of the host's own. */
export function useOfPort(port: number): Probe<PortUse> {
  return {
    argv: ['rr_sockets', String(port)],
    read: (answer) => {
      const trouble = troubleIn(answer, SOCKETS);
      if (trouble !== undefined) return `the state of port ${port} is not known: ${trouble}`;
      const sockets = linesOf(answer).flatMap(readSocket);
      return {
        listens: sockets.some(({ address, state }) => state === LISTEN && REACHED_LOCALLY.has(address)),
        connections: sockets
          .filter(({ state }) => CONNECTED.has(state))
          .reduce((sum, { count }) => sum + count, 0),
      };
    },
  };
}

function readSocket(line: string): readonly Socket[] {
  const [, count, address = '', state = ''] =
    /^\s*(\d+) ([0-9A-F]+):[0-9A-F]+ ([0-9A-F]{2})$/.exec(line) ?? [];
  return count === undefined ? [] : [{ count: Number(count), address, state }];
}

export type Connecting = { readonly kind: 'open' | 'closed' | 'unable' };

/** Whether the host can connect to a port, `unable`: it has nothing to connect with. @param limitMs rounded up to seconds */
export function connectTo(host: string, port: number, place: string, limitMs: number): Probe<Connecting> {
  return {
    argv: ['rr_connect', host, String(port), String(Math.ceil(limitMs / 1000))],
    read: (answer) => {
      const trouble = troubleIn(answer, CONNECTING);
      if (trouble !== undefined) return `the state of ${place} is not known: ${trouble}`;
      const said = outputOf(answer).trim();
      return { kind: said === 'open' || said === 'unable' ? said : 'closed' };
    },
  };
}

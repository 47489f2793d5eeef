import type { Connecting, PortUse } from '../../../probes/sockets/sockets.ts';
import type { WaitState } from './awaited.ts';
import type { WaitForParams } from './params.ts';

export function isLocal(host: string): boolean {
  return ['127.0.0.1', 'localhost', '::1', '0.0.0.0'].includes(host);
}

/** A port in words. */
export function placeOf(host: string, port: number): string {
  return isLocal(host) ? `port ${port}` : `port ${port} of ${host}`;
}

/** What the host told of the port. */
interface PortState {
  /** Only of the host's own. */
  readonly use: PortUse | undefined;
  readonly connecting: Connecting | undefined;
}

/**
 * Whether a port is open. For one of the host's own a listening socket is enough; what answers without one, such as a
 * container's port that the firewall redirects, is found by connecting.
 */
export function awaitPort({ host, state }: WaitForParams, port: number, told: PortState): WaitState {
  const place = placeOf(host, port);
  if (state === 'drained') {
    const left = told.use?.connections ?? 0;
    return left === 0
      ? { kind: 'reached' }
      : { kind: 'not-yet', for: `${sayConnections(left)} to ${place} to end` };
  }
  const open = isOpen(told);
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

/** Without a program to connect with, a listening socket is all that can be asked for. */
function isOpen({ use, connecting }: PortState): boolean | undefined {
  const connects = connecting?.kind === 'open';
  if (use !== undefined) return use.listens || connects;
  return connecting?.kind === 'unable' ? undefined : connects;
}

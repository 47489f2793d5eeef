import type { Decision } from '../../../model/action.ts';
import type { Connecting, PortUse } from '../../../probes/sockets/sockets.ts';
import { counted } from '../../../text/words.ts';
import { refused } from '../../decision.ts';
import { notYet, reached } from './awaited.ts';
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
export function awaitPort(params: WaitForParams, port: number, told: PortState): Decision {
  const { host, state } = params;
  const place = placeOf(host, port);
  if (state === 'drained') {
    const left = told.use?.connections ?? 0;
    return left === 0 ? reached(params) : notYet(params, `${counted(left, 'connection')} to ${place} to end`);
  }
  const open = isOpen(told);
  if (open === undefined) {
    return refused(
      `whether ${place} is open cannot be told: the host has neither bash nor nc to connect with`,
      'install one of them, or wait for something on the host itself',
    );
  }
  const closes = state === 'stopped' || state === 'absent';
  if (open !== closes) return reached(params);
  return notYet(params, `${place} to ${closes ? 'close' : 'open'}`);
}

/** Without a program to connect with, a listening socket is all that can be asked for. */
function isOpen({ use, connecting }: PortState): boolean | undefined {
  const connects = connecting?.kind === 'open';
  if (use !== undefined) return use.listens || connects;
  return connecting?.kind === 'unable' ? undefined : connects;
}

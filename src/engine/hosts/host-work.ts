import type { Ports } from '../../model/ports.ts';
import type { HostState } from './host-state.ts';

/** Work on one host: what is known of it, what may be used of the world, and what ends the work. */
export interface HostWork {
  readonly state: HostState;
  readonly ports: Ports;
  readonly signal: AbortSignal;
}

/** Looking, and all that begins something: the first Ctrl-C ends it. */
export function untilStopped(state: HostState, ports: Ports): HostWork {
  return { state, ports, signal: ports.signals.stop };
}

/** What was begun, and going back: only a person who leaves at once ends that. */
export function untilAbandoned(state: HostState, ports: Ports): HostWork {
  return { state, ports, signal: ports.signals.abandon };
}

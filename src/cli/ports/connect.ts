import type { Connect } from '../../model/ports.ts';
import { openSession } from '../../target/session.ts';
import { connectWith } from '../../transports/connect.ts';
import { openTransports } from '../../transports/transports.ts';
import { systemClock } from './clock.ts';
import { systemRandom } from './random.ts';

/** Reaches hosts over the transport that suits each address. */
export function connectPort(stateDir: string): Connect {
  return connectWith({
    transport: openTransports(stateDir),
    openSession: ({ signal, ...options }) => openSession(options, signal),
    clock: systemClock,
    random: systemRandom,
  });
}

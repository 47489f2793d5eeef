import type { Connect } from '../../model/ports.ts';
import { openSession } from '../../target/session.ts';
import { connectWith } from '../../transports/connect.ts';
import { openTransports } from '../../transports/transports.ts';
import { systemClock } from './clock.ts';
import { systemRandom } from './random.ts';

/** The way to the hosts of one command. Disposing it ends what was started on this machine for them. */
export interface Hosts extends AsyncDisposable {
  readonly connect: Connect;
}

/** Reaches hosts over the transport that suits each address. */
export function reachHosts(stateDir: string): Hosts {
  const transport = openTransports(stateDir);
  return {
    connect: connectWith({
      transport,
      openSession: ({ signal, ...options }) => openSession(options, signal),
      clock: systemClock,
      random: systemRandom,
    }),
    [Symbol.asyncDispose]: async () => transport[Symbol.asyncDispose](),
  };
}

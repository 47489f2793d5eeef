import { openSession } from '../../host/session/session.ts';
import type { Connect, HostConnection, Transport } from '../../model/ports.ts';
import { connectWith } from '../../transports/connect.ts';
import { openTransports } from '../../transports/transports.ts';
import { systemClock } from './clock.ts';
import { systemRandom } from './random.ts';

/** The way to the hosts of one command. Disposing it ends what was started on this machine for them. */
export interface Hosts extends AsyncDisposable {
  readonly connect: Connect;
}

/** Reaches hosts over the transport that suits each address, or over `given`, which stays its maker's to dispose of. */
export function reachHosts(stateDir: string, given?: Transport): Hosts {
  const usual = openTransports(stateDir);
  const open = new Set<HostConnection>();
  const connect = connectWith({
    transport: given ?? usual,
    openSession: ({ signal, ...options }) => openSession(options, signal),
    clock: systemClock,
    random: systemRandom,
  });
  return {
    async connect(target, signal) {
      const connection = await connect(target, signal);
      open.add(connection);
      return {
        session: (identity, inTime) => connection.session(identity, inTime),
        [Symbol.asyncDispose]: async () => {
          open.delete(connection);
          await connection[Symbol.asyncDispose]();
        },
      };
    },
    async [Symbol.asyncDispose]() {
      // A run that ends in an error leaves some, and each would keep this process alive for ever.
      await Promise.allSettled([...open].map((connection) => connection[Symbol.asyncDispose]()));
      await usual[Symbol.asyncDispose]();
    },
  };
}

import type { Identity, Target } from '../model/address.ts';
import type { Clock, Connect, HostConnection, Link, Random, Session, Transport } from '../model/ports.ts';
import type { Secret } from '../model/secret.ts';

/** Opens the shell of one identity over a link. @throws {HostFailure} */
export type OpenSession = (options: {
  readonly link: Link;
  /** What the inventory calls it. */
  readonly host: string;
  readonly identity: Identity;
  readonly becomePassword: Secret | undefined;
  readonly clock: Clock;
  readonly random: Random;
  readonly signal: AbortSignal;
}) => Promise<Session>;

export interface ConnectWith {
  readonly transport: Transport;
  readonly openSession: OpenSession;
  readonly clock: Clock;
  readonly random: Random;
}

/** Reaches hosts: one link each, and on it one session for each identity, opened when it is first asked for. */
export function connectWith(options: ConnectWith): Connect {
  return async (target, signal) =>
    connectionOver(await options.transport.connect(target.address, signal), target, options);
}

function connectionOver(
  link: Link,
  target: Target,
  { openSession, clock, random }: ConnectWith,
): HostConnection {
  const sessions = new Map<string | undefined, Promise<Session>>();
  return {
    async session(identity, signal) {
      const known = sessions.get(identity.become);
      if (known !== undefined) return known;
      const { becomePassword, name: host } = target;
      const session = openSession({ link, host, identity, becomePassword, clock, random, signal });
      sessions.set(identity.become, session);
      // A refused password or an interrupted start may be followed by another try.
      session.catch(() => sessions.delete(identity.become));
      return session;
    },
    [Symbol.asyncDispose]: () => Promise.resolve(link[Symbol.asyncDispose]()),
  };
}

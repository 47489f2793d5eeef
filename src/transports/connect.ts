import type { Identity, Target } from '../model/playbook/address.ts';
import type { Clock, Connect, HostConnection, Link, Random, Session, Transport } from '../model/ports.ts';
import type { Secret } from '../model/values/secret.ts';

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

/** Who is that user already needs no sudo to become him, and finds none on some hosts. */
function withoutNeed({ address }: Target, identity: Identity): Identity {
  const login = address.kind === 'ssh' ? address.user : undefined;
  return identity.become === login ? { become: undefined } : identity;
}

function connectionOver(
  link: Link,
  target: Target,
  { openSession, clock, random }: ConnectWith,
): HostConnection {
  const sessions = new Map<string | undefined, Promise<Session>>();
  return {
    async session(asked, signal) {
      const identity = withoutNeed(target, asked);
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

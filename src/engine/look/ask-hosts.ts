import pLimit from 'p-limit';
import type { Answer, Observation } from '../../model/action.ts';
import type { Identity, Target } from '../../model/playbook/address.ts';
import type { Connect, Session } from '../../model/ports.ts';
import { type Attempt, attempt } from '../hosts/attempt.ts';

/** A host and with whose rights it is to be asked. */
export interface Asked {
  readonly target: Target;
  readonly identity: Identity;
}

export interface Looked {
  readonly host: string;
  readonly answers: Attempt<readonly Answer[]>;
}

/** Asks hosts the same questions, at most `forks` at a time, and changes nothing. The results in the order of the hosts. */
export async function lookAtAll(
  hosts: readonly Asked[],
  observations: readonly Observation[],
  connect: Connect,
  forks: number,
): Promise<readonly Looked[]> {
  const observe = (session: Session, signal: AbortSignal): Promise<readonly Answer[]> =>
    session.observe(observations, signal);
  const results = await onAll(hosts, observe, connect, forks);
  return results.map(({ host, result }) => ({ host, answers: result }));
}

/** Does the same on each host in a session of its own, at most `forks` at a time. The results in the order of the hosts. */
export function onAll<T>(
  hosts: readonly Asked[],
  work: (session: Session, signal: AbortSignal) => Promise<T>,
  connect: Connect,
  forks: number,
): Promise<readonly { readonly host: string; readonly result: Attempt<T> }[]> {
  const signal = new AbortController().signal;
  return pLimit(forks).map(hosts, async ({ target, identity }) => ({
    host: target.name,
    result: await attempt(async () => {
      await using connection = await connect(target, signal);
      return await work(await connection.session(identity, signal), signal);
    }),
  }));
}

import pLimit from 'p-limit';
import type { Answer, Observation } from '../model/action.ts';
import type { Identity, Target } from '../model/address.ts';
import type { Connect } from '../model/ports.ts';
import { type Attempt, attempt } from './attempt.ts';

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
export function lookAtAll(
  hosts: readonly Asked[],
  observations: readonly Observation[],
  connect: Connect,
  forks: number,
): Promise<readonly Looked[]> {
  const signal = new AbortController().signal;
  return pLimit(forks).map(hosts, async ({ target, identity }) => ({
    host: target.name,
    answers: await attempt(async () => {
      await using connection = await connect(target, signal);
      const session = await connection.session(identity, signal);
      return await session.observe(observations, signal);
    }),
  }));
}

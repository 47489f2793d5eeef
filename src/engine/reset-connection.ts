import type { Effect } from '../model/action.ts';
import { describeFailure, type Failure, hintOf } from '../model/run/failure.ts';
import { attempt } from './hosts/attempt.ts';
import { disconnect } from './hosts/connection.ts';
import type { HostWork } from './hosts/host-work.ts';
import { forget } from './look/questions.ts';

/** True for `meta: reset_connection`. */
export function asksForReset(effect: Effect | undefined): boolean {
  return effect?.kind === 'meta' && effect.what === 'reset_connection';
}

/**
 * Logs in anew, so that what a login brings, such as the groups of a user, is as it is by now. The old connection ends when there
 * is a new one: where nobody gets in any more, it stays for the way back. Returns why; undefined: there is a new one.
 */
export async function resetConnection({ state, ports, signal }: HostWork): Promise<Failure | undefined> {
  const made = await attempt(() => ports.connect(state.target, signal));
  if (!made.ok) {
    const why = `takes no new connection: ${describeFailure(made.failure)}`;
    return { kind: 'refused', why, hint: hintOf(made.failure) };
  }
  await disconnect(state);
  state.connection = made.value;
  forget(state);
  return undefined;
}

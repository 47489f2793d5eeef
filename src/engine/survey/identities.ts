import type { Identity } from '../../model/playbook/address.ts';
import { type PlannedPlay, withGathering } from '../../model/playbook/plan.ts';
import { mayLeave } from '../../model/playbook/structure.ts';
import type { Failure } from '../../model/run/failure.ts';
import { attempt } from '../hosts/attempt.ts';
import { looking } from '../hosts/connection.ts';
import type { HostWork } from '../hosts/host-work.ts';
import { userIn } from '../hosts/question-key.ts';
import { identitiesOf } from '../look/standing.ts';

/**
 * Becomes each user whose rights a task, handler or check of these plays may need on a host, unless it has answered as that
 * user already. Returns why that cannot be: better now than when the host is half changed.
 */
export async function refusedIdentity(
  on: HostWork,
  plays: readonly PlannedPlay[],
): Promise<Failure | undefined> {
  const { state } = on;
  if (state.away !== undefined) return undefined;
  const here = plays.flatMap(withGathering).filter(({ task }) => !mayLeave(task.across));
  const needed = new Set(identitiesOf(here, state).map(({ become }) => become));
  for (const key of state.answers.keys()) needed.delete(userIn(key));
  for (const become of needed) {
    const failure = await refusalOf({ become }, on);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

async function refusalOf(identity: Identity, on: HostWork): Promise<Failure | undefined> {
  const asked = await attempt(() =>
    looking(on, identity, (observer, signal) => observer.observe([{ argv: ['rr_lock_status'] }], signal)),
  );
  if (!asked.ok) return asked.failure;
  const wrong = /^wrong (.*)$/m.exec(new TextDecoder().decode(asked.value[0]?.stdout));
  return wrong === null ? undefined : { kind: 'refused', why: wrong[1] ?? '', hint: undefined };
}

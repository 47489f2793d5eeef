import type { Identity } from '../model/address.ts';
import type { Failure } from '../model/failure.ts';
import type { PlannedPlay } from '../model/plan.ts';
import type { Ports } from '../model/ports.ts';
import { attempt } from './attempt.ts';
import { looking } from './connection.ts';
import { inOrder } from './decide.ts';
import { type HostState, hostIn } from './host-state.ts';

/**
 * Becomes each user whose rights a task, handler or check of these plays may need on a host, unless it has answered as that
 * user already. Returns why that cannot be: better now than when the host is half changed.
 */
export async function refusedIdentity(
  state: HostState,
  plays: readonly PlannedPlay[],
  ports: Ports,
  signal: AbortSignal,
): Promise<Failure | undefined> {
  const needed = new Set(
    plays.flatMap(inOrder).map((planned) => planned.identity(hostIn(state, planned)).become),
  );
  for (const [key] of state.answers) {
    const [become = ''] = JSON.parse(key) as readonly string[];
    needed.delete(become === '' ? undefined : become);
  }
  for (const become of needed) {
    const failure = await refusalOf({ become }, state, ports, signal);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

async function refusalOf(
  identity: Identity,
  state: HostState,
  ports: Ports,
  signal: AbortSignal,
): Promise<Failure | undefined> {
  const asked = await attempt(() =>
    looking(state, identity, ports, signal, (observer) => observer.observe([{ argv: ['rr_held'] }], signal)),
  );
  if (!asked.ok) return asked.failure;
  const wrong = /^wrong (.*)$/m.exec(new TextDecoder().decode(asked.value[0]?.stdout));
  return wrong === null ? undefined : { kind: 'refused', why: wrong[1] ?? '', hint: undefined };
}

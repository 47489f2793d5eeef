import type { Failure } from '../model/failure.ts';
import type { PlannedPlay, PlannedTask } from '../model/plan.ts';
import type { Ports } from '../model/ports.ts';
import { attempt } from './attempt.ts';
import { connected } from './connection.ts';
import { decideWaiting, inOrder } from './decide.ts';
import type { HostState } from './host-state.ts';
import { titleOf } from './prepare.ts';

/** Why a host may not be changed; undefined: it may. */
export type Objection =
  | { readonly kind: 'unreachable'; readonly failure: Failure }
  | { readonly kind: 'refused'; readonly title: string; readonly failure: Failure }
  | undefined;

/**
 * Reaches a host and runs the checks of every play it is in. Changes nothing. The first question to the host already
 * carries those of all tasks, so that a host where nothing differs is asked once.
 */
export async function preflight(
  state: HostState,
  plays: readonly PlannedPlay[],
  ports: Ports,
  signal: AbortSignal,
): Promise<Objection> {
  const host = state.target.name;
  const startedAt = ports.clock.now();
  const connection = await attempt(() => connected(state, ports, signal));
  if (!connection.ok) {
    await ports.record({ type: 'host.failed', host, failure: connection.failure });
    return { kind: 'unreachable', failure: connection.failure };
  }
  await ports.record({ type: 'host.connected', host, elapsedMs: ports.clock.now() - startedAt });

  const all = plays.flatMap(inOrder);
  for (const play of plays) {
    for (const planned of play.preflight) {
      const objection = await check(planned, all.slice(all.indexOf(planned) + 1), state, ports, signal);
      if (objection !== undefined) return objection;
    }
  }
  return undefined;
}

async function check(
  planned: PlannedTask,
  later: readonly PlannedTask[],
  state: HostState,
  ports: Ports,
  signal: AbortSignal,
): Promise<Objection> {
  const stage = { pending: new Set<string>() };
  const title = titleOf(planned, state, stage);
  const verdict = await decideWaiting(planned, { state, ports, signal, later, ...stage });
  const on = { host: state.target.name, task: planned.address, title };
  if (verdict.kind === 'skipped') return undefined;
  if (verdict.kind === 'decided' && verdict.decision.kind === 'satisfied') {
    const { result, messages } = verdict.decision;
    if (planned.task.register !== undefined)
      state.registered.set(planned.task.register, { ...result, changed: false });
    await ports.record({ type: 'preflight.passed', ...on, messages });
    return undefined;
  }
  const failure = objectionOf(verdict);
  await ports.record({ type: 'preflight.refused', ...on, failure });
  return isConnection(failure) ? { kind: 'unreachable', failure } : { kind: 'refused', title, failure };
}

function objectionOf(
  verdict: Exclude<Awaited<ReturnType<typeof decideWaiting>>, { kind: 'skipped' }>,
): Failure {
  switch (verdict.kind) {
    case 'failed':
      return verdict.failure;
    case 'pending':
      return {
        kind: 'refused',
        why: verdict.why,
        hint: 'a preflight task can only use what an earlier one registered',
      };
    case 'decided':
      return verdict.decision.kind === 'refused'
        ? { kind: 'refused', why: verdict.decision.why, hint: verdict.decision.hint }
        : { kind: 'internal', why: `a preflight task came to "${verdict.decision.kind}"`, stack: '' };
  }
}

/** True when the host was not reached, or is gone again. */
export function isConnection({ kind }: Failure): boolean {
  return kind === 'lost' || kind === 'unreachable' || kind === 'timeout' || kind === 'unauthenticated';
}

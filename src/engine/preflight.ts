import { describeFailure, type Failure } from '../model/failure.ts';
import { namedFailure } from '../model/named-failure.ts';
import type { PlannedPlay, PlannedTask } from '../model/plan.ts';
import type { Ports } from '../model/ports.ts';
import { attempt } from './attempt.ts';
import { connected } from './connection.ts';
import { decideWaiting, inOrder, type Verdict } from './decide.ts';
import type { HostState } from './host-state.ts';
import { isIgnored } from './judge.ts';
import { tellable } from './no-log.ts';
import { titleOf } from './prepare.ts';
import { settle } from './settle.ts';

/** Why a host may not be changed; undefined: it may. */
export type Objection =
  | { readonly kind: 'unreachable'; readonly failure: Failure }
  /** `why`: for people, with the name of the check. */
  | { readonly kind: 'refused'; readonly why: string; readonly failure: Failure }
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
  const deciding = { state, ports, signal, later, pending: new Set<string>() };
  const title = titleOf(planned, state, deciding);
  const settled = settle(planned, await decideWaiting(planned, deciding), deciding);
  const on = { host: state.target.name, task: planned.address, title };
  switch (settled.kind) {
    case 'skipped':
      return undefined;
    case 'passed':
      await ports.record({ type: 'preflight.passed', ...on, messages: settled.messages });
      return undefined;
    case 'failed':
    case 'open': {
      const failure = settled.kind === 'failed' ? settled.failure : openFailure(settled.verdict);
      if (settled.kind === 'failed' && isIgnored(planned, failure)) {
        const text = `ignored: ${describeFailure(failure)}`;
        await ports.record({ type: 'preflight.passed', ...on, messages: [{ severity: 'warning', text }] });
        return undefined;
      }
      // It is not this check that did not pass: it was never answered.
      if (isConnection(failure) || failure.kind === 'become' || failure.kind === 'protocol') {
        await ports.record({ type: 'host.failed', host: on.host, failure });
        if (isConnection(failure)) return { kind: 'unreachable', failure };
        return { kind: 'refused', why: describeFailure(failure), failure };
      }
      await ports.record({ type: 'preflight.refused', ...on, failure });
      const told = tellable(planned, failure);
      return { kind: 'refused', why: namedFailure(planned.address, title, told), failure: told };
    }
  }
}

/** A check can only look, and has waited already. */
function openFailure(verdict: Verdict): Failure {
  if (verdict.kind !== 'pending') {
    const kind = verdict.kind === 'decided' ? verdict.decision.kind : verdict.kind;
    return { kind: 'internal', why: `a preflight task came to "${kind}"`, stack: '' };
  }
  const hint = 'a preflight task can only use what an earlier one registered';
  return { kind: 'refused', why: verdict.why, hint };
}

/** True when the host was not reached, or is gone again. */
export function isConnection({ kind }: Failure): boolean {
  return kind === 'lost' || kind === 'unreachable' || kind === 'timeout' || kind === 'unauthenticated';
}

import pLimit from 'p-limit';
import { ExitCode } from '../../model/run/exit-code.ts';
import type { Failure } from '../../model/run/failure.ts';
import { takeHost } from '../hosts/hold.ts';
import { untilStopped } from '../hosts/host-work.ts';
import { finishHost, isVisited, type Run } from '../run-state.ts';
import { type Claim, refuseClaim } from '../survey/claims.ts';
import { blocked } from '../survey/verdicts.ts';
import { stoppedExitCode } from '../trouble.ts';

/**
 * Takes every host that is to change, all side by side, before anything is changed on any. One that cannot be taken, and
 * all are given back. Undefined: the run may begin; otherwise it is over with this exit code.
 */
export async function reserve(run: Run, claims: readonly Claim[]): Promise<ExitCode | undefined> {
  const wanted = claims.filter(({ state }) => !run.results.has(state.target.name));
  const refusals = new Map<string, Failure>();
  await pLimit(run.ports.limits.forks).map(wanted, async (claim) => {
    const { state, identities, from } = claim;
    const failure = await takeHost(untilStopped(state, run.ports), run.id, identities, from);
    if (failure === undefined) return;
    refusals.set(state.target.name, failure);
    if (failure.kind !== 'cancelled') await refuseClaim(run, claim, failure);
  });
  if (refusals.size === 0) return undefined;
  const interrupted = run.ports.signals.stop.aborted;
  const rest = [...run.states.keys()].filter((name) => !run.results.has(name));
  await pLimit(run.ports.limits.forks).map(rest, async (name) => {
    const failure = refusals.get(name);
    if (interrupted || failure === undefined) {
      const state = run.states.get(name);
      if (state !== undefined && isVisited(state) && state.held.size === 0) return;
      await finishHost(run, name, { outcome: 'not-started', why: undefined, left: false });
      return;
    }
    await finishHost(run, name, blocked(failure));
  });
  return interrupted ? stoppedExitCode(run.ports.signals) : ExitCode.blocked;
}

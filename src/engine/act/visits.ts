import type { PlannedPlay } from '../../model/playbook/plan.ts';
import { describeFailure } from '../../model/run/failure.ts';
import { hostRunName } from '../../model/run/host-run.ts';
import type { Outcome } from '../../model/run/outcome.ts';
import { disconnect } from '../hosts/connection.ts';
import { type EndFor, finish } from '../hosts/end-play.ts';
import type { HostState } from '../hosts/host-state.ts';
import { untilAbandoned } from '../hosts/host-work.ts';
import type { Run } from '../run-state.ts';

/**
 * Ends a play on each host to which others may come until all are through. It stays taken: another play may come to it. One
 * that has its outcome is given free again, where something of others went back there after that.
 */
export async function concludeVisits(run: Run, { number }: PlannedPlay): Promise<void> {
  const hostRun = hostRunName(run.id, number);
  for (const [name, state] of run.states) {
    const { outcome } = run.results.get(name) ?? {};
    // Where nobody knows what is there, it stays as it is.
    if (!state.isShared || !state.open.has(hostRun) || outcome === 'unknown') continue;
    const hold = outcome === undefined ? 'keep' : undefined;
    const ending = endFor(state, outcome);
    const failure = await finish(untilAbandoned(state, run.ports), hostRun, ending, hold);
    if (outcome !== undefined) await disconnect(state);
    if (failure === undefined) continue;
    const why = `what was done there could not be confirmed: ${describeFailure(failure)}`;
    state.unsettled ??= { outcome: 'unknown', why, left: false };
  }
}

/** What went back entirely has ended so already, or does now. */
function endFor({ unsettled }: HostState, outcome: Outcome | undefined): EndFor {
  const isOpen = unsettled !== undefined || outcome === 'rollback-failed';
  return (steps) => {
    if (steps.every((step) => step.state === 'undone')) return 'rolledback';
    return isOpen ? 'rollback-failed' : 'confirmed';
  };
}

import type { PlannedPlay } from '../../model/playbook/plan.ts';
import type { RunEnd } from '../../model/ports.ts';
import { describeFailure } from '../../model/run/failure.ts';
import { hostRunName } from '../../model/run/host-run.ts';
import { finish, ofPlay } from '../hosts/end-play.ts';
import type { HostState } from '../hosts/host-state.ts';
import { untilAbandoned } from '../hosts/host-work.ts';
import type { Run } from '../run-state.ts';

/** Ends a play on each host to which others may come until all are through. It stays taken: another play may come to it. */
export async function concludeVisits(run: Run, { number }: PlannedPlay): Promise<void> {
  const hostRun = hostRunName(run.id, number);
  for (const [name, state] of run.states) {
    // A host that has failed by itself is free already.
    if (run.results.has(name) || !state.isShared || ofPlay(state, hostRun).length === 0) continue;
    const failure = await finish(untilAbandoned(state, run.ports), hostRun, endOf(state, hostRun), 'keep');
    if (failure === undefined) continue;
    const why = `what was done there could not be confirmed: ${describeFailure(failure)}`;
    state.unsettled ??= { outcome: 'unknown', why, left: false };
  }
}

function endOf(state: HostState, hostRun: string): RunEnd {
  if (state.unsettled !== undefined) return 'rollback-failed';
  return ofPlay(state, hostRun).every((step) => step.state === 'undone') ? 'rolledback' : 'confirmed';
}

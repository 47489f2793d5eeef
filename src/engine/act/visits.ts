import type { PlannedPlay } from '../../model/playbook/plan.ts';
import type { RunEnd } from '../../model/ports.ts';
import { describeFailure } from '../../model/run/failure.ts';
import { hostRunName, visitsOf } from '../../model/run/host-run.ts';
import { finish, ofPlay } from '../hosts/end-play.ts';
import type { HostState } from '../hosts/host-state.ts';
import { untilAbandoned } from '../hosts/host-work.ts';
import type { Run } from '../run-state.ts';

/** Ends on each host what a play did there for others. The hosts stay taken: another play may come to them. */
export async function concludeVisits(run: Run, { number }: PlannedPlay): Promise<void> {
  const visits = hostRunName(run.id, visitsOf(number));
  for (const [name, state] of run.states) {
    // A host that has failed by itself is free already.
    if (run.results.has(name) || ofPlay(state, visits).length === 0) continue;
    const failure = await finish(untilAbandoned(state, run.ports), visits, endOf(state, visits), 'keep');
    if (failure === undefined) continue;
    const why = `what was done there for others could not be confirmed: ${describeFailure(failure)}`;
    state.unsettled ??= { outcome: 'unknown', why, left: false };
  }
}

function endOf(state: HostState, visits: string): RunEnd {
  if (state.unsettled !== undefined) return 'rollback-failed';
  return ofPlay(state, visits).every((step) => step.state === 'undone') ? 'rolledback' : 'confirmed';
}

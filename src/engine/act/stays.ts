import type { PlannedPlay } from '../../model/playbook/plan.ts';
import { hostRunName } from '../../model/run/host-run.ts';
import { isGood } from '../../model/run/outcome.ts';
import type { HostResult } from '../hosts/host-result.ts';
import type { HostState } from '../hosts/host-state.ts';
import { playsOf, type Run } from '../run-state.ts';

/** Adds to the result of a host that did not come through a play what earlier plays changed there: that stays. */
export function withWhatStays(
  run: Run,
  { number }: PlannedPlay,
  state: HostState,
  result: HostResult,
): HostResult {
  if (isGood(result.outcome)) return result;
  const changed = playsOf(run, state.target.name)
    .filter((play) => play.number < number)
    .filter((play) => isChangedBy(state, hostRunName(run.id, play.number)));
  if (changed.length === 0) return result;
  const names = changed.map(({ name }) => `"${name}"`).join(' and ');
  const stays = `what ${names} changed there stays: rulerun rollback ${run.id} brings that back too`;
  return { ...result, why: result.why === undefined ? stays : `${result.why}; ${stays}` };
}

function isChangedBy({ steps }: HostState, hostRun: string): boolean {
  return steps.some((step) => step.hostRun === hostRun && step.changed);
}

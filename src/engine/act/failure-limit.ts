import type { PlannedPlay } from '../../model/playbook/plan.ts';

/**
 * True when so many hosts of a batch have failed that the rollout stops: no further host may start.
 *
 * `continue` alone never stops the rollout; a `max_fail_percentage` given by the play is kept whatever else it says.
 */
export function isPastFailureLimit(
  { maxFailPercentage, onFailure }: PlannedPlay,
  failedHosts: number,
  batchSize: number,
): boolean {
  if (failedHosts === 0) return false;
  if (onFailure === 'continue' && maxFailPercentage === undefined) return false;
  return (failedHosts * 100) / batchSize > (maxFailPercentage ?? 0);
}

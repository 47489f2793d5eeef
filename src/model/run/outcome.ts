/** How a host ended. Each host of a run reaches exactly one. */
export type Outcome =
  | 'unchanged'
  | 'changed'
  | 'failed'
  | 'rolled-back'
  | 'rollback-failed'
  | 'reverted-by-guard'
  | 'unreachable'
  | 'blocked'
  | 'unknown'
  | 'not-started';

/** Every outcome but these two counts as a failure, everywhere. `not-started` is a failure of the run, not of the host. */
export function isGood(outcome: Outcome): boolean {
  return outcome === 'unchanged' || outcome === 'changed';
}

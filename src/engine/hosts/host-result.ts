import type { Outcome } from '../../model/run/outcome.ts';

/** How a host ended, and whether its failure was left as it is because the play asks for that. */
export interface HostResult {
  readonly outcome: Outcome;
  readonly why: string | undefined;
  readonly left: boolean;
}

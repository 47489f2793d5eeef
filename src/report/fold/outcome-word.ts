import { onlyLooks } from '../../model/run/event.ts';
import type { Outcome } from '../../model/run/outcome.ts';
import type { HostSummary, Summary } from './summary.ts';

export type OutcomeWord = Outcome | 'unfinished' | 'drifted' | 'to change' | 'as wanted';

/**
 * The outcome of a host in a word. A preview has words of its own: there hosts are `not-started`, or `failed` where a task
 * would fail.
 */
export function outcomeWord(
  { outcome, pending, failed }: Pick<HostSummary, 'outcome' | 'pending' | 'failed'>,
  { command, exitCode }: Pick<Summary, 'command' | 'exitCode'>,
): OutcomeWord {
  if (outcome === undefined) return 'unfinished';
  if (!onlyLooks(command) || outcome !== 'not-started') return outcome;
  if (command === 'drift' && pending + failed > 0) return 'drifted';
  if (pending > 0) return 'to change';
  return exitCode !== undefined && LOOKED.has(exitCode) ? 'as wanted' : outcome;
}

/** The exit codes of a preview that saw every host to its end: nothing, a failure on some, or a change. */
const LOOKED: ReadonlySet<number> = new Set([0, 1, 10]);

const WORST_FIRST: readonly OutcomeWord[] = [
  'rollback-failed',
  'unknown',
  'unfinished',
  'reverted-by-guard',
  'failed',
  'rolled-back',
  'unreachable',
  'blocked',
  'drifted',
];

/** From 0, the worst, up; all that needs nobody is alike. */
export function severity(word: OutcomeWord): number {
  const index = WORST_FIRST.indexOf(word);
  return index < 0 ? WORST_FIRST.length : index;
}

/** Whether a person has to look at a host that ended like this. */
export function needsAttention(word: OutcomeWord): boolean {
  return severity(word) < WORST_FIRST.length;
}

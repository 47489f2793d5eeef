import { ExitCode } from '../model/run/exit-code.ts';
import type { HostResult } from './hosts/host-result.ts';

/**
 * The exit code of a run whose hosts have all reached their outcomes: the most serious one speaks.
 *
 * `isWhole` is false when some host was not taken through every play. Where no failure explains that, the run was cut
 * short from outside, as by the end of its maintenance window, and must not look like one that is done: `cutShort`.
 */
export function exitCodeOf(
  results: readonly HostResult[],
  interrupted: boolean,
  isWhole: boolean = true,
  cutShort: ExitCode = ExitCode.interrupted,
): ExitCode {
  const outcomes = new Set(results.map(({ outcome }) => outcome));
  if (outcomes.has('rollback-failed')) return ExitCode.rollbackFailed;
  if (interrupted) return ExitCode.interrupted;
  if (outcomes.has('unknown') || outcomes.has('reverted-by-guard')) return ExitCode.unknown;
  // A host that was left out of a run which changed others is left as it was, which is not what was asked for.
  if (outcomes.has('blocked') || results.some(({ left }) => left)) return ExitCode.failed;
  if (outcomes.has('failed') || outcomes.has('rolled-back') || outcomes.has('unreachable'))
    return ExitCode.rolledBack;
  return isWhole ? ExitCode.ok : cutShort;
}

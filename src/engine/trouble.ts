import { RulerunError } from '../model/error.ts';
import type { Signals } from '../model/ports.ts';
import { ExitCode } from '../model/run/exit-code.ts';

/** What on this machine stopped the run, such as a full disk below its record; undefined: nothing did, or a person. */
export function troubleOf({ stop }: Signals): RulerunError | undefined {
  return stop.aborted && stop.reason instanceof RulerunError ? stop.reason : undefined;
}

/** True when a person stopped the run. */
export function isInterrupted(signals: Signals): boolean {
  return signals.abandon.aborted || (signals.stop.aborted && troubleOf(signals) === undefined);
}

/** The exit code of a run that was cut short where no host has more to say: by a person, who may also have said no, or not. */
export function stoppedExitCode(signals: Signals): ExitCode {
  return troubleOf(signals) !== undefined && !isInterrupted(signals)
    ? ExitCode.unwritten
    : ExitCode.interrupted;
}

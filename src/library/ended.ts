import type { Diagnostic } from '../model/diagnostic.ts';
import type { ExitCode } from '../model/run/exit-code.ts';
import type { Summary } from '../report/fold/summary.ts';

/** How a run ended. */
export interface Ended {
  readonly exitCode: ExitCode;
  /** What it is called: for an apply, what `rollback` takes; of a `plan` nothing is recorded. Undefined: none was begun. */
  readonly run: string | undefined;
  /** What is wrong with the playbooks and the inventory, warnings included. */
  readonly diagnostics: readonly Diagnostic[];
  /** What became of every host; undefined: none was met. */
  readonly summary: Summary | undefined;
}

/** The end where no run was begun. */
export function unbegun(exitCode: ExitCode, diagnostics: readonly Diagnostic[]): Ended {
  return { exitCode, run: undefined, diagnostics, summary: undefined };
}

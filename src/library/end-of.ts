import type { Conduct } from '../app/conduct.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { ExitCode } from '../model/run/exit-code.ts';
import type { Summary } from '../report/fold/summary.ts';
import type { Ended } from './ended.ts';

/** Does what a run does, and keeps what there is to tell of it. */
export async function endOf(
  run: string,
  diagnostics: readonly Diagnostic[],
  work: (ended: NonNullable<Conduct['ended']>) => Promise<ExitCode>,
): Promise<Ended> {
  let summary: Summary | undefined;
  const exitCode = await work(async (report) => {
    summary = report.summary;
  });
  return { exitCode, run, diagnostics, summary };
}

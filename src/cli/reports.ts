import { type ReportFile, writeReport } from '../app/report-files.ts';
import { messageOf } from '../model/error.ts';
import { safeLine } from '../renderers/safe-text.ts';
import type { RunReport } from '../report/fold/run-report.ts';
import type { Terminal } from './terminal/terminal.ts';

/** Writes the reports of a run and says where they are. @throws {RulerunError} `REPORT_UNWRITABLE` */
export async function writeReports(
  files: readonly ReportFile[],
  told: RunReport,
  terminal: Pick<Terminal, 'out' | 'err'>,
): Promise<void> {
  for (const { path, make } of files) {
    const to = path(told.summary.run);
    if (to === '-') {
      terminal.out(make(told));
      continue;
    }
    await writeReport(to, make(told));
    terminal.err(`Wrote ${safeLine(to)}\n`);
  }
}

/** The same at the end of a run: the exit code tells what became of the hosts, and no report that failed may change it. */
export async function writeReportsOfRun(
  files: readonly ReportFile[],
  told: RunReport,
  terminal: Pick<Terminal, 'out' | 'err'>,
): Promise<void> {
  try {
    await writeReports(files, told, terminal);
  } catch (error) {
    terminal.err(
      `${messageOf(error)}\n  hint: the run is recorded; write its report with rulerun report ${told.summary.run}\n`,
    );
  }
}

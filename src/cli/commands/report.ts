import { summaryOf } from '../../app/records/stories.ts';
import { KINDS, type ReportFile } from '../../app/report-files.ts';
import type { JournalText } from '../../journal/read.ts';
import { findRun, loadJournal } from '../../journal/runs.ts';
import { RulerunError } from '../../model/error.ts';
import { ExitCode } from '../../model/run/exit-code.ts';
import { recapLines } from '../../renderers/recap.ts';
import { safeLine } from '../../renderers/safe-text.ts';
import { styleFor } from '../../renderers/style.ts';
import { reportOf } from '../../report/fold/run-report.ts';
import type { TimedEvent } from '../../report/fold/timed-event.ts';
import type { Cli } from '../cli.ts';
import { writeReports } from '../reports.ts';

/** Where each kind of report goes; `-` is standard output. Without any the recap is printed. */
export type ReportOptions = { readonly [Kind in keyof typeof KINDS]?: string };

/** Tells a run from its record: as a page, as one JSON document, as test results. Files are readable for their owner alone. */
export async function report(
  wanted: string,
  options: ReportOptions,
  { terminal, stateDir }: Cli,
): Promise<ExitCode> {
  const run = await findRun(stateDir, wanted);
  const journal = await loadJournal(stateDir, run);
  const summary = await summaryOf(run, stateDir);
  const folded = reportOf(timedEvents(journal));
  if (summary === undefined || folded === undefined) {
    throw new RulerunError('NOTHING_RECORDED', `the journal of run ${run} holds no event`, {
      hint: 'rulerun history lists the runs that can be shown',
    });
  }
  const told = { ...folded, summary };
  if (journal.state !== 'whole') {
    terminal.err(
      `The journal is ${journal.state} (${safeLine(journal.why)}); what comes before that is shown.\n`,
    );
  }
  const files = filesOf(options);
  if (files.length === 0) {
    const style = styleFor(terminal.environment, terminal.outIsTerminal);
    for (const line of recapLines(told.summary, style, terminal.outColumns)) terminal.out(`${line}\n`);
  }
  await writeReports(files, told, terminal);
  return ExitCode.ok;
}

function filesOf(options: ReportOptions): readonly ReportFile[] {
  return (['html', 'json', 'junit'] as const).flatMap((kind) => {
    const path = options[kind];
    return path === undefined ? [] : [{ path: () => path, make: KINDS[kind].make }];
  });
}

function timedEvents({ events, times }: JournalText): readonly TimedEvent[] {
  return events.map((event, index) => ({ event, atMs: times[index] }));
}

import { randomBytes } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import type { JournalText } from '../../journal/read.ts';
import { findRun, loadJournal } from '../../journal/runs.ts';
import { RulerunError } from '../../model/error.ts';
import { ExitCode } from '../../model/exit-code.ts';
import { recapLines } from '../../renderers/recap.ts';
import { safeLine } from '../../renderers/safe-text.ts';
import { styleFor } from '../../renderers/style.ts';
import { htmlReport } from '../../report/html.ts';
import { jsonReport } from '../../report/json.ts';
import { junitReport } from '../../report/junit.ts';
import { type RunReport, reportOf } from '../../report/run-report.ts';
import type { TimedEvent } from '../../report/timed-event.ts';
import type { Cli } from '../command-line.ts';

/** Where each kind of report goes; `-` is standard output. Without any the recap is printed. */
export interface ReportOptions {
  readonly html?: string;
  readonly json?: string;
  readonly junit?: string;
}

/** Tells a run from its record: as a page, as one JSON document, as test results. Files are readable for their owner alone. */
export async function report(
  wanted: string,
  options: ReportOptions,
  { terminal, stateDir }: Cli,
): Promise<ExitCode> {
  const run = await findRun(stateDir, wanted);
  const journal = await loadJournal(stateDir, run);
  const told = reportOf(timedEvents(journal));
  if (told === undefined) {
    throw new RulerunError('NOTHING_RECORDED', `the journal of run ${run} holds no event`, {
      exitCode: ExitCode.usage,
      hint: 'rulerun history lists the runs that can be told',
    });
  }
  if (journal.state !== 'whole') {
    terminal.err(
      `The journal is ${journal.state} (${safeLine(journal.why)}); what is before that is told.\n`,
    );
  }
  const files = filesOf(options);
  if (files.length === 0) {
    const style = styleFor(terminal.environment, terminal.outIsTerminal);
    for (const line of recapLines(told.summary, style)) terminal.out(`${line}\n`);
  }
  for (const [path, make] of files) {
    if (path === '-') terminal.out(make(told));
    else {
      await replaceFile(path, make(told));
      terminal.err(`Wrote ${safeLine(path)}\n`);
    }
  }
  return ExitCode.ok;
}

type Make = (report: RunReport) => string;

function filesOf({ html, json, junit }: ReportOptions): readonly (readonly [path: string, make: Make])[] {
  const all: readonly (readonly [path: string | undefined, make: Make])[] = [
    [html, htmlReport],
    [json, jsonReport],
    [junit, junitReport],
  ];
  return all.flatMap(([path, make]) => (path === undefined ? [] : [[path, make] as const]));
}

function timedEvents({ events }: JournalText): readonly TimedEvent[] {
  return events.map((event) => ({ event, atMs: undefined }));
}

/** Writes a file whole or not at all; what was there before is replaced, and so is a link, not what it leads to. */
async function replaceFile(path: string, text: string): Promise<void> {
  const fresh = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await writeFile(fresh, text, { mode: 0o600, flag: 'wx' });
    await rename(fresh, path);
  } catch (cause) {
    await rm(fresh, { force: true });
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new RulerunError('REPORT_UNWRITABLE', `cannot write the report ${path}: ${why}`, {
      exitCode: ExitCode.usage,
      hint: 'name a file in a folder that is there and that you may write to, or - for standard output',
      cause,
    });
  }
}

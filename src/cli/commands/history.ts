import { storiesIn, summaryOf } from '../../app/records/stories.ts';
import type { JournalText } from '../../journal/read.ts';
import { findRun, loadJournal } from '../../journal/runs.ts';
import { ExitCode } from '../../model/run/exit-code.ts';
import { recapLines } from '../../renderers/recap.ts';
import { safeLine } from '../../renderers/safe-text.ts';
import { styleFor } from '../../renderers/style.ts';
import { isBack } from '../../report/fold/fate.ts';
import type { Fate, Summary } from '../../report/fold/summary.ts';
import { counted } from '../../text/words.ts';
import type { Cli } from '../cli.ts';

/** Lists the runs, newest first. */
export async function history(
  { json }: { readonly json?: true },
  { terminal, stateDir }: Cli,
): Promise<ExitCode> {
  const summaries = (await storiesIn(stateDir)).map(({ summary, fate }) => ({ ...summary, fate }));
  if (json) terminal.out(`${JSON.stringify(summaries, undefined, 2)}\n`);
  else if (summaries.length === 0) terminal.err(`There are no runs in ${stateDir} yet.\n`);
  else for (const summary of summaries) terminal.out(`${historyLine(summary)}\n`);
  return ExitCode.ok;
}

function historyLine({ run, startedAt, command, hosts, exitCode, playbooks, fate }: Summary): string {
  const end = exitCode === undefined ? 'not finished' : `exit code ${exitCode}`;
  const time = startedAt.slice(0, 19).replace('T', ' ');
  return safeLine(
    `${run}  ${time}  ${command}  ${counted(hosts.length, 'host')}  ${end}  ${playbooks.join(' ')}${laterOf(fate)}`,
  );
}

function laterOf(fate: Fate | undefined): string {
  if (fate === undefined || fate.backBy.length === 0) return '';
  const by = fate.backBy.map(({ run }) => run).join(', ');
  return `  ${fate.left.length === 0 ? '' : 'partly '}rolled back by ${by}`;
}

/** Tells how one run ended, or where it stands. */
export async function status(
  wanted: string = 'last',
  { json }: { readonly json?: true },
  { terminal, stateDir }: Cli,
): Promise<ExitCode> {
  const run = await findRun(stateDir, wanted);
  const journal = await loadJournal(stateDir, run);
  const summary = await summaryOf(run, stateDir);
  if (json) terminal.out(`${JSON.stringify({ ...summary, journal: journal.state }, undefined, 2)}\n`);
  else if (summary !== undefined) {
    const style = styleFor(terminal.environment, terminal.outIsTerminal);
    for (const line of recapLines(summary, style, terminal.outColumns)) terminal.out(`${line}\n`);
  }
  for (const line of trouble(journal, summary, run)) terminal.err(`${line}\n`);
  return ExitCode.ok;
}

function trouble({ state, why }: JournalText, summary: Summary | undefined, run: string): readonly string[] {
  const lines: string[] = [];
  if (state === 'torn')
    lines.push(`The journal ends in the middle of a record (${why}); what is before it counts.`);
  if (state === 'damaged')
    lines.push(`The journal is damaged (${why}); what is before it counts. A person must look.`);
  if (summary?.exitCode === undefined && (summary?.fate === undefined || !isBack(summary.fate))) {
    lines.push('The run has not finished. If its process is gone:', `  rulerun rollback ${run}`);
  }
  return lines;
}

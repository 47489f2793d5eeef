import { setMaxListeners } from 'node:events';
import type { Journal } from '../journal/append.ts';
import { RulerunError } from '../model/error.ts';
import type { RunEvent } from '../model/event.ts';
import type { ExitCode } from '../model/exit-code.ts';
import type { Ports } from '../model/ports.ts';
import { redactor } from '../model/redact.ts';
import { newTurns } from '../renderers/turns.ts';
import type { View } from '../renderers/view.ts';
import { jsonReport } from '../report/json.ts';
import { type RunReport, reportOf } from '../report/run-report.ts';
import type { TimedEvent } from '../report/timed-event.ts';
import { approver } from './approve.ts';
import { cleanedEvent } from './cleaned-event.ts';
import type { Cli } from './command-line.ts';
import { defaultLimits } from './limits.ts';
import { noTerminal } from './no-terminal.ts';
import type { RunOptions } from './options.ts';
import { systemClock } from './ports/clock.ts';
import { reachHosts } from './ports/connect.ts';
import { localFilePort } from './ports/local-file.ts';
import { systemRandom } from './ports/random.ts';
import { listenForSignals } from './ports/signals.ts';
import { type ReportFile, reportFiles, writeReports } from './report-files.ts';
import { runHere } from './run-holder.ts';
import { stepper } from './stepper.ts';
import { viewFor } from './view-for.ts';

type ConductOptions = Pick<
  RunOptions,
  'verbose' | 'diff' | 'output' | 'step' | 'yes' | 'forks' | 'report' | 'until' | 'window'
>;

/** What a command brings along for its run. */
export interface Conduct {
  readonly secrets: readonly string[];
  /** Begins the record of the run; called once nothing that was asked for stands in its way. */
  readonly journal: (clean: (text: string) => string) => Promise<Journal>;
  readonly work: (ports: Ports) => Promise<ExitCode>;
  /** Sees every event without secrets, before it is shown. */
  readonly watch?: (event: RunEvent) => void;
  /** Decides instead of the person at the terminal. */
  readonly approve?: Ports['approve'];
}

/** Gives a run what it needs of this machine, shows it, and tells it when it is over. */
export async function conduct(
  options: ConductOptions,
  cli: Cli,
  { secrets, journal: begin, work, watch, approve }: Conduct,
): Promise<ExitCode> {
  const clean = redactor(secrets);
  const files = [...(await reportFiles(options.report ?? [])), ...documentFor(options)];
  if (options.step && !cli.terminal.isInteractive) throw noTerminal('leave --step out');
  await using journal = await begin(clean);
  const view = viewFor(options, cli.terminal, clean);
  const timed: TimedEvent[] = [];
  const begunAt = systemClock.now();
  const elapsed = (): number => Math.floor(systemClock.now() - begunAt);
  // A thousand previews from answers that are there already would keep Ctrl-C and the screen waiting.
  const turn = newTurns(systemClock.now);
  using source = listenForSignals((line) => view.note(line));
  const signals = { ...source.signals, stop: AbortSignal.any([source.signals.stop, journal.trouble]) };
  setMaxListeners(0, signals.stop);
  journal.trouble.addEventListener('abort', () => sayTrouble(journal.trouble.reason, view));
  await using hosts = reachHosts(cli.stateDir);
  const ports: Ports = {
    clock: systemClock,
    random: systemRandom,
    connect: hosts.connect,
    record: async (event) => {
      // Kept before shown: what a person has read is on the disk.
      await journal.append(event);
      if (files.length > 0 || watch !== undefined) {
        const cleaned = cleanedEvent(event, clean);
        watch?.(cleaned);
        if (files.length > 0) timed.push({ event: cleaned, atMs: elapsed() });
      }
      view.show(event);
      await turn();
    },
    signals,
    localFile: localFilePort,
    ...(options.step ? { confirmTask: stepper(cli.terminal, signals.stop) } : {}),
    approve: approve ?? approver(options, cli.terminal, signals.stop),
    limits: defaultLimits(options),
    runHere: (run) => runHere(cli.stateDir, run),
  };
  try {
    return await work(ports);
  } finally {
    view.close();
    const told = reportOf(timed);
    if (told !== undefined) await tell(files, told, cli.terminal);
  }
}

function sayTrouble(reason: unknown, view: View): void {
  if (!(reason instanceof RulerunError)) return;
  view.note(`This run stops: ${reason.message}.`);
  view.note('No further step is begun; what is unfinished goes back, from what lies on the hosts.');
  if (reason.hint !== undefined) view.note(`  hint: ${reason.hint}`);
}

/** The exit code tells what became of the hosts, and no report that failed may change it. */
async function tell(files: readonly ReportFile[], told: RunReport, terminal: Cli['terminal']): Promise<void> {
  try {
    await writeReports(files, told, terminal);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    terminal.err(
      `${why}\n  hint: the run is recorded; write its report with rulerun report ${told.summary.run}\n`,
    );
  }
}

function documentFor({ output }: ConductOptions): readonly ReportFile[] {
  return output === 'json' ? [{ path: () => '-', make: jsonReport }] : [];
}

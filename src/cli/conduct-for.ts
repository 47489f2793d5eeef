import type { Conduct } from '../app/conduct.ts';
import { defaultLimits } from '../app/limits.ts';
import { type ReportFile, reportFiles } from '../app/report-files.ts';
import { listenForSignals } from '../app/system/signals.ts';
import { jsonReport } from '../report/json.ts';
import type { Cli } from './cli.ts';
import type { RunOptions } from './options.ts';
import { writeReportsOfRun } from './reports.ts';
import { approver, noTerminal } from './terminal/approve.ts';
import { holdingBack, stepper } from './terminal/stepper.ts';
import { viewFor } from './terminal/view-for.ts';

type ConductOptions = Pick<
  RunOptions,
  'verbose' | 'diff' | 'output' | 'step' | 'yes' | 'forks' | 'report' | 'until' | 'window'
>;

/**
 * How a run is shown, led and told as the options ask for. Nothing that they ask for stands in its way when this returns.
 * @throws {RulerunError} `REPORT_UNKNOWN`, `REPORT_UNWRITABLE`, `NO_TERMINAL`
 */
export async function conductFor(options: ConductOptions, cli: Cli): Promise<Conduct> {
  const terminal = options.step ? holdingBack(cli.terminal) : cli.terminal;
  const files = [...(await reportFiles(options.report ?? [])), ...documentFor(options)];
  if (options.step && !terminal.isInteractive) throw noTerminal('leave --step out');
  return {
    view: (clean) => viewFor(options, terminal, clean),
    signals: listenForSignals,
    approve: (stop) => approver(options, terminal, stop),
    ...(options.step ? { confirmTask: (stop) => stepper(terminal, stop) } : {}),
    limits: defaultLimits(options),
    ...(files.length > 0 ? { ended: (report) => writeReportsOfRun(files, report, terminal) } : {}),
  };
}

function documentFor({ output }: ConductOptions): readonly ReportFile[] {
  return output === 'json' ? [{ path: () => '-', make: jsonReport }] : [];
}

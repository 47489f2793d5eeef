import { apply as applyPlan, foresee, type RunLabel } from '../../engine/run.ts';
import { createJournal } from '../../journal/append.ts';
import { noJournal } from '../../journal/none.ts';
import { createRunFolder, journalPath, keepDocument, newRunName } from '../../journal/runs.ts';
import type { RunEvent } from '../../model/event.ts';
import { ExitCode } from '../../model/exit-code.ts';
import type { Plan } from '../../model/plan.ts';
import type { Ports } from '../../model/ports.ts';
import { redactor } from '../../model/redact.ts';
import { newTurns } from '../../renderers/turns.ts';
import { approver } from '../approve.ts';
import type { Cli } from '../command-line.ts';
import { frozenTargets } from '../frozen.ts';
import { defaultLimits } from '../limits.ts';
import { listing } from '../listing.ts';
import { type Loaded, loadPlan } from '../load.ts';
import { noTerminal } from '../no-terminal.ts';
import type { RunOptions } from '../options.ts';
import { systemClock } from '../ports/clock.ts';
import { reachHosts } from '../ports/connect.ts';
import { localFilePort } from '../ports/local-file.ts';
import { systemRandom } from '../ports/random.ts';
import { listenForSignals } from '../ports/signals.ts';
import { packageVersion } from '../version.ts';
import { viewFor } from '../view-for.ts';

/** Checks every host, shows what will change, changes it, and proves it. */
export async function apply(playbooks: readonly string[], options: RunOptions, cli: Cli): Promise<ExitCode> {
  if (options.check) return plan(playbooks, options, cli);
  const loaded = await loadPlan(playbooks, options, cli);
  if (!loaded.ok) return loaded.exitCode;
  if (isListing(options)) return list(loaded.plan, options, cli);
  if (!options.yes && !cli.terminal.isInteractive)
    throw noTerminal('look at it with `rulerun plan`, then say --yes');
  const label = labelFor(playbooks);
  await createRunFolder(cli.stateDir, label.run);
  await keepDocument(cli.stateDir, label.run, 'targets.json', frozenTargets(loaded.plan));
  for (const [index, source] of loaded.sources.entries()) {
    await keepDocument(cli.stateDir, label.run, `playbook-${index + 1}.json`, source);
  }
  const clean = redactor(loaded.secrets);
  await using journal = await createJournal(journalPath(cli.stateDir, label.run), clean);
  // Awaited here: the journal is closed when this function ends.
  return await run(
    loaded,
    options,
    cli,
    (event) => journal.append(event),
    (ports) => applyPlan(loaded.plan, label, ports),
  );
}

/** Shows what an apply would change, and changes nothing: not on the hosts, and not here. */
export async function plan(playbooks: readonly string[], options: RunOptions, cli: Cli): Promise<ExitCode> {
  const loaded = await loadPlan(playbooks, options, cli);
  if (!loaded.ok) return loaded.exitCode;
  if (isListing(options)) return list(loaded.plan, options, cli);
  return run(loaded, options, cli, noJournal, (ports) => foresee(loaded.plan, labelFor(playbooks), ports));
}

async function run(
  loaded: Loaded,
  options: RunOptions,
  cli: Cli,
  journal: (event: RunEvent) => Promise<void>,
  work: (ports: Ports) => Promise<ExitCode>,
): Promise<ExitCode> {
  const clean = redactor(loaded.secrets);
  const view = viewFor(options, cli.terminal, clean);
  // A thousand previews from answers that are there already would keep Ctrl-C and the screen waiting.
  const turn = newTurns(systemClock.now);
  using source = listenForSignals((line) => view.note(line));
  await using hosts = reachHosts(cli.stateDir);
  const ports: Ports = {
    clock: systemClock,
    random: systemRandom,
    connect: hosts.connect,
    record: async (event) => {
      // Kept before shown: what a person has read is on the disk.
      await journal(event);
      view.show(event);
      await turn();
    },
    signals: source.signals,
    localFile: localFilePort,
    approve: approver(options, cli.terminal, source.signals.stop),
    limits: defaultLimits(options),
  };
  try {
    return await work(ports);
  } finally {
    view.close();
  }
}

function labelFor(playbooks: readonly string[]): RunLabel {
  const run = newRunName(systemClock.wall(), systemRandom.hex(3));
  return { run, version: packageVersion(), playbooks };
}

function isListing({ listHosts, listTasks, listTags }: RunOptions): boolean {
  return listHosts === true || listTasks === true || listTags === true;
}

function list(planned: Plan, options: RunOptions, { terminal }: Cli): ExitCode {
  for (const line of listing(planned, options)) terminal.out(`${line}\n`);
  return ExitCode.ok;
}

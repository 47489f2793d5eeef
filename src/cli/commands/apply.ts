import { apply as applyPlan, foresee, type RunLabel } from '../../engine/run.ts';
import { createJournal, type Journal, roomForTheEnd } from '../../journal/append.ts';
import { noJournal } from '../../journal/none.ts';
import { journalPath } from '../../journal/paths.ts';
import { createRunFolder, keepDocument, newRunName } from '../../journal/runs.ts';
import { RulerunError } from '../../model/error.ts';
import { ExitCode } from '../../model/exit-code.ts';
import type { Plan } from '../../model/plan.ts';
import { safeLine } from '../../renderers/safe-text.ts';
import { newForesight } from '../../report/foreseen.ts';
import type { Cli } from '../command-line.ts';
import { type Conduct, conduct } from '../conduct.ts';
import { frozenTargets } from '../frozen.ts';
import { listing } from '../listing.ts';
import { type Loaded, loadPlan } from '../load.ts';
import { noTerminal } from '../no-terminal.ts';
import type { RunOptions } from '../options.ts';
import { systemClock } from '../ports/clock.ts';
import { systemRandom } from '../ports/random.ts';
import { heldBy, holdRun } from '../run-holder.ts';
import { newSavedPlan, readSavedPlan, refuseUnwritablePlan, writeSavedPlan } from '../saved-plan.ts';
import { packageVersion } from '../version.ts';

/** Checks every host, shows what will change, changes it, and proves it. */
export async function apply(playbooks: readonly string[], options: RunOptions, cli: Cli): Promise<ExitCode> {
  const [path = ''] = playbooks;
  const saved = playbooks.length === 1 ? await readSavedPlan(path) : undefined;
  if (saved !== undefined) return (await import('./apply-saved.ts')).applySaved(path, saved, options, cli);
  if (options.inventory.length === 0) {
    throw new RulerunError('NO_INVENTORY', 'name an inventory with -i, such as: -i inventory', {
      exitCode: ExitCode.usage,
      hint: 'only a saved plan needs none',
    });
  }
  if (options.check) return plan(playbooks, options, cli);
  const loaded = await loadPlan(playbooks, options, cli);
  if (!loaded.ok) return loaded.exitCode;
  if (isListing(options)) return list(loaded.plan, options, cli);
  if (!options.yes && !cli.terminal.isInteractive)
    throw noTerminal('look at it with `rulerun plan`, then say --yes');
  return applyLoaded(playbooks, loaded, options, cli);
}

/** Applies what has been loaded, and keeps a record of it. */
export function applyLoaded(
  playbooks: readonly string[],
  loaded: Loaded,
  options: RunOptions,
  cli: Cli,
  how: Pick<Conduct, 'approve' | 'watch'> = {},
): Promise<ExitCode> {
  const label = labelFor(playbooks);
  return conduct(options, cli, {
    ...how,
    secrets: loaded.secrets,
    journal: (clean) => begin(loaded, label, cli, clean),
    work: (ports) => applyPlan(loaded.plan, label, ports, { takeOver: options.takeOver === true }),
  });
}

/** Shows what an apply would change, and changes nothing: not on the hosts, and not here, unless the plan is to be kept. */
export function plan(playbooks: readonly string[], options: RunOptions, cli: Cli): Promise<ExitCode> {
  return look('plan', playbooks, options, cli);
}

/** Says what is not as the playbooks want it any more, their `verify:` included. For monitors: it changes nothing. */
export function drift(playbooks: readonly string[], options: RunOptions, cli: Cli): Promise<ExitCode> {
  return look('drift', playbooks, options, cli);
}

async function look(
  command: 'plan' | 'drift',
  playbooks: readonly string[],
  options: RunOptions,
  cli: Cli,
): Promise<ExitCode> {
  if (options.out !== undefined) await refuseUnwritablePlan(options.out);
  const loaded = await loadPlan(playbooks, options, cli);
  if (!loaded.ok) return loaded.exitCode;
  if (isListing(options)) return list(loaded.plan, options, cli);
  const { out } = options;
  const foresight = newForesight();
  const exitCode = await conduct(options, cli, {
    secrets: loaded.secrets,
    journal: noJournal,
    ...(out === undefined ? {} : { watch: foresight.add }),
    work: (ports) => foresee(loaded.plan, labelFor(playbooks), ports, command),
  });
  if (out !== undefined && (exitCode === ExitCode.ok || exitCode === ExitCode.pending)) {
    const at = systemClock.wall();
    await writeSavedPlan(out, newSavedPlan(playbooks, options, loaded.plan, foresight.byHost, at));
    cli.terminal.err(`Wrote ${safeLine(out)}; apply it with: rulerun apply ${safeLine(out)}\n`);
  }
  return exitCode;
}

async function begin(
  loaded: Loaded,
  { run }: RunLabel,
  { stateDir }: Cli,
  clean: (text: string) => string,
): Promise<Journal> {
  await createRunFolder(stateDir, run);
  const held = await holdRun(stateDir, run);
  await keepDocument(stateDir, run, 'targets.json', frozenTargets(loaded.plan));
  for (const [index, source] of loaded.sources.entries()) {
    await keepDocument(stateDir, run, `playbook-${index + 1}.json`, source);
  }
  const hosts = new Set(
    loaded.plan.plays.flatMap(({ batches }) => batches.flat().map(({ target }) => target.name)),
  );
  const journal = await createJournal(journalPath(stateDir, run), clean, systemClock.now, {
    reserveBytes: roomForTheEnd(hosts.size),
  });
  return heldBy(held, journal);
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

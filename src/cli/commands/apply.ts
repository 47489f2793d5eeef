import type { Loaded } from '../../app/loaded.ts';
import { applyLoaded, foreseeLoaded, newLabel } from '../../app/run.ts';
import { newSavedPlan, readSavedPlan, refuseUnwritablePlan } from '../../app/saved-plan/saved-plan.ts';
import { writePlanFile } from '../../app/stored-plan/plan-file.ts';
import { systemClock } from '../../app/system/clock.ts';
import { RulerunError } from '../../model/error.ts';
import { ExitCode } from '../../model/run/exit-code.ts';
import { safeLine } from '../../renderers/safe-text.ts';
import { newForesight } from '../../report/foreseen.ts';
import type { Cli } from '../cli.ts';
import { conductFor } from '../conduct-for.ts';
import { listing } from '../listing.ts';
import { checkedPlan, loadedPlan } from '../loading.ts';
import type { RunOptions } from '../options.ts';
import { noTerminal } from '../terminal/approve.ts';

/** Checks every host, shows what will change, changes it, and proves it. */
export async function apply(playbooks: readonly string[], options: RunOptions, cli: Cli): Promise<ExitCode> {
  const [path = ''] = playbooks;
  const saved = playbooks.length === 1 ? await readSavedPlan(path, cli) : undefined;
  if (saved !== undefined) return (await import('./apply-saved.ts')).applySaved(path, saved, options, cli);
  if (options.inventory.length === 0) {
    throw new RulerunError('NO_INVENTORY', 'name an inventory with -i, such as: -i inventory', {
      hint: 'only a saved plan needs none',
    });
  }
  if (options.check) return plan(playbooks, options, cli);
  if (isListing(options)) return list(await checkedPlan(playbooks, options, cli), options, cli);
  const loaded = await loadedPlan(playbooks, options, cli);
  if (loaded === undefined) return ExitCode.invalid;
  if (!options.yes && !cli.terminal.isInteractive)
    throw noTerminal('look at it with `rulerun plan`, then say --yes');
  const how = { ...(await conductFor(options, cli)), takeOver: options.takeOver === true };
  return applyLoaded(loaded, newLabel(playbooks), how, cli);
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
  const { out } = options;
  if (out !== undefined) await refuseUnwritablePlan(out);
  if (isListing(options)) return list(await checkedPlan(playbooks, options, cli), options, cli);
  const loaded = await loadedPlan(playbooks, options, cli);
  if (loaded === undefined) return ExitCode.invalid;
  const foresight = newForesight();
  const how = {
    ...(await conductFor(options, cli)),
    ...(out === undefined ? {} : { watch: foresight.add }),
  };
  const exitCode = await foreseeLoaded(command, loaded, newLabel(playbooks), how, cli);
  if (out !== undefined && (exitCode === ExitCode.ok || exitCode === ExitCode.pending)) {
    const at = systemClock.wall();
    await writePlanFile(
      out,
      newSavedPlan(playbooks, options, loaded.plan, foresight.byHost, { at, environment: cli.environment }),
    );
    cli.terminal.err(`Wrote ${safeLine(out)}; apply it with: rulerun apply ${safeLine(out)}\n`);
  }
  return exitCode;
}

function isListing({ listHosts, listTasks, listTags }: RunOptions): boolean {
  return listHosts === true || listTasks === true || listTags === true;
}

function list(loaded: Loaded | undefined, options: RunOptions, { terminal }: Cli): ExitCode {
  if (loaded === undefined) return ExitCode.invalid;
  for (const line of listing(loaded.plan, options)) terminal.out(`${line}\n`);
  return ExitCode.ok;
}

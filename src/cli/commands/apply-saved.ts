import { applyLoaded, newLabel } from '../../app/run.ts';
import type { SavedPlan } from '../../app/saved-plan/saved-plan.ts';
import { approvalOf, refuseOutdated } from '../../app/saved-plan/still-holds.ts';
import { RulerunError } from '../../model/error.ts';
import { ExitCode } from '../../model/run/exit-code.ts';
import { newForesight } from '../../report/foreseen.ts';
import { counted } from '../../text/words.ts';
import type { Cli } from '../cli.ts';
import { conductFor } from '../conduct-for.ts';
import { loadedPlan } from '../loading.ts';
import type { RunOptions } from '../options.ts';

/** Applies what a saved plan shows, on the hosts that are still as they were then. */
export async function applySaved(
  path: string,
  saved: SavedPlan,
  given: RunOptions,
  cli: Cli,
): Promise<ExitCode> {
  refuseOptions(given);
  if (given.extraVars.length !== saved.extraVars) {
    throw new RulerunError(
      'PLAN_OPTIONS',
      `the plan was made with ${counted(saved.extraVars, 'option')} -e, and ${given.extraVars.length} are given`,
      { hint: 'say the same -e again: what they hold is not kept in the plan' },
    );
  }
  const options: RunOptions = { ...given, ...saved.options };
  const loaded = await loadedPlan(saved.playbooks, options, cli);
  if (loaded === undefined) return ExitCode.invalid;
  refuseOutdated(path, saved, loaded.plan);
  const foresight = newForesight();
  const how = {
    ...(await conductFor(options, cli)),
    takeOver: options.takeOver === true,
    watch: foresight.add,
    approve: () => async () =>
      approvalOf(saved, foresight.byHost, given.skipMoved === true ? 'skip' : 'refuse'),
  };
  return applyLoaded(loaded, newLabel(saved.playbooks), how, cli);
}

/** A plan says itself on which hosts it does what. */
function refuseOptions(given: RunOptions): void {
  const said = [
    given.inventory.length > 0 && '-i',
    given.limit !== undefined && '--limit',
    given.tags.length > 0 && '--tags',
    given.skipTags.length > 0 && '--skip-tags',
    given.startAtTask !== undefined && '--start-at-task',
    given.check === true && '--check',
    given.ansibleCfg !== undefined && '--ansible-cfg',
  ].filter((option) => option !== false);
  if (said.length === 0) return;
  throw new RulerunError('PLAN_OPTIONS', `a saved plan is applied as it is, without ${said.join(', ')}`, {
    hint: 'make another plan for something else, with rulerun plan --out',
  });
}

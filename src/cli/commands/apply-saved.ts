import { RulerunError } from '../../model/error.ts';
import { ExitCode } from '../../model/exit-code.ts';
import type { Approval } from '../../model/ports.ts';
import { counted } from '../../renderers/words.ts';
import { movedSince, newForesight } from '../../report/foreseen.ts';
import type { Cli } from '../command-line.ts';
import { loadPlan } from '../load.ts';
import type { RunOptions } from '../options.ts';
import { planDigest } from '../plan-digest.ts';
import type { SavedPlan } from '../saved-plan.ts';
import { applyLoaded } from './apply.ts';

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
      { exitCode: ExitCode.usage, hint: 'say the same -e again: what they hold is not kept in the plan' },
    );
  }
  const options: RunOptions = { ...given, ...saved.options };
  const loaded = await loadPlan(saved.playbooks, options, cli);
  if (!loaded.ok) return loaded.exitCode;
  if (planDigest(loaded.plan, saved.salt) !== saved.plan) {
    throw new RulerunError('PLAN_OUTDATED', `the playbook, the inventory or -e are not those of ${path}`, {
      exitCode: ExitCode.invalid,
      hint: `they have changed since ${saved.at}: look at it again with rulerun plan --out`,
    });
  }
  const foresight = newForesight();
  return applyLoaded(saved.playbooks, loaded, options, cli, {
    watch: foresight.add,
    approve: async () => judge(saved, foresight.byHost, given.skipMoved === true),
  });
}

function judge(
  { hosts, at }: SavedPlan,
  now: ReturnType<typeof newForesight>['byHost'],
  skipMoved: boolean,
): Approval {
  const moved = new Map<string, string>();
  for (const [host, foreseen] of now) {
    const why = movedSince(hosts[host] ?? [], foreseen);
    if (why !== undefined) moved.set(host, `it has moved since the plan was made (${at}): ${why}`);
  }
  if (moved.size > 0 && !skipMoved) return { kind: 'refused', because: moved };
  return { kind: 'granted', except: moved };
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
  ].filter((option) => option !== false);
  if (said.length === 0) return;
  throw new RulerunError('PLAN_OPTIONS', `a saved plan is applied as it is, without ${said.join(', ')}`, {
    exitCode: ExitCode.usage,
    hint: 'make another plan for something else, with rulerun plan --out',
  });
}

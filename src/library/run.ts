import { actions as builtIn, byName } from '../actions/registry.ts';
import type { ReadInventory } from '../app/inventory.ts';
import { planProject } from '../app/load.ts';
import type { Loaded, NotLoaded } from '../app/loaded.ts';
import { readExtraVars } from '../app/project/extra-vars.ts';
import type { ReadPlaybooks } from '../app/project/playbooks.ts';
import { applyLoaded, foreseeLoaded, newLabel } from '../app/run.ts';
import type { StoredPlan } from '../app/stored-plan/format.ts';
import { openPlan, storePlan } from '../app/stored-plan/stored-plan.ts';
import { localLookups } from '../app/system/lookups/lookups.ts';
import { projectFiles } from '../app/system/project-files.ts';
import { RulerunError } from '../model/error.ts';
import { ExitCode } from '../model/run/exit-code.ts';
import { startOf } from '../model/values/position.ts';
import { conductOf, contextOf, vaultOf } from './defaults.ts';
import { endOf } from './end-of.ts';
import { type Ended, unbegun } from './ended.ts';
import type { ApplyPlanSettings, ApplySettings, RunSettings } from './settings.ts';

/** How a preview ended, and the plan that it showed. */
export interface Planned extends Ended {
  /**
   * What `apply` takes, here or in another process, also where a host was refused; undefined: something is wrong with the
   * playbooks or the inventory, or no host is left to work on.
   */
  readonly plan: StoredPlan | undefined;
}

/**
 * Checks every host and foresees what an apply would change there: nothing is changed or recorded.
 * @throws {RulerunError} `EXTRA_VARS`, `VAULT_PASSWORD`, or `UNTRUSTED_FILE` for a file that root must not act upon
 */
export async function plan(
  playbooks: ReadPlaybooks,
  inventory: ReadInventory,
  settings: RunSettings = {},
): Promise<Planned> {
  const loaded = await loadedFor(playbooks, inventory, settings);
  if (!loaded.ok) return { ...refused(loaded, playbooks), plan: undefined };
  const label = newLabel(playbooks.paths);
  const ended = await endOf(label.run, loaded.diagnostics, (report) =>
    foreseeLoaded('plan', loaded, label, { ...conductOf(settings), ended: report }, contextOf(settings)),
  );
  return { ...ended, plan: storePlan(playbooks.paths, loaded) };
}

/**
 * Checks every host, and once its preview is approved changes the hosts batch by batch, proves it, and records it.
 * @throws {RulerunError} as `plan`, and `STATE_…` or `JOURNAL_UNWRITABLE` when the run cannot be recorded
 */
export function apply(
  playbooks: ReadPlaybooks,
  inventory: ReadInventory,
  settings?: ApplySettings,
): Promise<Ended>;
/**
 * The same for a plan that `plan` made, whatever has become of the playbooks and the inventory. What each host needs is
 * decided anew, from what it answers now: unlike `rulerun apply FILE`, it refuses no host that has moved since.
 * @throws {RulerunError} `PLAN_VERSION`, `PLAN_OUTDATED`, `PLAN_ACTION`, `VAULT_PASSWORD`
 */
export function apply(plan: StoredPlan, settings?: ApplyPlanSettings): Promise<Ended>;
export async function apply(
  work: ReadPlaybooks | StoredPlan,
  second: ReadInventory | ApplyPlanSettings = {},
  third: ApplySettings = {},
): Promise<Ended> {
  if ('rulerun' in work) {
    const settings = second as ApplyPlanSettings;
    return applyTo(await openedFor(work, settings), work.playbooks, settings);
  }
  const loaded = await loadedFor(work, second as ReadInventory, third);
  return loaded.ok ? applyTo(loaded, work.paths, third) : refused(loaded, work);
}

function applyTo(loaded: Loaded, playbooks: readonly string[], settings: ApplySettings): Promise<Ended> {
  const label = newLabel(playbooks);
  const how = { ...conductOf(settings), takeOver: settings.takeOver === true };
  return endOf(label.run, loaded.diagnostics, (ended) =>
    applyLoaded(loaded, label, { ...how, ended }, contextOf(settings)),
  );
}

async function openedFor(stored: StoredPlan, settings: ApplyPlanSettings): Promise<Loaded> {
  const { environment, passwords, vault } = contextOf(settings, vaultOf(settings.vaultPasswords));
  const { variables } = await readExtraVars(extraVarsIn(settings), projectFiles(environment, vault));
  const opened = openPlan(stored, {
    actions: new Map([...builtIn, ...byName(settings.actions ?? [])]),
    extraVariables: variables,
    passwords: await passwords(),
    vault,
  });
  return { ...opened, lookups: localLookups(environment, new Set(), vault) };
}

function extraVarsIn({ extraVars }: Pick<RunSettings, 'extraVars'>): readonly string[] {
  return extraVars === undefined ? [] : [JSON.stringify(extraVars)];
}

function loadedFor(
  playbooks: ReadPlaybooks,
  inventory: ReadInventory,
  settings: RunSettings,
): Promise<Loaded | NotLoaded> {
  const { vault } = playbooks;
  if (inventory.vault !== undefined && inventory.vault !== vault) {
    throw new RulerunError(
      'VAULT_PASSWORD',
      'the inventory was read with the vault passwords of other playbooks',
      {
        hint: 'give `loadInventory` these playbooks',
      },
    );
  }
  const { tags = [], skipTags = [], extraVars: _, ...rest } = settings;
  const options = { ...rest, tags, skipTags, extraVars: extraVarsIn(settings) };
  return planProject(playbooks, inventory, options, contextOf(settings, vault));
}

function refused({ why, diagnostics }: NotLoaded, { paths: [file = 'playbook'] }: ReadPlaybooks): Ended {
  if (why === 'mistakes') return unbegun(ExitCode.invalid, diagnostics);
  const message = 'no host is left to work on';
  const hint = 'look at the patterns of the plays, and at `limit`';
  const at = startOf(file);
  const mistake = { severity: 'error', code: 'no-hosts', message, at, length: 1, hint } as const;
  return unbegun(ExitCode.invalid, [...diagnostics, mistake]);
}

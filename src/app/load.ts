import { dirname } from 'node:path';
import { hostFree } from '../actions/checks/host_free/action.ts';
import { type Diagnostic, hasErrors, inReadingOrder } from '../model/diagnostic.ts';
import type { LoadedInventory } from '../model/playbook/inventory.ts';
import { runMagic } from '../resolve/magic.ts';
import { mayGrow } from '../resolve/pattern/coming.ts';
import { type PlanOptions, planRun } from '../resolve/plan.ts';
import { readInventory } from '../source/inventory/read.ts';
import type { Controller } from './controller.ts';
import { growing, type PlanAgain } from './growing.ts';
import type { ReadInventory } from './inventory.ts';
import type { Load, NotLoaded } from './loaded.ts';
import { connectionOptions } from './project/connection-options.ts';
import { readExtraVars } from './project/extra-vars.ts';
import { limitFiles } from './project/limit-files.ts';
import {
  type LoadOptions,
  noPasswords,
  type Passwords,
  type ProjectOptions,
  picked,
} from './project/options.ts';
import type { ReadPlaybooks, SourceTexts } from './project/playbooks.ts';
import { type Ask, askPrompts } from './project/prompts.ts';
import { readPlaybooks } from './project/read-playbooks.ts';
import { readSshConfigs } from './project/ssh-configs.ts';
import { readVarsFiles } from './project/vars-files.ts';
import { secretsIn } from './secrets.ts';
import { localFileTrouble } from './system/local-file.ts';
import { type LocalLookups, localLookups } from './system/lookups/lookups.ts';
import { projectFiles } from './system/project-files.ts';
import { systemRandom } from './system/random.ts';

export interface LoadContext extends Controller {
  /** Asked once, when nothing is known to be wrong. */
  readonly passwords: () => Promise<Passwords>;
  /** Asks what `vars_prompt` of a play wants to be asked. Not given: those values stay open. */
  readonly askFor?: Ask;
}

/** Reads playbooks and inventory, finds every mistake in them at once, and makes the plan. Contacts no host. */
export async function loadPlan(
  wanted: readonly string[],
  options: LoadOptions,
  context: LoadContext,
): Promise<Load> {
  const { environment, vault } = context;
  return loadPlanOf(
    await readPlaybooks(wanted, {
      ...picked(options, ['rolesPath', 'collectionsPath', 'extraVars', 'playWords']),
      environment,
      vault,
    }),
    options,
    context,
  );
}

/** The same for playbooks that have been read. */
export async function loadPlanOf(
  read: ReadPlaybooks,
  options: LoadOptions,
  context: LoadContext,
): Promise<Load> {
  const inventory = await inventoryFor(read, options.inventory, context);
  return planProject(read, inventory, options, context);
}

/** Reads an inventory with the variables that lie beside it and beside the playbooks. */
export async function inventoryFor(
  { paths, playbooks = [] }: Pick<ReadPlaybooks, 'paths'> & Partial<Pick<ReadPlaybooks, 'playbooks'>>,
  sources: readonly string[],
  { environment, vault }: Pick<Controller, 'environment' | 'vault'>,
): Promise<ReadInventory> {
  const playbookDirs = paths.map((path) => dirname(path));
  const read = await readInventory(sources, projectFiles(environment, vault), {
    playbookDirs,
    mayGrow: mayGrow(playbooks),
  });
  return { sources, vault, ...read };
}

/** Makes the plan of what has been read. */
export async function planProject(
  read: ReadPlaybooks,
  inventory: ReadInventory,
  options: ProjectOptions,
  context: LoadContext,
): Promise<Load> {
  const { texts } = read;
  const found = [...read.diagnostics, ...inventory.diagnostics];
  if (inventory.value === undefined) return refused('mistakes', found, texts);
  const whole = inventory.value;
  context.vault?.neverHide([...whole.hosts.keys(), ...whole.groups.keys()]);
  // What is wrong with the hosts of a playbook is told together with what is wrong with its text.
  const { environment, stateDir, vault } = context;
  const lookups = localLookups(environment, new Set(options.allowLookup), vault);
  const known = hasErrors(found)
    ? { environment, stateDir, vault, passwords: async () => noPasswords }
    : context;
  const {
    value: plan,
    diagnostics,
    planAgain,
  } = await planWith(read, inventory, inventory.value, options, {
    ...known,
    lookups,
  });
  const all = [...found, ...elsewhere(diagnostics, found)];
  if (hasErrors(all) || plan === undefined) return refused('mistakes', all, texts);
  if (plan.plays.every(({ batches }) => batches.length === 0)) return refused('no-hosts', all, texts);
  const secrets = [...secretsIn(plan)];
  const { playbooks } = read;
  return {
    ok: true,
    plan,
    actions: read.actions,
    lookups,
    diagnostics: inReadingOrder(all),
    texts,
    secrets,
    growing: mayGrow(playbooks) ? () => growing(whole, plan, secrets, planAgain) : undefined,
    vault: context.vault,
  };
}

async function planWith(
  { playbooks, actions }: ReadPlaybooks,
  { sources }: ReadInventory,
  inventory: LoadedInventory,
  options: ProjectOptions,
  { environment, passwords, askFor, lookups, vault }: LoadContext & { readonly lookups: LocalLookups },
): Promise<ReturnType<typeof planRun> & { readonly planAgain: PlanAgain }> {
  const files = projectFiles(environment, vault);
  const { variables: extraVariables, warnings } = await readExtraVars(options.extraVars, files);
  const typed = await passwords();
  const sshConfigs = await readSshConfigs(inventory, extraVariables, files);
  const said = {
    selection: { tags: tagsIn(options.tags), skipTags: tagsIn(options.skipTags) },
    folder: process.cwd(),
    lookups: lookups.lookups,
    inventorySources: sources,
    limit: options.limit,
    extraVariables,
  };
  const answers = await askPrompts(playbooks, inventory, said, askFor);
  const { prompted } = answers;
  const fromFiles = await readVarsFiles(playbooks, inventory, { ...said, prompted }, files);
  const made: PlanOptions = {
    ...said,
    prompted,
    varsFiles: fromFiles.varsFiles,
    startAtTask: options.startAtTask,
    seed: options.seed ?? systemRandom.hex(8),
    fileTrouble: (playbook, name) => localFileTrouble(playbook, name, vault),
    limitFiles: await limitFiles(options.limit, files),
    standingChecks: [{ name: 'No other run has this host', action: hostFree.name }],
    actions,
    connection: connectionOptions(options, typed, environment, sshConfigs),
  };
  const planned = planRun(playbooks, inventory, made);
  const planAgain: PlanAgain = {
    magic: (grown) => runMagic(grown, made),
    plan: (grown, kept) => planRun(playbooks, grown, { ...made, kept }),
  };
  const told = [warnings, answers.diagnostics, fromFiles.diagnostics, planned.diagnostics];
  return { ...planned, diagnostics: told.flat(), planAgain };
}

function tagsIn(options: readonly string[]): readonly string[] {
  return options.flatMap((tags) => tags.split(',')).flatMap((tag) => tag.trim() || []);
}

/** Those whose place has not been told of: what a text gets wrong is no value of a host's as well. */
function elsewhere(later: readonly Diagnostic[], told: readonly Diagnostic[]): readonly Diagnostic[] {
  const placeOf = ({ at }: Diagnostic): string => JSON.stringify([at.file, at.line, at.column]);
  const places = new Set(told.filter(({ severity }) => severity === 'error').map(placeOf));
  return later.filter((each) => !places.has(placeOf(each)));
}

function refused(why: NotLoaded['why'], diagnostics: readonly Diagnostic[], texts: SourceTexts): NotLoaded {
  return { ok: false, why, diagnostics: inReadingOrder(diagnostics), texts };
}

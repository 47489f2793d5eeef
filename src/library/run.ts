import { type Loaded, type NotLoaded, planProject, type ReadInventory } from '../app/load.ts';
import type { ReadPlaybooks } from '../app/project/read-playbooks.ts';
import { applyLoaded, foreseeLoaded, newLabel } from '../app/run.ts';
import { ExitCode } from '../model/run/exit-code.ts';
import { conductOf, contextOf } from './defaults.ts';
import { type Ended, endOf } from './ended.ts';
import type { ApplySettings, RunSettings } from './settings.ts';

/** Checks every host and foresees what an apply would change there: nothing is changed or recorded. */
export async function plan(
  playbooks: ReadPlaybooks,
  inventory: ReadInventory,
  settings: RunSettings = {},
): Promise<Ended> {
  const loaded = await loadedFor(playbooks, inventory, settings);
  if (!loaded.ok) return unbegun(loaded, playbooks);
  const label = newLabel(playbooks.paths);
  return endOf(label.run, loaded.diagnostics, (ended) =>
    foreseeLoaded('plan', loaded, label, { ...conductOf(settings), ended }, contextOf(settings)),
  );
}

/** Checks every host, and once its preview is approved changes the hosts batch by batch, proves it, and records it. */
export async function apply(
  playbooks: ReadPlaybooks,
  inventory: ReadInventory,
  settings: ApplySettings = {},
): Promise<Ended> {
  const loaded = await loadedFor(playbooks, inventory, settings);
  if (!loaded.ok) return unbegun(loaded, playbooks);
  const label = newLabel(playbooks.paths);
  const how = { ...conductOf(settings), takeOver: settings.takeOver === true };
  return endOf(label.run, loaded.diagnostics, (ended) =>
    applyLoaded(loaded, label, { ...how, ended }, contextOf(settings)),
  );
}

function loadedFor(
  playbooks: ReadPlaybooks,
  inventory: ReadInventory,
  settings: RunSettings,
): Promise<Loaded | NotLoaded> {
  const { tags = [], skipTags = [], extraVars, ...rest } = settings;
  const options = { ...rest, tags, skipTags, extraVars: extraVars ? [JSON.stringify(extraVars)] : [] };
  return planProject(playbooks, inventory, options, contextOf(settings));
}

function unbegun({ why, diagnostics }: NotLoaded, { paths: [file = 'playbook'] }: ReadPlaybooks): Ended {
  const none = { exitCode: ExitCode.invalid, run: undefined, summary: undefined };
  if (why === 'mistakes') return { ...none, diagnostics };
  const message = 'no host is left to work on';
  const hint = 'look at the patterns of the plays, and at `limit`';
  const at = { file, line: 1, column: 1 };
  return {
    ...none,
    diagnostics: [...diagnostics, { severity: 'error', code: 'no-hosts', message, at, length: 1, hint }],
  };
}

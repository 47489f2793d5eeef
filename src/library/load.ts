import type { ReadInventory } from '../app/inventory.ts';
import { inventoryFor } from '../app/load.ts';
import type { ReadPlaybooks } from '../app/project/playbooks.ts';
import { readPlaybooks } from '../app/project/read-playbooks.ts';
import type { Action } from '../model/action.ts';
import { jsonText } from '../model/values/float-text.ts';
import type { JsonObject } from '../model/values/json.ts';
import { vaultOf } from './defaults.ts';
import type { Settings, VaultPasswords } from './settings.ts';

export interface PlaybookSettings extends Pick<Settings, 'environment'> {
  /** Of the program's own, beside those of rulerun and before them. */
  readonly actions?: readonly Action[];
  /** By their names, `default` for the one without; for the inventory, and all else that belongs to the playbooks, too. */
  readonly vaultPasswords?: VaultPasswords;
  /** As for `plan` and `apply`: names of files and roles, and tags, may use them. */
  readonly extraVars?: JsonObject;
}

/**
 * Reads playbooks by their paths, or by names such as `rulerun:audit-iptables`. What is wrong with them, a file that is not
 * there among it, is among the `diagnostics`, and nothing is run with them as long as there is an error.
 * @throws {RulerunError} `NO_SUCH_PLAYBOOK`, `UNTRUSTED_FILE`
 */
export function loadPlaybooks(
  paths: readonly string[],
  { environment = process.env, actions = [], extraVars, vaultPasswords }: PlaybookSettings = {},
): Promise<ReadPlaybooks> {
  const said = extraVars === undefined ? {} : { extraVars: [jsonText(extraVars)] };
  return readPlaybooks(paths, { environment, actions, vault: vaultOf(vaultPasswords), ...said });
}

/**
 * Reads an inventory: files, folders, and lists such as `host,host` (`host,` for one). With `playbooks` the variables that lie beside them
 * count too, and their vault passwords open it. What is wrong with it is among the `diagnostics`.
 * @throws {RulerunError} `UNTRUSTED_FILE`
 */
export function loadInventory(
  sources: readonly string[],
  playbooks: Pick<ReadPlaybooks, 'paths' | 'vault'> = { paths: [], vault: undefined },
  { environment = process.env }: Pick<Settings, 'environment'> = {},
): Promise<ReadInventory> {
  return inventoryFor(playbooks, sources, { environment, vault: playbooks.vault });
}

import { join } from 'node:path';
import { inventoryFor } from '../../app/load.ts';
import { readExtraVars } from '../../app/project/extra-vars.ts';
import { projectFiles } from '../../app/system/project-files.ts';
import { hasErrors } from '../../model/diagnostic.ts';
import type { Group, Host, Inventory, LoadedInventory, Variables } from '../../model/playbook/inventory.ts';
import { ExitCode } from '../../model/run/exit-code.ts';
import { jsonText } from '../../model/values/float-text.ts';
import {
  isJsonList,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  jsonObject,
} from '../../model/values/json.ts';
import { Sealed } from '../../model/values/sealed.ts';
import { namesPassword } from '../../model/values/secret.ts';
import { safeLine } from '../../renderers/safe-text.ts';
import { originsOf } from '../../resolve/origins.ts';
import { didYouMean } from '../../text/edit-distance.ts';
import type { Cli } from '../cli.ts';
import { originJson, originLines } from '../inventory/origins.ts';
import type { RunOptions } from '../options.ts';
import { reportDiagnostics } from '../terminal/diagnostics.ts';
import { vaultFor } from '../vault-passwords.ts';

export interface InventoryOptions extends RunOptions {
  readonly list?: true;
  readonly graph?: true;
  readonly host?: string;
  /** With `host`: where each value comes from. */
  readonly origin?: true;
  /** Where the playbooks lie whose `group_vars` and `host_vars` count too. */
  readonly playbookDir?: string;
}

/** Prints an inventory as `ansible-inventory` does. */
export async function inventory(options: InventoryOptions, cli: Cli): Promise<ExitCode> {
  const { terminal } = cli;
  const { value, diagnostics } = await inventoryFor(besidePlaybooks(options), options.inventory, {
    ...cli,
    vault: await vaultFor(options, cli),
  });
  await reportDiagnostics(diagnostics, new Map(), terminal);
  if (value === undefined || hasErrors(diagnostics)) return ExitCode.invalid;
  if (options.host !== undefined) {
    const host = value.hosts.get(options.host) ?? value.localHosts.get(options.host);
    if (host === undefined) {
      terminal.err(`rulerun: there is no host ${safeLine(options.host)}\n`);
      terminal.err(
        `  hint: ${didYouMean(options.host, value.hosts.keys()) ?? '`rulerun inventory --graph` shows them'}\n`,
      );
      return ExitCode.invalid;
    }
    if (options.origin) await showOrigins(host, value, options, cli);
    else terminal.out(`${jsonText(shown(host.variables), 2)}\n`);
  } else if (options.graph) {
    for (const line of graph(value, 'all', 0)) terminal.out(`${line}\n`);
  } else {
    terminal.out(`${jsonText(listOf(value), 2)}\n`);
  }
  return ExitCode.ok;
}

function besidePlaybooks({ playbookDir }: InventoryOptions): { readonly paths: readonly string[] } {
  return { paths: playbookDir === undefined ? [] : [join(playbookDir, 'playbook.yml')] };
}

async function showOrigins(
  host: Host,
  inventory: LoadedInventory,
  { extraVars, output }: InventoryOptions,
  { terminal, environment }: Cli,
): Promise<void> {
  const { variables } = await readExtraVars(extraVars, projectFiles(environment));
  const origins = originsOf([
    ...inventory.layersOf(host.name),
    { layer: 'extra vars', origin: '--extra-vars', variables },
  ]);
  if (output === 'json') terminal.out(`${jsonText(originJson(origins), 2)}\n`);
  else for (const line of originLines(origins)) terminal.out(`${line}\n`);
}

function shown(variables: Variables): JsonObject {
  return jsonObject(
    [...variables].map(
      ([name, { value }]) => [name, namesPassword(name) ? '[secret]' : readable(value)] as const,
    ),
  );
}

/** As `ansible-inventory`: what `!vault` stands before stays encrypted. What was in an encrypted file is not shown at all. */
function readable(value: JsonValue): JsonValue {
  if (value instanceof Sealed)
    return value.kind === 'literal' ? { __ansible_vault: value.text() } : '[secret]';
  if (isJsonList(value)) return value.map(readable);
  if (!isJsonObject(value)) return value;
  return jsonObject(Object.entries(value).map(([key, item]) => [key, readable(item)]));
}

function graph(all: Inventory, name: string, depth: number): readonly string[] {
  const group = all.groups.get(name);
  const indent = depth === 0 ? '' : `${'  |'.repeat(depth - 1)}  |--`;
  if (group === undefined) return [];
  return [
    safeLine(`${indent}@${name}:`),
    ...group.children.flatMap((child) => graph(all, child, depth + 1)),
    ...ownHosts(group).map((host) => safeLine(`${'  |'.repeat(depth)}  |--${host}`)),
  ];
}

function listOf(all: Inventory): JsonObject {
  // As there, what has nothing to tell is left out.
  const groups = [...all.groups.values()].flatMap((group): readonly (readonly [string, JsonValue])[] => {
    const { name, children } = group;
    const own = ownHosts(group);
    const told = [
      ...(children.length > 0 ? [['children', children] as const] : []),
      ...(own.length > 0 ? [['hosts', own] as const] : []),
    ];
    return told.length === 0 ? [] : [[name, jsonObject(told)]];
  });
  const hostvars = [...all.hosts.values()].flatMap(({ name, variables }) =>
    variables.size === 0 ? [] : [[name, shown(variables)] as const],
  );
  return jsonObject([['_meta', jsonObject([['hostvars', jsonObject(hostvars)]])], ...groups]);
}

/** As there: who is in no group of its own is ungrouped, which `all` has as a child. */
function ownHosts({ name, own }: Group): readonly string[] {
  return name === 'all' ? [] : own;
}

import type { Diagnostic } from '../../model/diagnostic.ts';
import type { LoadedInventory } from '../../model/playbook/inventory.ts';
import type { Files } from '../../model/ports.ts';
import type { JsonValue } from '../../model/values/json.ts';
import { formatPosition } from '../../model/values/position.ts';
import { type OpenVault, openVault } from '../../vault/open-vault.ts';
import { readInventory } from './read.ts';

export interface World {
  readonly executable?: readonly string[];
  readonly unreadable?: readonly string[];
  readonly runScript?: Files['runScript'];
  readonly vault?: OpenVault;
}

/** Files by path; a folder is there when something is in it. */
export function filesOf(contents: Readonly<Record<string, string | Uint8Array>>, world: World = {}): Files {
  const paths = Object.keys(contents);
  const { vault = openVault([]) } = world;
  const refuse = (path: string): void => {
    if (world.unreadable?.includes(path)) throw new Error('permission denied');
  };
  return {
    vault,
    read: async (path) => {
      refuse(path);
      const found = contents[path];
      const bytes = typeof found === 'string' ? new TextEncoder().encode(found) : found;
      return bytes && vault.openFile(path, bytes);
    },
    list: async (path) => {
      refuse(path);
      const inside = paths
        .filter((name) => name.startsWith(`${path}/`))
        .map((name) => name.slice(path.length + 1));
      if (inside.length === 0) return undefined;
      return [...new Set(inside.map((name) => name.split('/')[0] ?? ''))].filter(Boolean).sort();
    },
    isExecutable: async (path) => world.executable?.includes(path) ?? false,
    runScript: world.runScript ?? (() => Promise.reject(new Error('no script was expected'))),
  };
}

interface Asked {
  readonly sources?: readonly string[];
  readonly playbookDirs?: readonly string[];
  readonly world?: World;
}

export async function read(
  contents: Readonly<Record<string, string | Uint8Array>>,
  { sources = ['hosts'], playbookDirs = [], world = {} }: Asked = {},
): Promise<{ readonly inventory: LoadedInventory | undefined; readonly problems: readonly string[] }> {
  const { value, diagnostics } = await readInventory(sources, filesOf(contents, world), { playbookDirs });
  return { inventory: value, problems: diagnostics.map(line) };
}

function line({ at, severity, code, message, hint }: Diagnostic): string {
  const level = severity === 'error' ? '' : `${severity} `;
  return `${formatPosition(at)} ${level}${code}: ${message}${hint === undefined ? '' : ` (${hint})`}`;
}

export function valuesOf(
  inventory: LoadedInventory | undefined,
  host: string,
): Readonly<Record<string, JsonValue>> {
  const found = inventory?.hosts.get(host) ?? inventory?.localHosts.get(host);
  return Object.fromEntries([...(found?.variables ?? [])].map(([name, { value }]) => [name, value]));
}

/** Where each variable of a host was said. */
export function placesOf(
  inventory: LoadedInventory | undefined,
  host: string,
): Readonly<Record<string, string>> {
  const variables = [...(inventory?.hosts.get(host)?.variables ?? [])];
  return Object.fromEntries(
    variables.map(([name, { at }]) => [name, at === undefined ? '' : formatPosition(at)]),
  );
}

import { resolve } from 'node:path';
import type { Host, Inventory, Variables } from '../model/playbook/inventory.ts';
import type { Plan, PlannedPlay, Selection } from '../model/playbook/plan.ts';
import type { Role } from '../model/playbook/playbook.ts';
import { type JsonObject, jsonObject } from '../model/values/json.ts';

/** What of the run itself the names that Ansible calls magic tell. */
export interface MagicOptions {
  readonly selection: Selection;
  readonly limit: string | undefined;
  /** Where relative paths begin: an absolute path. */
  readonly folder: string;
  /** What -i was given. */
  readonly inventorySources: readonly string[];
}

/** The ansible-core whose meaning of a playbook is kept. */
const language: JsonObject = { string: '2.14.18', full: '2.14.18', major: 2, minor: 14, revision: 18 };

/** Those that are the same for all hosts of a batch. `hosts` and `batch`: the names of the play's, and of the batch's. */
export function playMagic(
  { name, folder, roles: keys }: Pick<PlannedPlay, 'name' | 'folder' | 'roles'>,
  hosts: readonly string[],
  batch: readonly string[],
  roles: Plan['roles'],
): JsonObject {
  return jsonObject([
    ['ansible_play_name', name],
    ['ansible_play_hosts', hosts],
    ['ansible_play_hosts_all', hosts],
    ['ansible_play_batch', batch],
    ['play_hosts', batch],
    ['playbook_dir', folder],
    ...roleNames(keys, roles),
  ]);
}

/** The lists of a play's hosts that leave out whoever has failed, at the moment when somebody asks. */
export function withPresence(magic: JsonObject, isOut: ((host: string) => boolean) | undefined): JsonObject {
  if (isOut === undefined) return magic;
  for (const name of ['ansible_play_hosts', 'ansible_play_batch', 'play_hosts']) {
    const hosts = magic[name] as readonly string[];
    const get = (): readonly string[] => hosts.filter((host) => !isOut(host));
    Object.defineProperty(magic, name, { enumerable: true, get });
  }
  return magic;
}

/** The names of the roles of a play, and of those that they depend on. */
function roleNames(
  keys: readonly string[],
  roles: Plan['roles'],
): readonly (readonly [string, readonly string[]])[] {
  const own = keys.flatMap((key) => roles.get(key) ?? []);
  const folders = new Set(own.map(({ folder }) => folder));
  const needed = [...roles.values()].filter(({ parents: [outermost] }) =>
    folders.has(outermost?.folder ?? ''),
  );
  const names = own.map(({ name }) => name);
  const dependent = [...new Set(needed.map(({ name }) => name))];
  return [
    ['role_names', names],
    ['ansible_play_role_names', names],
    ['ansible_dependent_role_names', dependent],
    ['ansible_role_names', [...new Set([...names, ...dependent])]],
  ];
}

/** Those that are the same in the whole run. */
export function runMagic(inventory: Inventory, options: MagicOptions): JsonObject {
  const { selection, limit, folder, inventorySources } = options;
  return jsonObject([
    ['groups', jsonObject([...inventory.groups].map(([name, group]) => [name, group.hosts] as const))],
    ['ansible_version', language],
    ['ansible_run_tags', selection.tags.length === 0 ? ['all'] : selection.tags],
    ['ansible_skip_tags', selection.skipTags],
    [
      'ansible_inventory_sources',
      inventorySources.map((source) => (source.includes(',') ? source : resolve(folder, source))),
    ],
    ...(limit === undefined ? [] : [['ansible_limit', limit] as const]),
  ]);
}

/** Those that say who a host is. A playbook may give such a name another value. */
export function hostNames({ name, groups, source }: Host, folder: string): JsonObject {
  const file = source === undefined || source.includes(',') ? null : resolve(folder, source);
  return jsonObject([
    ['inventory_hostname', name],
    ['inventory_hostname_short', name.split('.', 1)[0] ?? name],
    ['group_names', groupNames(groups)],
    ['inventory_file', file],
    ['inventory_dir', file === null ? null : file.slice(0, Math.max(1, file.lastIndexOf('/')))],
  ]);
}

/** Those of a role, for its own tasks. */
export function roleMagic({ name, folder }: Role): JsonObject {
  return jsonObject([
    ['role_name', name],
    ['ansible_role_name', name],
    ['role_path', folder],
  ]);
}

/** The groups of a host, `all` left out. */
export function groupNames(groups: readonly string[]): readonly string[] {
  return groups.filter((group) => group !== 'all').toSorted();
}

/** What a host's variables say when nobody does: only for templates, never for how the host is reached. */
export function usualValues({ name, variables }: Host): Variables {
  const address = variables.get('ansible_ssh_host') ?? { value: name, at: undefined };
  return new Map([['ansible_host', address]]);
}

import type { Host, Inventory, Variables } from '../model/playbook/inventory.ts';
import { type JsonObject, jsonObject } from '../model/values/json.ts';
import type { Selection } from './selection.ts';

/** What of the run itself the names that Ansible calls magic tell. */
export interface MagicOptions {
  readonly selection: Selection;
  readonly limit: string | undefined;
  /** The same path from the root, without `.` and `..`. */
  readonly absolutePath: (path: string) => string;
  /** What -i was given. */
  readonly inventorySources: readonly string[];
}

/** A play as far as magic names tell of it. */
export interface MagicPlay {
  readonly name: string;
  readonly hosts: readonly Host[];
  /** The hosts of one batch of it. */
  readonly batch: readonly Host[];
  /** The folder of its playbook. */
  readonly folder: string;
}

/** The ansible-core whose meaning of a playbook is kept. */
const language: JsonObject = { string: '2.14.18', full: '2.14.18', major: 2, minor: 14, revision: 18 };

/** Those that are the same for all hosts of a batch. */
export function playMagic(
  inventory: Inventory,
  { name, hosts, batch, folder }: MagicPlay,
  options: MagicOptions,
): JsonObject {
  const names = hosts.map((host) => host.name);
  const inBatch = batch.map((host) => host.name);
  return jsonObject([
    ...Object.entries(runMagic(inventory, options)),
    ['ansible_play_name', name],
    ['ansible_play_hosts', names],
    ['ansible_play_hosts_all', names],
    ['ansible_play_batch', inBatch],
    ['play_hosts', inBatch],
    ['playbook_dir', options.absolutePath(folder)],
    ...noRoles,
  ]);
}

/** A play without roles knows their names: there are none. */
const noRoles = [
  'role_names',
  'ansible_role_names',
  'ansible_play_role_names',
  'ansible_dependent_role_names',
].map((name) => [name, []] as const);

/** Those that are the same in the whole run. */
export function runMagic(inventory: Inventory, options: MagicOptions): JsonObject {
  const { selection, limit, absolutePath, inventorySources } = options;
  return jsonObject([
    ['groups', jsonObject([...inventory.groups].map(([name, group]) => [name, group.hosts] as const))],
    ['ansible_version', language],
    ['ansible_run_tags', selection.tags.length === 0 ? ['all'] : selection.tags],
    ['ansible_skip_tags', selection.skipTags],
    [
      'ansible_inventory_sources',
      inventorySources.map((source) => (source.includes(',') ? source : absolutePath(source))),
    ],
    ...(limit === undefined ? [] : [['ansible_limit', limit] as const]),
  ]);
}

/** Those and the host's own. */
export function hostMagic(host: Host, shared: JsonObject, { absolutePath }: MagicOptions): JsonObject {
  const { name, groups, source } = host;
  const file = source === undefined || source.includes(',') ? null : absolutePath(source);
  return jsonObject([
    ...Object.entries(shared),
    ['inventory_hostname', name],
    ['inventory_hostname_short', name.split('.', 1)[0] ?? name],
    ['group_names', groups.filter((group) => group !== 'all').toSorted()],
    ['inventory_file', file],
    ['inventory_dir', file === null ? null : file.slice(0, Math.max(1, file.lastIndexOf('/')))],
  ]);
}

/** What a host's variables say when nobody does: only for templates, never for how the host is reached. */
export function usualValues({ name, variables }: Host): Variables {
  const address = variables.get('ansible_ssh_host') ?? { value: name, at: undefined };
  return new Map([['ansible_host', address]]);
}

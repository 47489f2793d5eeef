import type { Host, Inventory } from '../model/inventory.ts';
import { type JsonObject, jsonObject } from '../model/json.ts';

/** The variables that Ansible calls magic, as far as they are the same for all hosts of a play. */
export function playMagic(inventory: Inventory, hosts: readonly Host[], playbookDir: string): JsonObject {
  const names = hosts.map(({ name }) => name);
  return jsonObject([
    ['groups', jsonObject([...inventory.groups].map(([name, group]) => [name, group.hosts] as const))],
    ['ansible_play_hosts', names],
    ['ansible_play_hosts_all', names],
    ['play_hosts', names],
    ['playbook_dir', playbookDir],
  ]);
}

/** Those and the host's own. */
export function hostMagic({ name, groups }: Host, ofPlay: JsonObject): JsonObject {
  return jsonObject([
    ...Object.entries(ofPlay),
    ['inventory_hostname', name],
    ['inventory_hostname_short', name.split('.', 1)[0] ?? name],
    ['group_names', groups.filter((group) => group !== 'all').toSorted()],
  ]);
}

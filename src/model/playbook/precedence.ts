/** What an inventory says of a host, and what lies beside it and beside the playbooks, lowest first. */
export const inventoryLayers = [
  'inventory group vars',
  'inventory group_vars/all',
  'playbook group_vars/all',
  'inventory group_vars/*',
  'playbook group_vars/*',
  'inventory host vars',
  'inventory host_vars/*',
  'playbook host_vars/*',
] as const;

const belowInventory = ['command line values', 'role defaults'] as const;

const aboveInventory = [
  'host names',
  'host facts',
  'play vars',
  'play vars_prompt',
  'play vars_files',
  'role vars',
  'block vars',
  'task vars',
  'include_vars',
  'set_facts / registered vars',
  'role params',
  'include params',
  'extra vars',
  'magic variables',
] as const;

/**
 * Where a variable may get its value, lowest first, in Ansible's order and words. Two are not in its documentation:
 * `host names` are those that say who a host is (`inventory_hostname`, `group_names` …), which a playbook may hide;
 * `magic variables` say what the run is (`groups`, `playbook_dir` …), and nothing hides them.
 */
export const precedence: readonly VariableLayer[] = [
  ...belowInventory,
  ...inventoryLayers,
  ...aboveInventory,
];

export type InventoryLayer = (typeof inventoryLayers)[number];

type OtherLayer = (typeof belowInventory)[number] | (typeof aboveInventory)[number];

export type VariableLayer = InventoryLayer | OtherLayer;

/** The layers that names are looked up in: the inventory's are one, merged once for all hosts in the same groups. */
const scopeLayers: readonly ScopeLayer[] = [...belowInventory, 'inventory', ...aboveInventory];

export type ScopeLayer = OtherLayer | 'inventory';

/** From the lowest layer to the highest, whatever the order of the keys. */
export function byPrecedence<T>(given: { readonly [Layer in ScopeLayer]?: T }): readonly T[] {
  return scopeLayers.flatMap((layer) => given[layer] ?? []);
}

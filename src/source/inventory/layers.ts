import type { Layer, Variables } from '../../model/playbook/inventory.ts';
import { type InventoryLayer, inventoryLayers } from '../../model/playbook/precedence.ts';
import type { DraftGroup } from './formats/draft.ts';
import type { VariableFolder } from './variable-files.ts';

/** Where variables beside the inventories and beside the playbooks come from, lower ones first. */
export interface Folders {
  readonly inventory: readonly VariableFolder[];
  readonly playbook: readonly VariableFolder[];
}

/**
 * What the groups of a host say, lowest first: the inventory's `all`, its other groups, `group_vars/all` beside
 * inventories and then playbooks, the other `group_vars` likewise. `groups` is in the order in which they apply.
 */
export function groupLayers(
  groups: readonly DraftGroup[],
  { inventory, playbook }: Folders,
): readonly Layer[] {
  const all = groups.filter(({ name }) => name === 'all').map(({ name }) => name);
  const others = groups.map(({ name }) => name).filter((name) => name !== 'all');
  const layers = [
    ...groups.map(({ name, variables }) => groupLayer(name, variables)),
    ...fromGroupVars('inventory group_vars/all', inventory, all),
    ...fromGroupVars('playbook group_vars/all', playbook, all),
    ...fromGroupVars('inventory group_vars/*', inventory, others),
    ...fromGroupVars('playbook group_vars/*', playbook, others),
  ];
  return inOrder(layers);
}

/** What is said of the host itself, lowest first: in the inventory, in `host_vars` beside inventories, then playbooks. */
export function hostLayers(
  name: string,
  variables: Variables,
  { inventory, playbook }: Folders,
): readonly Layer[] {
  const inFiles = (layer: InventoryLayer, folders: readonly VariableFolder[]): readonly Layer[] =>
    folders.flatMap(({ folder, hosts }) => {
      const said = hosts.get(name);
      return said === undefined ? [] : [{ layer, origin: `host_vars in ${folder}`, variables: said }];
    });
  return inOrder([
    { layer: 'inventory host vars', origin: `host \`${name}\``, variables },
    ...inFiles('inventory host_vars/*', inventory),
    ...inFiles('playbook host_vars/*', playbook),
  ]);
}

function groupLayer(name: string, variables: Variables): Layer {
  return { layer: 'inventory group vars', origin: `group \`${name}\``, variables };
}

function fromGroupVars(
  layer: InventoryLayer,
  folders: readonly VariableFolder[],
  names: readonly string[],
): readonly Layer[] {
  return folders.flatMap(({ folder, groups }) =>
    names.flatMap((name) => {
      const variables = groups.get(name);
      return variables === undefined
        ? []
        : [{ layer, origin: `group_vars of \`${name}\` in ${folder}`, variables }];
    }),
  );
}

/** Lowest first, by the one table of precedence; those that say nothing are left out. */
function inOrder(layers: readonly Layer[]): readonly Layer[] {
  const rankOf = ({ layer }: Layer): number => inventoryLayers.indexOf(layer);
  return layers.filter(({ variables }) => variables.size > 0).sort((a, b) => rankOf(a) - rankOf(b));
}

/** Later layers win. One layer alone is taken as it is. */
export function mergeLayers(layers: readonly Pick<Layer, 'variables'>[]): Variables {
  const [first, ...rest] = layers;
  if (first === undefined || rest.length === 0) return first?.variables ?? new Map();
  const merged = new Map(first.variables);
  for (const { variables } of rest) for (const [name, variable] of variables) merged.set(name, variable);
  return merged;
}

import type { Group, Host, Layer, LoadedInventory, Variables } from '../../model/playbook/inventory.ts';
import { addingTo } from './adding.ts';
import { chainOf, findChains, type GroupChain } from './chains.ts';
import type { Draft, DraftGroup } from './formats/draft.ts';
import type { GroupGraph } from './graph.ts';
import { type Folders, groupLayers, hostLayers, mergeLayers } from './layers.ts';
import { localHosts, thisMachine } from './local-hosts.ts';

/** Puts the inventory together. Members and variables are worked out when they are first asked for. */
export function buildInventory(draft: Draft, graph: GroupGraph, folders: Folders): LoadedInventory {
  const chainFor = findChains(graph);
  const layersFor = (chain: GroupChain): readonly Layer[] => groupLayers(chain.groups, folders);
  const merged = new Map<GroupChain, Variables>();
  /** One merge for all the hosts in the same groups. */
  const mergedFor = (chain: GroupChain): Variables => {
    const known = merged.get(chain) ?? mergeLayers(layersFor(chain));
    merged.set(chain, known);
    return known;
  };

  const hosts = new Map<string, Host>();
  for (const { name, at, variables } of draft.hosts.values()) {
    const chain = chainFor(name);
    hosts.set(
      name,
      lazyHost(name, chain.names, at.file, () =>
        mergeLayers([{ variables: mergedFor(chain) }, ...hostLayers(name, variables, folders)]),
      ),
    );
  }
  const named = [...hosts.values()].find(({ name }) => localHosts.includes(name));
  const implicit = chainOf(
    [...graph.groups.values()].filter(({ name }) => name === 'all'),
    graph,
  );
  const layersOfThisMachine = (name: string): readonly Layer[] => [
    ...layersFor(implicit),
    ...hostLayers(name, thisMachine, folders),
  ];
  return {
    hosts,
    groups: new Map(graph.groups.map((group) => [group.name, lazyGroup(group, graph)])),
    localHosts: new Map(
      localHosts.map((name) => [
        name,
        hosts.get(name) ??
          named ??
          lazyHost(name, [], undefined, () => mergeLayers(layersOfThisMachine(name))),
      ]),
    ),
    layersOf: (name) => {
      const host = draft.hosts.get(name);
      if (host !== undefined)
        return [...layersFor(chainFor(name)), ...hostLayers(name, host.variables, folders)];
      return named === undefined && localHosts.includes(name) ? layersOfThisMachine(name) : [];
    },
    adding: () => addingTo(draft, folders, buildInventory),
  };
}

/** A host whose variables are merged only when somebody asks for them, and then once. */
function lazyHost(
  name: string,
  groups: readonly string[],
  source: string | undefined,
  merge: () => Variables,
): Host {
  let merged: Variables | undefined;
  return {
    name,
    groups,
    source,
    get variables(): Variables {
      merged ??= merge();
      return merged;
    },
  };
}

/** A group whose members are collected only when somebody asks for them, and then once. */
function lazyGroup(group: DraftGroup, graph: GroupGraph): Group {
  let members: readonly string[] | undefined;
  return {
    name: group.name,
    own: [...group.hosts],
    children: [...group.children.keys()],
    get hosts(): readonly string[] {
      members ??= membersOf(group, graph);
      return members;
    },
  };
}

/** Level by level: its own hosts, those of its children, those of their children. */
function membersOf(group: DraftGroup, { childrenOf }: GroupGraph): readonly string[] {
  const members = new Set<string>();
  const below = new Set([group]);
  for (const each of below) {
    for (const host of each.hosts) members.add(host);
    for (const child of childrenOf(each)) below.add(child);
  }
  return [...members];
}

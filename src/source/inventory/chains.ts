import type { DraftGroup } from './formats/draft.ts';
import type { GroupGraph } from './graph.ts';

/** The groups of a host in the order in which their variables apply. Hosts in the same groups share one. */
export interface GroupChain {
  readonly groups: readonly DraftGroup[];
  readonly names: readonly string[];
}

/** Finds the chain of each host, and works out every distinct one only once. */
export function findChains(graph: GroupGraph): (host: string) => GroupChain {
  const direct = new Map<string, number[]>();
  for (const [index, { hosts }] of graph.groups.entries()) {
    for (const host of hosts) {
      const known = direct.get(host);
      if (known === undefined) direct.set(host, [index]);
      else known.push(index);
    }
  }
  const chains = new Map<string, GroupChain>();
  return (host) => {
    const indexes = direct.get(host) ?? [];
    const key = indexes.join();
    const chain =
      chains.get(key) ??
      chainOf(
        indexes.flatMap((index) => graph.groups[index] ?? []),
        graph,
      );
    chains.set(key, chain);
    return chain;
  };
}

/** The given groups and all above them: by depth, then priority, then name. */
export function chainOf(direct: Iterable<DraftGroup>, { depthOf, parentsOf }: GroupGraph): GroupChain {
  const found = new Set(direct);
  // A set goes on to what is added to it on the way.
  for (const group of found) for (const parent of parentsOf(group)) found.add(parent);
  const groups = [...found].sort(
    (a, b) => depthOf(a) - depthOf(b) || a.priority - b.priority || (a.name < b.name ? -1 : 1),
  );
  return { groups, names: groups.map(({ name }) => name) };
}

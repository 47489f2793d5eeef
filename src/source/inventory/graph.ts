import { startOf } from '../../model/values/position.ts';
import { addChild, addGroup, type Draft, type DraftGroup } from './formats/draft.ts';
import { loopIn } from './graph-loop.ts';

/** How the groups hang together, once every source has been read. */
export interface GroupGraph {
  readonly groups: readonly DraftGroup[];
  /** Direct children, in order. */
  readonly childrenOf: Neighbours;
  /** Direct parents. */
  readonly parentsOf: Neighbours;
  /** The longest way down from `all`, which is at 0. */
  depthOf(group: DraftGroup): number;
}

export type Neighbours = (group: DraftGroup) => readonly DraftGroup[];

/**
 * Completes the groups as Ansible does: a group without parents becomes a child of `all`, and `ungrouped` holds
 * exactly the hosts that are in no other group but `all`. `undefined` when groups contain each other, which is noted.
 */
export function settleGroups(draft: Draft): GroupGraph | undefined {
  const adopted = new Set([...draft.groups.values()].flatMap(({ children }) => [...children.keys()]));
  for (const { name, at } of draft.groups.values()) {
    if (name !== 'all' && !adopted.has(name)) addChild(draft, 'all', name, at);
  }
  settleUngrouped(draft);

  const groups = [...draft.groups.values()];
  const named = ({ children }: DraftGroup): readonly DraftGroup[] =>
    [...children.keys()].flatMap((name) => draft.groups.get(name) ?? []);
  const childrenOf = neighbours(groups.map((group) => [group, named(group)]));
  const parentsOf = neighbours(inverted(groups, childrenOf));
  const depths = depthsOf(groups, childrenOf, parentsOf);
  if (depths.size === groups.length) {
    return { groups, childrenOf, parentsOf, depthOf: (group) => depths.get(group) ?? 0 };
  }
  draft.diagnostics.push(
    ...loopIn(
      groups.filter((group) => !depths.has(group)),
      parentsOf,
    ),
  );
  return undefined;
}

function settleUngrouped(draft: Draft): void {
  const { name, hosts } = addGroup(draft, 'ungrouped', startOf(''));
  const real = [...draft.groups.values()].filter((group) => group.name !== 'all' && group.name !== name);
  const grouped = new Set(real.flatMap((group) => [...group.hosts]));
  for (const host of draft.hosts.keys()) {
    if (grouped.has(host)) hosts.delete(host);
    else hosts.add(host);
  }
}

function neighbours(pairs: Iterable<readonly [DraftGroup, readonly DraftGroup[]]>): Neighbours {
  const found = new Map(pairs);
  return (group) => found.get(group) ?? [];
}

function inverted(
  groups: readonly DraftGroup[],
  childrenOf: Neighbours,
): ReadonlyMap<DraftGroup, readonly DraftGroup[]> {
  const parents = new Map(groups.map((group): [DraftGroup, DraftGroup[]] => [group, []]));
  for (const group of groups) for (const child of childrenOf(group)) parents.get(child)?.push(group);
  return parents;
}

/** Takes each group once all its parents are done, so groups in a loop and those below them are never reached. */
function depthsOf(
  groups: readonly DraftGroup[],
  childrenOf: Neighbours,
  parentsOf: Neighbours,
): ReadonlyMap<DraftGroup, number> {
  const depths = new Map<DraftGroup, number>();
  const ready = new Set(groups.filter((group) => parentsOf(group).length === 0));
  // A set goes on to what is added to it on the way.
  for (const group of ready) {
    const above = parentsOf(group).flatMap((parent) => depths.get(parent) ?? []);
    depths.set(group, Math.max(-1, ...above) + 1);
    for (const child of childrenOf(group)) {
      if (parentsOf(child).every((parent) => depths.has(parent))) ready.add(child);
    }
  }
  return depths;
}

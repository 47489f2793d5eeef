import { mistake } from '../mistake.ts';
import { addChild, addGroup, type Draft, type DraftGroup } from './draft.ts';

/** How the groups hang together, once every source has been read. */
export interface Graph {
  readonly groups: ReadonlyMap<string, DraftGroup>;
  /** Direct parents, by child. */
  readonly parents: ReadonlyMap<string, readonly DraftGroup[]>;
  /** The longest way down from `all`, which is at 0. */
  readonly depths: ReadonlyMap<string, number>;
}

/**
 * Completes the groups as Ansible does: a group without parents becomes a child of `all`, and `ungrouped` holds
 * exactly the hosts that are in no other group but `all`. `undefined` when groups contain each other, which is noted.
 */
export function settleGroups(draft: Draft): Graph | undefined {
  const { groups } = draft;
  const all = addGroup(draft, 'all', unnamed);
  const adopted = new Set([...groups.values()].flatMap(({ children }) => [...children.keys()]));
  for (const { name, at } of groups.values()) {
    if (name !== 'all' && !adopted.has(name)) addChild(draft, 'all', name, at);
  }
  settleUngrouped(draft);

  const parents = parentsOf(groups);
  const depths = depthsBelow(all, groups, parents);
  if (depths.size === groups.size) return { groups, parents, depths };
  reportLoop(draft, depths);
  return undefined;
}

const unnamed = { file: '', line: 1, column: 1 };

function settleUngrouped(draft: Draft): void {
  const ungrouped = addGroup(draft, 'ungrouped', unnamed);
  const grouped = new Set<string>();
  for (const { name, hosts } of draft.groups.values()) {
    if (name !== 'all' && name !== 'ungrouped') for (const host of hosts) grouped.add(host);
  }
  for (const host of draft.hosts.keys()) {
    if (grouped.has(host)) ungrouped.hosts.delete(host);
    else ungrouped.hosts.add(host);
  }
}

function parentsOf(groups: ReadonlyMap<string, DraftGroup>): ReadonlyMap<string, readonly DraftGroup[]> {
  const parents = new Map<string, DraftGroup[]>([...groups.keys()].map((name) => [name, []]));
  for (const group of groups.values()) {
    for (const child of group.children.keys()) parents.get(child)?.push(group);
  }
  return parents;
}

/** Takes each group once all its parents are done, so groups in a loop and those below them are never reached. */
function depthsBelow(
  all: DraftGroup,
  groups: ReadonlyMap<string, DraftGroup>,
  parents: ReadonlyMap<string, readonly DraftGroup[]>,
): ReadonlyMap<string, number> {
  const depths = new Map<string, number>();
  const waitingFor = new Map([...parents].map(([name, above]) => [name, above.length]));
  const ready = waitingFor.get('all') === 0 ? [all] : [];
  for (const group of ready) {
    const above = parents.get(group.name) ?? [];
    depths.set(
      group.name,
      above.reduce((deepest, { name }) => Math.max(deepest, (depths.get(name) ?? 0) + 1), 0),
    );
    for (const name of group.children.keys()) {
      const left = (waitingFor.get(name) ?? 0) - 1;
      waitingFor.set(name, left);
      const child = groups.get(name);
      if (left === 0 && child !== undefined) ready.push(child);
    }
  }
  return depths;
}

/** Walks up from any group that was not reached, through parents that were not either, until one comes again. */
function reportLoop({ groups, diagnostics }: Draft, reached: ReadonlyMap<string, number>): void {
  const inLoop = [...groups.values()].filter(({ name }) => !reached.has(name));
  const way: string[] = [];
  let here = inLoop[0];
  while (here !== undefined && !way.includes(here.name)) {
    const { name } = here;
    way.unshift(name);
    here = inLoop.find(({ children }) => children.has(name));
  }
  if (here === undefined) return;
  const loop = way.slice(0, way.indexOf(here.name) + 1);
  const next = loop[0] ?? here.name;
  const at = here.children.get(next) ?? here.at;
  const path = [here.name, ...loop].map((name) => `\`${name}\``).join(' > ');
  diagnostics.push(
    mistake(at, 'group-loop', `groups contain each other: ${path}`, {
      hint: 'take one of them out of the other',
    }),
  );
}

import type { AddingInventory, Growth, LoadedInventory } from '../../model/playbook/inventory.ts';
import { addChild, addGroup, addHost, type Draft } from './formats/draft.ts';
import { type GroupGraph, settleGroups } from './graph.ts';
import type { Folders } from './layers.ts';
import { localHosts, thisMachine } from './local-hosts.ts';

/** What was read stays as it is: a run adds to a copy. */
export function addingTo(
  read: Draft,
  folders: Folders,
  built: (draft: Draft, graph: GroupGraph, folders: Folders) => LoadedInventory,
): AddingInventory {
  const draft = copied(read);
  let known: LoadedInventory | undefined;
  const build = (): LoadedInventory => {
    const graph = settleGroups(draft);
    if (graph === undefined) throw new Error('groups contain each other');
    return built(draft, graph, folders);
  };
  return {
    adds: (growth) => whyNot(draft, growth) ?? stepsOf(draft, growth).length > 0,
    add(growth) {
      for (const step of stepsOf(draft, growth)) step();
      known = undefined;
    },
    now() {
      known ??= build();
      return known;
    },
  };
}

function copied({ hosts, groups }: Draft): Draft {
  return {
    hosts: new Map([...hosts].map(([name, host]) => [name, { ...host, variables: new Map(host.variables) }])),
    groups: new Map(
      [...groups].map(([name, group]) => [
        name,
        { ...group, hosts: new Set(group.hosts), children: new Map(group.children) },
      ]),
    ),
    diagnostics: [],
  };
}

type Step = () => unknown;

/** What there is to do; none: all is there. */
function stepsOf(draft: Draft, growth: Growth): readonly Step[] {
  return growth.kind === 'host' ? hostSteps(draft, growth) : groupSteps(draft, growth);
}

function hostSteps(
  draft: Draft,
  { name, groups, variables, at }: Growth & { readonly kind: 'host' },
): readonly Step[] {
  const host = draft.hosts.get(name);
  const other = Object.entries(variables).filter(
    ([key, value]) => !isSame(host?.variables.get(key)?.value, value),
  );
  const more = groups.filter((group) => draft.groups.get(group)?.hosts.has(name) !== true);
  return [
    ...(host === undefined ? [() => addHost(draft, 'all', { name, at, port: undefined })] : []),
    ...other.map(
      ([key, value]) =>
        () =>
          draft.hosts.get(name)?.variables.set(key, { value, at, unsafe: true }),
    ),
    ...more.map((group) => () => addGroup(draft, group, at).hosts.add(name)),
  ];
}

function groupSteps(
  draft: Draft,
  { host, name, parents, at }: Growth & { readonly kind: 'group' },
): readonly Step[] {
  const group = draft.groups.get(name);
  const above = parents.filter((parent) => draft.groups.get(parent)?.children.has(name) !== true);
  const isNew = group?.hosts.has(host) !== true;
  return [
    ...above.map((parent) => () => addChild(draft, parent, name, at)),
    ...(isNew ? [() => addMember(draft, name, host, at)] : []),
  ];
}

/** This machine, where no inventory names it, is one of its hosts as soon as it is in a group. */
function addMember(draft: Draft, group: string, name: string, at: Growth['at']): void {
  const isNew = !draft.hosts.has(name) && localHosts.includes(name);
  const host = addHost(draft, group, { name, at, port: undefined });
  if (isNew) for (const [key, variable] of thisMachine) host.variables.set(key, variable);
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** Groups must not contain each other. */
function whyNot({ groups }: Draft, growth: Growth): string | undefined {
  if (growth.kind === 'host') return undefined;
  const below = new Set([growth.name]);
  for (const name of below) for (const child of groups.get(name)?.children.keys() ?? []) below.add(child);
  const parent = growth.parents.find((each) => below.has(each));
  return parent === undefined
    ? undefined
    : `the group \`${growth.name}\` would contain itself: \`${parent}\` is in it`;
}

import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { Variable } from '../../../model/playbook/inventory.ts';
import type { JsonValue } from '../../../model/values/json.ts';
import type { Position } from '../../../model/values/position.ts';
import { mistake } from '../../diagnostics/mistake.ts';
import { noteOtherPlace, noteOtherPort } from './host-twice.ts';
import { noteUntagged } from './untagged.ts';

/** What the sources have said so far. Readers add to it in the order of the sources: later ones win. */
export interface Draft {
  /** In the order in which they were first named. */
  readonly hosts: Map<string, DraftHost>;
  /** `all` and `ungrouped` first, then in the order in which they were first named. */
  readonly groups: Map<string, DraftGroup>;
  readonly diagnostics: Diagnostic[];
}

export interface DraftHost {
  readonly name: string;
  readonly at: Position;
  /** Said of the host itself. */
  readonly variables: Map<string, Variable>;
}

export interface DraftGroup {
  readonly name: string;
  readonly at: Position;
  /** Direct members, in order. */
  readonly hosts: Set<string>;
  /** Direct children, in order, and where each was made one. */
  readonly children: Map<string, Position>;
  readonly variables: Map<string, Variable>;
  /** Among groups of one depth the higher one wins. */
  priority: number;
}

/** `all` and `ungrouped` always exist; they are said to stand at `at`. */
export function emptyDraft(at: Position): Draft {
  const draft: Draft = { hosts: new Map(), groups: new Map(), diagnostics: [] };
  addChild(draft, 'all', 'ungrouped', at);
  return draft;
}

export function addGroup(draft: Draft, name: string, at: Position): DraftGroup {
  const known = draft.groups.get(name);
  if (known !== undefined) return known;
  const group: DraftGroup = {
    name,
    at,
    hosts: new Set(),
    children: new Map(),
    variables: new Map(),
    priority: 1,
  };
  draft.groups.set(name, group);
  return group;
}

/** Makes one group a child of another; both come to be if they are not there yet. */
export function addChild(draft: Draft, parent: string, child: string, at: Position): void {
  const { children } = addGroup(draft, parent, at);
  addGroup(draft, child, at);
  if (!children.has(child)) children.set(child, at);
}

/** A port counts only where the host is first named, as in Ansible; another one that would be lost is told. */
export function addHost(
  draft: Draft,
  group: string,
  { name, at, port }: { readonly name: string; readonly at: Position; readonly port: number | undefined },
): DraftHost {
  addGroup(draft, group, at).hosts.add(name);
  const known = draft.hosts.get(name);
  if (known !== undefined) {
    noteOtherPort(draft.diagnostics, known, at, port);
    return known;
  }
  const host: DraftHost = { name, at, variables: new Map() };
  if (port !== undefined) host.variables.set('ansible_port', { value: port, at });
  draft.hosts.set(name, host);
  return host;
}

export function setHostVariable(draft: Draft, host: DraftHost, name: string, variable: Variable): void {
  noteUntagged(name, variable, draft.diagnostics);
  noteOtherPlace(draft.diagnostics, host, name, variable);
  host.variables.set(name, variable);
}

/** `ansible_group_priority` is no variable but says how the group is to be ordered. */
export function setGroupVariable(draft: Draft, group: DraftGroup, name: string, variable: Variable): void {
  noteUntagged(name, variable, draft.diagnostics);
  if (name !== 'ansible_group_priority') {
    group.variables.set(name, variable);
    return;
  }
  const priority = integerOf(variable.value);
  if (priority !== undefined) group.priority = priority;
  else if (variable.at !== undefined) {
    const message = '`ansible_group_priority` must be a whole number';
    const hint = 'write `ansible_group_priority=10`';
    draft.diagnostics.push(mistake(variable.at, 'invalid-priority', message, hint));
  }
}

function integerOf(value: JsonValue): number | undefined {
  const number = typeof value === 'string' && /^\s*[-+]?\d+\s*$/.test(value) ? Number(value) : value;
  return typeof number === 'number' ? Math.trunc(number) : undefined;
}

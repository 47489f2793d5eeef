import type { Variables } from '../../model/playbook/inventory.ts';
import type { Task } from '../../model/playbook/playbook.ts';
import { type JsonObject, type JsonValue, jsonObject } from '../../model/values/json.ts';
import type { HostState } from '../hosts/host-state.ts';

/** What a host knows before a task. */
export interface Stand {
  readonly registered: ReadonlyMap<string, JsonValue>;
  readonly included: Variables;
  readonly facts: JsonObject;
  readonly pending: ReadonlySet<string>;
}

/** What a task has set; undefined: it has taken that away, or has left it open. */
export interface Gains {
  readonly registered: ReadonlyMap<string, JsonValue | undefined>;
  readonly included: Variables;
  readonly facts: readonly (readonly [name: string, value: JsonValue])[];
  /** Whether a name waits for what is still to be done. */
  readonly pending: ReadonlyMap<string, boolean>;
}

export function standOf({ registered, included, facts }: HostState, pending: ReadonlySet<string>): Stand {
  return {
    registered: new Map(registered),
    included: new Map(included),
    facts,
    pending: new Set(pending),
  };
}

/** With `delegate_facts` what is set is meant for one host, and what is registered for all. */
export function gainsSince(
  before: Stand,
  { registered, included, facts }: HostState,
  pending: ReadonlySet<string>,
  { across: { delegateFacts }, register }: Pick<Task, 'across' | 'register'>,
): Gains {
  const counts = (name: string): boolean => !delegateFacts || name === register;
  const names = [...before.registered.keys(), ...registered.keys()].filter(counts);
  const isOther = (name: string): boolean => before.registered.get(name) !== registered.get(name);
  return {
    registered: new Map(names.filter(isOther).map((name) => [name, registered.get(name)])),
    included: new Map([...included].filter(([name, variable]) => before.included.get(name) !== variable)),
    facts: delegateFacts ? [] : Object.entries(facts).filter(([name, value]) => before.facts[name] !== value),
    pending: new Map(
      [...before.pending, ...pending]
        .filter(counts)
        .filter((name) => before.pending.has(name) !== pending.has(name))
        .map((name) => [name, pending.has(name)]),
    ),
  };
}

/** Has it count for another host as well. */
export function gain(
  { registered, included, facts, pending }: Gains,
  state: HostState,
  unknown: Set<string>,
): void {
  for (const [name, value] of registered) {
    if (value === undefined) state.registered.delete(name);
    else state.registered.set(name, value);
    unknown.delete(name);
  }
  for (const [name, variable] of included) state.included.set(name, variable);
  if (facts.length > 0) state.facts = jsonObject([...Object.entries(state.facts), ...facts]);
  for (const [name, isPending] of pending) {
    if (isPending) unknown.add(name);
    else unknown.delete(name);
  }
}

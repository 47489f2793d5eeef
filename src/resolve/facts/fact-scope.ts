import { type JsonObject, jsonObject } from '../../model/values/json.ts';
import { bareName, isFact } from '../../probes/facts/names.ts';
import { type Scope, valueScope } from '../../python/template/scope.ts';

/** What was found out about a host, each by its own name, and all of it as `ansible_facts`. */
export function factScope(facts: JsonObject): Scope {
  const known = scopes.get(facts);
  if (known !== undefined) return known;
  const named = Object.entries(facts);
  const members = jsonObject(named.map(([name, value]) => [memberName(name), value] as const));
  const scope = valueScope(jsonObject([...named, ['ansible_facts', members]]));
  scopes.set(facts, scope);
  return scope;
}

/** Hundreds of facts stay the same for every task until some are gathered again. */
const scopes = new WeakMap<JsonObject, Scope>();

/** `ansible_distribution` is `ansible_facts.distribution`; `ansible_local` keeps its name there, as in Ansible. */
function memberName(name: string): string {
  return name === 'ansible_local' ? name : bareName(name);
}

/** Where a fact might be missing, and why. */
function withoutFacts(hint: string): Scope {
  return {
    get: (name) => (isFact(name) ? { kind: 'missing', hint } : { kind: 'missing' }),
    names: () => [],
  };
}

export const notGathered: Scope = withoutFacts(
  'it is a fact, and none are gathered here: leave `gather_facts: false` out, or have a task `setup` before',
);
export const notTold: Scope = withoutFacts(
  'it is a fact that this host does not have, or that `gather_subset` leaves out',
);

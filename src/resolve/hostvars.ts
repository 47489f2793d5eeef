import type { Host, Variables } from '../model/playbook/inventory.ts';
import type { Plan } from '../model/playbook/plan.ts';
import { type JsonObject, type JsonValue, jsonObject } from '../model/values/json.ts';
import type { Result } from '../python/fault.ts';
import { lazyMapping } from '../python/template/lazy-mapping.ts';
import { valuesOver } from './evaluator.ts';
import { hostMagic, usualValues } from './magic.ts';

/**
 * `hostvars`: of every host what the inventory and -e say, each variable rendered with that host's own values when
 * somebody comes to it. A play's variables and what tasks register are not in it.
 */
export function hostvarsOf({
  hosts,
  extraVariables,
  magic,
  folder,
}: Pick<Plan, 'hosts' | 'extraVariables' | 'magic' | 'folder'>): JsonObject {
  const known = new Map<string, JsonObject>();
  const underway = new Set<string>();
  // This machine itself, where no inventory names it, is in no group.
  const named = [...hosts.values()].filter(({ groups }) => groups.length > 0).map(({ name }) => name);
  const all = lazyMapping(named, (name) => ({ ok: true, value: valuesOf(name) }));
  return all;

  function valuesOf(name: string): JsonObject {
    const found = known.get(name);
    if (found !== undefined) return found;
    const host = hosts.get(name);
    const made = host === undefined ? jsonObject([]) : variablesOf(host);
    known.set(name, made);
    return made;
  }

  function variablesOf(host: Host): JsonObject {
    const variables: Variables = new Map([...usualValues(host), ...host.variables, ...extraVariables]);
    const own = jsonObject([...Object.entries(hostMagic(host, magic, folder)), ['hostvars', all]]);
    const read = valuesOver(variables, own);
    const names = new Set([...variables.keys(), ...Object.keys(own).filter((one) => one !== 'hostvars')]);
    return lazyMapping(names, (name) => guarded(`hostvars.${host.name}.${name}`, () => read(name)));
  }

  /** Hosts whose variables need each other's would go round for ever. */
  function guarded(path: string, work: () => Result<JsonValue>): Result<JsonValue> {
    if (underway.has(path)) {
      const message = `a variable needs itself: ${[...underway, path].join(' -> ')}`;
      return { ok: false, error: { kind: 'limit', message, offset: 0, hint: undefined } };
    }
    underway.add(path);
    try {
      return work();
    } finally {
      underway.delete(path);
    }
  }
}

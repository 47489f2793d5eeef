import type { Lookups } from '../model/lookups.ts';
import type { Host } from '../model/playbook/inventory.ts';
import type { Plan } from '../model/playbook/plan.ts';
import { byPrecedence } from '../model/playbook/precedence.ts';
import { type JsonObject, type JsonValue, jsonObject } from '../model/values/json.ts';
import { Fault, type Result } from '../python/fault.ts';
import { evaluatorBefore, NO_ROLES, type WrittenLayers } from './evaluator.ts';
import { hostNames, usualValues } from './magic.ts';

/**
 * `hostvars`: of every host what the inventory and -e say, each variable rendered with that host's own values when
 * somebody comes to it. A play's variables and what tasks register are not in it.
 */
export function hostvarsOf(
  { hosts, extraVariables, magic, folder }: Pick<Plan, 'hosts' | 'extraVariables' | 'magic' | 'folder'>,
  lookups?: Lookups,
): JsonObject {
  const known = new Map<string, JsonObject>();
  const underway = new Set<string>();
  // This machine itself, where no inventory names it, is in no group.
  const named = [...hosts.values()].filter(({ groups }) => groups.length > 0).map(({ name }) => name);
  const all = lazyMapping(named, valuesOf);
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
    const written: WrittenLayers = {
      'command line values': usualValues(host),
      inventory: host.variables,
      'extra vars': extraVariables,
    };
    const own = hostNames(host, folder);
    const inRun = jsonObject([...Object.entries(magic), ['hostvars', all]]);
    const { expression } = evaluatorBefore({
      ...{ magic: inRun, names: own, written, lookups },
      roles: NO_ROLES,
      open: [],
    });
    const names = new Set([
      ...byPrecedence(written).flatMap((variables) => [...variables.keys()]),
      ...Object.keys(own),
      ...Object.keys(magic),
    ]);
    return lazyMapping(names, (name) => guarded(`hostvars.${host.name}.${name}`, () => expression(name)));
  }

  /** Hosts whose variables need each other's would go round for ever. */
  function guarded(path: string, work: () => Result<JsonValue>): JsonValue {
    if (underway.has(path))
      throw new Fault('limit', `a variable needs itself: ${[...underway, path].join(' -> ')}`);
    underway.add(path);
    try {
      return valueIn(work());
    } finally {
      underway.delete(path);
    }
  }
}

/** A mapping whose values are worked out when a template comes to them; what cannot be is a fault then. */
function lazyMapping(names: Iterable<string>, read: (name: string) => JsonValue): JsonObject {
  const mapping = jsonObject([]);
  for (const name of names) Object.defineProperty(mapping, name, { enumerable: true, get: () => read(name) });
  return mapping;
}

function valueIn(result: Result<JsonValue>): JsonValue {
  if (result.ok) return result.value;
  const { kind, message, hint } = result.error;
  throw new Fault(kind, message, { hint });
}

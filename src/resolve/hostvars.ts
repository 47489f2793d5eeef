import type { Lookups } from '../model/lookups.ts';
import type { Host } from '../model/playbook/inventory.ts';
import type { Plan } from '../model/playbook/plan.ts';
import { byPrecedence } from '../model/playbook/precedence.ts';
import { type JsonObject, type JsonValue, jsonObject } from '../model/values/json.ts';
import { Fault, type Result } from '../python/fault.ts';
import {
  AT_FIRST,
  evaluatorFor,
  type HostScope,
  NO_ROLES,
  type ScopeParts,
  type WrittenLayers,
} from './evaluator.ts';
import { hostNames, usualValues } from './magic.ts';

/** What a run has found out by now. */
export interface Present {
  /** Of one of its hosts; undefined: it is none of them. */
  readonly of: (host: string) => Knowledge | undefined;
  /** True for a host that has failed, or is gone. */
  readonly isOut: (host: string) => boolean;
}

/** What is known of a host beside what the user wrote. */
export type Knowledge = Pick<ScopeParts, 'included' | 'registered' | 'facts' | 'pending'>;

/**
 * `hostvars`: of every host what the inventory and -e say, each variable rendered with that host's own values when
 * somebody comes to it, and what its tasks have registered, set and gathered. A play's variables are not in it.
 */
export function hostvarsOf(
  { hosts, extraVariables, magic, folder }: Pick<Plan, 'hosts' | 'extraVariables' | 'magic' | 'folder'>,
  lookups?: Lookups,
  present?: Present,
): JsonObject {
  const known = new Map<string, Made>();
  const underway = new Set<string>();
  // As in Ansible `localhost` is among them, where no inventory names it too; it is in no group then.
  const named = [...hosts.values()]
    .filter(({ name, groups }) => groups.length > 0 || name === 'localhost')
    .map(({ name }) => name);
  const all = lazyMapping(named, valuesOf);
  return all;

  function valuesOf(name: string): JsonObject {
    const now = present?.of(name) ?? AT_FIRST;
    const found = known.get(name);
    if (found !== undefined && isStill(found, now)) return found.values;
    const host = hosts.get(name);
    const values = host === undefined ? jsonObject([]) : variablesOf(host, now);
    known.set(name, { values, ...standOf(now) });
    return values;
  }

  function variablesOf(host: Host, now: Knowledge): JsonObject {
    const written: WrittenLayers = {
      'command line values': usualValues(host),
      inventory: host.variables,
      'extra vars': extraVariables,
    };
    const own = hostNames(host, folder);
    const scope: HostScope = {
      ...{ magic: jsonObject([...Object.entries(magic), ['hostvars', all]]), names: own, written, lookups },
      folder,
      roles: NO_ROLES,
      open: [],
    };
    const { included, registered, facts, pending } = now;
    const names = new Set([
      ...byPrecedence(written).flatMap((variables) => [...variables.keys()]),
      ...Object.keys(own),
      ...Object.keys(magic),
      ...Object.keys(facts),
      'ansible_facts',
      ...included.keys(),
      ...registered.keys(),
      ...pending,
    ]);
    return lazyMapping(names, (name) => {
      const path = `hostvars.${host.name}.${name}`;
      if (pending.has(name) && !extraVariables.has(name))
        throw new Fault('pending', `\`${path}\` is set by a task that has not run yet`);
      return guarded(path, () => evaluatorFor({ ...AT_FIRST, ...now, host: scope }).expression(name));
    });
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

interface Made extends Stand {
  readonly values: JsonObject;
}

/** What tells whether a host has other names than before. Their values are asked for each time. */
interface Stand {
  readonly facts: JsonObject;
  readonly registered: ReadonlyMap<string, JsonValue>;
  readonly sizes: readonly number[];
}

function standOf({ facts, included, registered, pending }: Knowledge): Stand {
  return { facts, registered, sizes: [included.size, registered.size, pending.size] };
}

function isStill({ facts, registered, sizes }: Stand, now: Knowledge): boolean {
  const stand = standOf(now);
  return (
    facts === stand.facts &&
    registered === stand.registered &&
    stand.sizes.every((size, index) => size === sizes[index])
  );
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

import type { Lookups } from '../../model/lookups.ts';
import type { JsonObject, JsonValue } from '../../model/values/json.ts';

/** Where names get their values. */
export interface Scope {
  get(name: string): Lookup;
  /** Every name it knows, for suggestions; order does not matter. */
  names(): Iterable<string>;
  /** The door to the machine that runs rulerun; absent: nothing is looked up. */
  readonly lookups?: Lookups | undefined;
}

export type Lookup =
  /** Opaque: whatever it contains is never read as a template. All that comes from a host. */
  | { readonly kind: 'value'; readonly value: JsonValue }
  /** Written by the user: strings in it, keys included, may hold templates and are rendered when they are needed. */
  | { readonly kind: 'template'; readonly value: JsonValue }
  | { readonly kind: 'missing' }
  /** Known only after an earlier task has run. `why` is a sentence without a full stop. */
  | { readonly kind: 'pending'; readonly why: string }
  /** It has a value in Ansible and none here: an error even where a default stands ready. */
  | { readonly kind: 'refused'; readonly why: string; readonly hint: string };

/** Names with opaque values, such as a task's own result. */
export function valueScope(values: JsonObject): Scope {
  return {
    get: (name) => {
      const value = Object.hasOwn(values, name) ? values[name] : undefined;
      return value === undefined ? { kind: 'missing' } : { kind: 'value', value };
    },
    names: () => Object.keys(values),
  };
}

/** The first scope that knows a name answers for it. */
export function layeredScope(scopes: readonly Scope[]): Scope {
  return {
    get: (name) => {
      for (const scope of scopes) {
        const found = scope.get(name);
        if (found.kind !== 'missing') return found;
      }
      return { kind: 'missing' };
    },
    names: () => scopes.flatMap((scope) => [...scope.names()]),
    lookups: scopes.find(({ lookups }) => lookups !== undefined)?.lookups,
  };
}

/** The same names, with a door to the machine that runs rulerun. */
export function withLookups(scope: Scope, lookups: Lookups | undefined): Scope {
  return { get: (name) => scope.get(name), names: () => scope.names(), lookups };
}

import type { Lookups } from '../../model/lookups.ts';
import type { Variables } from '../../model/playbook/inventory.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/values/json.ts';

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
  | (Said & { readonly kind: 'value' })
  /** Written by the user: strings in it, keys included, may hold templates and are rendered when they are needed. */
  | (Said & { readonly kind: 'template' })
  /** Mappings that make one together, the lowest first: in each later one a key wins, however deep. */
  | { readonly kind: 'merged'; readonly parts: readonly Said[] }
  /** `hint`: why that may be, or what to do, for who needs it. */
  | { readonly kind: 'missing'; readonly hint?: string }
  /** Known only after an earlier task has run. `why` is a sentence without a full stop. */
  | { readonly kind: 'pending'; readonly why: string }
  /** It has a value in Ansible and none here: an error even where a default stands ready. */
  | { readonly kind: 'refused'; readonly why: string; readonly hint: string };

type Said = {
  readonly kind: 'value' | 'template';
  readonly value: JsonValue;
  /** True: as a mapping it is merged into what lower scopes say. */
  readonly merges?: boolean;
};

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

/** Variables that the user wrote: strings in them may be templates. */
export function variableScope(variables: Variables): Scope {
  return {
    get: (name) => {
      const found = variables.get(name);
      if (found === undefined) return { kind: 'missing' };
      const { value, unsafe, merges } = found;
      return { kind: unsafe === true ? 'value' : 'template', value, ...(merges ? { merges } : {}) };
    },
    names: () => variables.keys(),
  };
}

/** The first scope that knows a name answers for it, together with the next ones where it says that it merges. */
export function layeredScope(scopes: readonly Scope[]): Scope {
  return {
    get: (name) => firstOf(name, scopes),
    names: () => scopes.flatMap((scope) => [...scope.names()]),
    lookups: scopes.find(({ lookups }) => lookups !== undefined)?.lookups,
  };
}

/** The same names, with a door to the machine that runs rulerun. */
export function withLookups(scope: Scope, lookups: Lookups | undefined): Scope {
  return { get: (name) => scope.get(name), names: () => scope.names(), lookups };
}

function firstOf(name: string, scopes: readonly Scope[]): Lookup {
  const parts: Said[] = [];
  let missing: Lookup = { kind: 'missing' };
  for (const scope of scopes) {
    const found = scope.get(name);
    if (found.kind === 'missing') {
      if (found.hint !== undefined) missing = found;
      continue;
    }
    const below = partsOf(found);
    if (below === undefined || (parts.length === 0 && !merges(found))) return endingIn(found, parts);
    parts.unshift(...below);
    if (!merges(found)) break;
  }
  return parts.length === 0 ? missing : together(parts);
}

/** Something that no mapping can be merged into counts alone where nothing is above it, or where it may turn out to be one. */
function endingIn(found: Lookup, parts: readonly Said[]): Lookup {
  const isOpen = found.kind === 'pending' || found.kind === 'refused';
  return parts.length === 0 || isOpen ? found : together(parts);
}

function merges(found: Lookup): boolean {
  return partsOf(found)?.[0]?.merges === true;
}

/** The mappings that something consists of; undefined: it is no mapping. */
function partsOf(found: Lookup): readonly Said[] | undefined {
  if (found.kind === 'merged') return found.parts;
  if (found.kind !== 'value' && found.kind !== 'template') return undefined;
  return isJsonObject(found.value) ? [found] : undefined;
}

function together(parts: readonly Said[]): Lookup {
  const [only, ...others] = parts;
  if (only === undefined) return { kind: 'missing' };
  return others.length === 0 ? (only as Lookup) : { kind: 'merged', parts };
}

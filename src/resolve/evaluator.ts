import { dirname, resolve } from 'node:path';
import type { Lookups } from '../model/lookups.ts';
import type { Variable, Variables } from '../model/playbook/inventory.ts';
import type { Task } from '../model/playbook/playbook.ts';
import { byPrecedence, type ScopeLayer } from '../model/playbook/precedence.ts';
import { EMPTY, type JsonObject, type JsonValue, jsonObject } from '../model/values/json.ts';
import type { Names } from '../model/values/names.ts';
import { startOf } from '../model/values/position.ts';
import { isGathered } from '../probes/facts/names.ts';
import type { Result } from '../python/fault.ts';
import { parseExpression, parseTemplate } from '../python/template/parse/parse.ts';
import { evaluate, evaluateCondition, render } from '../python/template/render/render.ts';
import { runLookup } from '../python/template/render/run-lookup.ts';
import {
  layeredScope,
  type Scope,
  valueScope,
  variableScope,
  withLookups,
} from '../python/template/scope.ts';
import { reservedMeaning } from './check/reserved-names.ts';
import { factScope, notGathered, notTold } from './facts/fact-scope.ts';
import { type SearchedFrom, searchFolders } from './files/search-places.ts';
import { type Evaluator, OMIT } from './params.ts';

/** What templates may use of one host in one play before a task registers anything. */
export interface HostScope {
  /** What the run is, such as `groups` and `playbook_dir`: values that are never templates. */
  readonly magic: JsonObject;
  /** Who the host is, such as `inventory_hostname`: values that are never templates. */
  readonly names: JsonObject;
  /** What the user wrote; values may hold templates. */
  readonly written: WrittenLayers;
  /** Names that `vars_prompt` gives a value when the playbook runs. */
  readonly open: readonly string[];
  readonly roles: RoleLayers;
  /** Where relative names of files begin: an absolute path. */
  readonly folder: string;
  /** The door to this machine; absent: nothing is looked up. */
  readonly lookups?: Lookups | undefined;
  /** What `vars_files` gives where facts name the files; absent: they are among what is written. */
  readonly late?: LateScope | undefined;
  /** Hears of each name that is asked for; of no name: of all that there are. */
  readonly asked?: (name: string | undefined) => void;
}

/** `met` is told of each name that is not known yet. */
export type LateScope = (parts: ScopeParts, met: (pending: string) => void) => Scope;

/** What the roles of a play say, and those that were `shown` since, as a task of one of them sees it: the first that has a name gives it. */
export type RoleLayers = (
  role: string | undefined,
  shown?: readonly string[],
) => {
  readonly vars: readonly Variables[];
  readonly defaults: readonly Variables[];
  /** `role_path` and what else is told of the task's own role. */
  readonly magic: JsonObject;
  /** The folders of the task's own role and of those that use it. */
  readonly folders: readonly string[];
};

export const NO_ROLES: RoleLayers = () => ({ vars: [], defaults: [], magic: EMPTY, folders: [] });

export type WrittenLayers = { readonly [Layer in ScopeLayer]?: Variables };

/** What the user wrote of a name where it counts most. */
export function writtenOf(name: string, written: WrittenLayers): Variable | undefined {
  return byPrecedence(written)
    .findLast((variables) => variables.has(name))
    ?.get(name);
}

/** What an expression may refer to on one host at one moment. */
export interface ScopeParts {
  readonly host: HostScope;
  readonly task: Pick<Task, 'vars' | 'given' | 'role' | 'at'>;
  /** The item of a loop, and what else is set while it is its turn: values that are never templates. */
  readonly bound: JsonObject;
  /** What tasks included from files of variables. */
  readonly included: Variables;
  /** What tasks registered or set. */
  readonly registered: ReadonlyMap<string, JsonValue>;
  /** What was found out about the host, by the names of the variables: `ansible_kernel`, `packages`. */
  readonly facts: JsonObject;
  /** Names that a task which has not run will register. */
  readonly pending: Names;
  /** The keys of roles that were included with `public`: as if the play had them too, after its own. */
  readonly shown?: readonly string[];
}

export interface HostEvaluator extends Evaluator {
  /** What a lookup finds, as a loop of `with_NAME` asks for it. `terms`: rendered already. */
  lookup(name: string, terms: JsonValue, subfolder?: string): Result<readonly JsonValue[]>;
  /** The name of something not yet known that an evaluation ran into; undefined: none did. */
  pendingName(): string | undefined;
}

/** Evaluates templates and expressions with one host's values, in Ansible's order: extra variables win over all. */
export function evaluatorFor(parts: ScopeParts): HostEvaluator {
  let pending: string | undefined;
  let scope: Scope | undefined;
  // Most tasks are the same on every host and evaluate nothing.
  const ofHost = (): Scope => {
    scope ??= scopeFor(parts, (name) => {
      pending ??= name;
    });
    return scope;
  };
  // What other hosts are still to set, as in `hostvars`, is known by its fault alone.
  const noted = <T>(result: Result<T>): Result<T> => {
    if (!result.ok && result.error.kind === 'pending')
      pending ??= /`([^`]+)`/.exec(result.error.message)?.[1];
    return result;
  };
  return {
    render: (text) => noted(within(ofHost, parseTemplate(text), render)),
    condition: (text) => noted(within(ofHost, parseExpression(text), evaluateCondition)),
    expression: (text) => noted(within(ofHost, parseExpression(text), evaluate)),
    lookup: (name, terms, subfolder) =>
      noted(runLookup({ name, terms, ...(subfolder === undefined ? {} : { subfolder }) }, ofHost())),
    pendingName: () => pending,
  };
}

function within<P, T>(
  scope: () => Scope,
  parsed: Result<P>,
  work: (parsed: P, scope: Scope) => Result<T>,
): Result<T> {
  return parsed.ok ? work(parsed.value, scope()) : parsed;
}

/** The names that expressions may use on one host at one moment. `met` is told of each that is not known yet. */
export function scopeFor(parts: ScopeParts, met: (pending: string) => void = () => undefined): Scope {
  const { host, task } = parts;
  const role = host.roles(task.role, parts.shown);
  const noted = pendingScope(parts.pending, 'is set by a task that has not run yet', met);
  const asked = pendingScope(new Set(host.open), 'is asked for when the playbook runs', met);
  const layers: { readonly [Layer in ScopeLayer]?: Scope } = {
    'play vars_prompt': asked,
    ...layersOf(host.written),
    ...(host.late === undefined ? {} : { 'play vars_files': host.late(parts, met) }),
    'host names': valueScope(host.names),
    'role defaults': layeredScope(role.defaults.map(variableScope)),
    'host facts': factScope(parts.facts),
    'role vars': layeredScope(role.vars.map(variableScope)),
    'task vars': variableScope(task.vars),
    include_vars: variableScope(parts.included),
    'include params': variableScope(task.given),
    'set_facts / registered vars': layeredScope([noted, valueScope(jsonObject(parts.registered))]),
    'magic variables': layeredScope([
      valueScope(ofEveryRun),
      valueScope(role.magic),
      searchPathScope(parts),
      valueScope(host.magic),
    ]),
  };
  const all = [
    // What tells of the inventory is told by the run itself: that a task may add to it stands before that.
    ...(parts.pending.has('groups') ? [pendingScope(OF_INVENTORY, ADDED, met)] : []),
    valueScope(parts.bound),
    ...byPrecedence(layers).toReversed(),
    ...(parts.pending.has(ANY) ? [anyScope(met)] : []),
    reserved,
    Object.keys(parts.facts).length === 0 ? notGathered : notTold,
  ];
  const scope = withLookups(layeredScope(all), host.lookups);
  return host.asked === undefined ? scope : heard(scope, host.asked);
}

function heard(scope: Scope, asked: NonNullable<HostScope['asked']>): Scope {
  return {
    get: (name) => {
      asked(name);
      return scope.get(name);
    },
    names: () => {
      asked(undefined);
      return scope.names();
    },
    lookups: scope.lookups,
  };
}

const ADDED = 'may be added to by a task that has not run yet';

const OF_INVENTORY: ReadonlySet<string> = new Set(['groups', 'group_names', 'hostvars']);

/** Among the pending names: a task that has not run may set any. */
const ANY = '*';

function anyScope(met: (name: string) => void): Scope {
  return {
    get: (name) => {
      if (reservedMeaning(name) !== undefined) return { kind: 'missing' };
      met(name);
      return { kind: 'pending', why: `\`${name}\` may be set by a task that has not run yet` };
    },
    names: () => [],
  };
}

function pendingScope(pending: Names, why: string, met: (name: string) => void): Scope {
  return {
    get: (name) => {
      if (!pending.has(name) && !isGathered(name, pending)) return { kind: 'missing' };
      met(name);
      return { kind: 'pending', why: `\`${name}\` ${why}` };
    },
    names: () => pending,
  };
}

function layersOf(written: WrittenLayers): { readonly [Layer in ScopeLayer]?: Scope } {
  return Object.fromEntries(Object.entries(written).map(([layer, said]) => [layer, variableScope(said)]));
}

/** From where the files that a task names are looked for. */
export function searchedFrom({ host, task }: Pick<ScopeParts, 'host' | 'task'>): SearchedFrom {
  const { playbook_dir: playFolder } = host.magic;
  return {
    roleFolders: host.roles(task.role).folders,
    taskFolder: dirname(resolve(host.folder, task.at.file)),
    playFolder: typeof playFolder === 'string' ? playFolder : host.folder,
  };
}

function searchPathScope(parts: ScopeParts): Scope {
  const name = 'ansible_search_path';
  return {
    get: (asked) =>
      asked === name ? { kind: 'value', value: searchFolders(searchedFrom(parts)) } : { kind: 'missing' },
    names: () => [name],
  };
}

const ofEveryRun = jsonObject([
  // A preview is the run that will follow, stopped early: it is worked out in that run's own world.
  ['ansible_check_mode', false],
  ['omit', OMIT],
]);

/** Nothing is left open: all that earlier tasks set is there. */
export const NOTHING_PENDING: ReadonlySet<string> = new Set();

/** Before any task has run. */
export const AT_FIRST: Omit<ScopeParts, 'host'> = {
  task: { vars: new Map(), given: new Map(), role: undefined, at: startOf('') },
  included: new Map(),
  bound: EMPTY,
  registered: new Map(),
  facts: EMPTY,
  pending: NOTHING_PENDING,
};

/** Evaluates before any task of a host has run. */
export function evaluatorBefore(host: HostScope): HostEvaluator {
  return evaluatorFor({ ...AT_FIRST, host });
}

/** Names that only Ansible could give a value, in whatever way a template comes to ask for them. */
const reserved: Scope = {
  get: (name) => {
    const meaning = reservedMeaning(name);
    if (meaning === undefined) return { kind: 'missing' };
    return { kind: 'refused', why: meaning.message, hint: meaning.hint };
  },
  names: () => [],
};

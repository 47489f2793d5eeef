import type { Lookups } from '../model/lookups.ts';
import type { Variable, Variables } from '../model/playbook/inventory.ts';
import { byPrecedence, type ScopeLayer } from '../model/playbook/precedence.ts';
import { type JsonObject, type JsonValue, jsonObject } from '../model/values/json.ts';
import type { Result } from '../python/fault.ts';
import { parseExpression, parseTemplate } from '../python/template/parse/parse.ts';
import { evaluate, evaluateCondition, render } from '../python/template/render/render.ts';
import { layeredScope, type Scope, valueScope, withLookups } from '../python/template/scope.ts';
import { reservedMeaning } from './check/reserved-names.ts';
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
  /** The door to this machine; absent: nothing is looked up. */
  readonly lookups?: Lookups | undefined;
}

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
  readonly taskVars: Variables;
  readonly registered: ReadonlyMap<string, JsonValue>;
  /** Names that a task which has not run will register. */
  readonly pending: ReadonlySet<string>;
}

export interface HostEvaluator extends Evaluator {
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
  const { render, condition, expression } = evaluatorOver(ofHost);
  return { render, condition, expression, pendingName: () => pending };
}

/** The names that expressions may use on one host at one moment. `met` is told of each that is not known yet. */
export function scopeFor(parts: ScopeParts, met: (pending: string) => void = () => undefined): Scope {
  const { host } = parts;
  const noted = pendingScope(parts.pending, 'is set by a task that has not run yet', met);
  const asked = pendingScope(new Set(host.open), 'is asked for when the playbook runs', met);
  const layers: { readonly [Layer in ScopeLayer]?: Scope } = {
    'play vars_prompt': asked,
    ...layersOf(host.written),
    'host names': valueScope(host.names),
    'task vars': variableScope(parts.taskVars),
    'set_facts / registered vars': layeredScope([noted, valueScope(jsonObject(parts.registered))]),
    'magic variables': layeredScope([valueScope(ofEveryRun), valueScope(host.magic)]),
  };
  return withLookups(layeredScope([...byPrecedence(layers).toReversed(), reserved]), host.lookups);
}

function pendingScope(pending: ReadonlySet<string>, why: string, met: (name: string) => void): Scope {
  return {
    get: (name) => {
      if (!pending.has(name)) return { kind: 'missing' };
      met(name);
      return { kind: 'pending', why: `\`${name}\` ${why}` };
    },
    names: () => pending,
  };
}

function layersOf(written: WrittenLayers): { readonly [Layer in ScopeLayer]?: Scope } {
  return Object.fromEntries(Object.entries(written).map(([layer, said]) => [layer, variableScope(said)]));
}

const ofEveryRun = jsonObject([
  // A preview is the run that will follow, stopped early: it is worked out in that run's own world.
  ['ansible_check_mode', false],
  ['omit', OMIT],
]);

/** Evaluates before any task of a host has run. */
export function evaluatorBefore(host: HostScope): HostEvaluator {
  return evaluatorFor({ host, taskVars: new Map(), registered: new Map(), pending: new Set() });
}

function evaluatorOver(scope: () => Scope): Evaluator {
  const reading =
    <P, T>(parse: (text: string) => Result<P>, work: (parsed: P, scope: Scope) => Result<T>) =>
    (text: string): Result<T> => {
      const parsed = parse(text);
      return parsed.ok ? work(parsed.value, scope()) : parsed;
    };
  return {
    render: reading(parseTemplate, render),
    condition: reading(parseExpression, evaluateCondition),
    expression: reading(parseExpression, evaluate),
  };
}

/** Variables that the user wrote: strings in them may be templates. */
function variableScope(variables: Variables): Scope {
  return {
    get: (name) => {
      const found = variables.get(name);
      if (found === undefined) return { kind: 'missing' };
      return { kind: found.unsafe === true ? 'value' : 'template', value: found.value };
    },
    names: () => variables.keys(),
  };
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

import type { Chance } from '../../model/lookups.ts';
import type { JsonObject } from '../../model/values/json.ts';
import { didYouMean } from '../../text/edit-distance.ts';
import { Fault } from '../fault.ts';
import type { Meter } from '../meter.ts';
import { itemAt } from '../present.ts';
import { type GivenArguments, known, type Value } from '../values/value.ts';
import type { PageSource } from './page-options.ts';
import type { Scope } from './scope.ts';
import type { Args, Term } from './syntax.ts';

/** A filter, test, method or function: what it takes, and what it makes of it. */
export interface Routine {
  readonly params: readonly string[];
  /** How many of the parameters must be given. */
  readonly required: number;
  /** Takes further arguments, with and without names. */
  readonly open: boolean;
  /** Takes an undefined input instead of failing. */
  readonly lenient: boolean;
  /** Takes undefined arguments too, because it may not need them. */
  readonly lazy: boolean;
  /** Looks at what is constant in a template, before it runs. Throws a fault. */
  readonly check: ((constants: readonly Term[]) => void) | undefined;
  readonly apply: (call: Call) => Value;
}

/** Routines by their names. */
export type Routines = Readonly<Record<string, Routine>>;

/** What a call may use beside its arguments. */
export interface CallMeans {
  readonly meter: Meter;
  readonly scope: Scope;
  /** Calls another filter, test or function. */
  readonly invoke: (callee: Callee, input: Value, given: GivenArguments) => Value;
  /** The value of a variable, rendered; something undefined where there is none. */
  readonly variable: (name: string) => Value;
  /** The text of a template file, with further variables beside those of the scope. */
  readonly page: (source: PageSource, variables: JsonObject) => string;
  /**
   * Chance for the operation at hand: the same whenever the same text is rendered for the same host and item in one run,
   * so that a preview says what the apply does.
   */
  readonly chance: () => Chance;
}

/** One call, arguments sorted into parameters. */
export interface Call extends CallMeans {
  readonly input: Value;
  /** One for each parameter, `undefined` where nothing was given. */
  readonly args: readonly (Value | undefined)[];
  /** What was given beyond the parameters. */
  readonly rest: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
}

export interface RoutineOptions {
  readonly lenient?: boolean;
  readonly lazy?: boolean;
  readonly check?: (constants: readonly Term[]) => void;
}

/** `params` in order, `?` behind those that may be left out, `*` last if it takes more: `'old new count?'`. */
export function routine(
  params: string,
  apply: Routine['apply'],
  { lenient = false, lazy = false, check }: RoutineOptions = {},
): Routine {
  const words = params.split(' ').filter((word) => word !== '');
  const named = words.filter((word) => word !== '*');
  return {
    params: named.map((word) => word.replace('?', '')),
    required: named.filter((word) => !word.endsWith('?')).length,
    open: words.includes('*'),
    lenient,
    lazy,
    check,
    apply,
  };
}

/** An argument that must be given: it is, or the call was refused before. */
export function required({ args }: Pick<Call, 'args'>, index: number): Value {
  return itemAt(args, index) as Value;
}

/** What is called. Kinds are in the words of messages. */
export interface Callee {
  readonly kind: 'filter' | 'test' | 'method' | 'function';
  readonly name: string;
}

/** Checks what can be known before a template runs: how many arguments, their names, and constant ones. */
export function checkArgs(routine: Routine, name: string, args: Args, offset: number): void {
  const { positional, named, list, mapping } = args;
  // What these hold is seen when it runs.
  if (list !== undefined || mapping !== undefined) return;
  const names = named.map(([key]) => key);
  const wrong = misfit(routine, positional.length, names);
  if (wrong !== undefined)
    throw new Fault('syntax', `\`${name}\` ${wrong.message}`, { offset, hint: wrong.hint });
  routine.check?.(
    routine.params.map((param, index) => positional[index] ?? namedTerm(named, param) ?? nothing),
  );
}

const nothing: Term = { kind: 'list', items: [], tuple: false, offset: 0 };

function namedTerm(named: Args['named'], param: string): Term | undefined {
  return named.find(([key]) => key === param)?.[1];
}

/** Sorts arguments into parameters. */
export function bind(
  routine: Routine,
  { positional, named }: GivenArguments,
): Pick<Call, 'args' | 'rest' | 'named'> {
  const wrong = misfit(routine, positional.length, [...named.keys()]);
  if (wrong !== undefined) throw new Fault('type', wrong.message, { hint: wrong.hint });
  const { params, lazy } = routine;
  if (!lazy) for (const value of [...positional, ...named.values()]) known(value);
  return {
    args: params.map((param, index) => (index < positional.length ? positional[index] : named.get(param))),
    rest: positional.slice(params.length),
    named: new Map([...named].filter(([key]) => !params.includes(key))),
  };
}

function misfit(
  { params, required, open }: Routine,
  count: number,
  names: readonly string[],
): { readonly message: string; readonly hint: string | undefined } | undefined {
  const usage =
    params.length === 0 ? undefined : `it takes ${params.map((param) => `\`${param}\``).join(', ')}`;
  if (count > params.length && !open) {
    return { message: `takes at most ${params.length} arguments, not ${count}`, hint: usage };
  }
  const twice = names.find(
    (name, index) =>
      params.indexOf(name) >= 0 && (params.indexOf(name) < count || names.indexOf(name) < index),
  );
  if (twice !== undefined) return { message: `is given \`${twice}\` twice`, hint: usage };
  const unknown = names.find((name) => !params.includes(name));
  if (unknown !== undefined && !open)
    return { message: `has no parameter \`${unknown}\``, hint: didYouMean(unknown, params) ?? usage };
  const missing = params.slice(count, required).find((param) => !names.includes(param));
  return missing === undefined ? undefined : { message: `needs \`${missing}\``, hint: usage };
}

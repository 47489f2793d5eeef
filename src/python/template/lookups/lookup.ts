import type { Lookups } from '../../../model/lookups.ts';
import { Fault } from '../../fault.ts';
import { isUndefined, kindOf, known, type Value } from '../../values/value.ts';
import type { CallMeans } from '../routine.ts';

/** One question to the machine that runs rulerun, or to the variables. */
export interface LookupCall extends CallMeans {
  readonly terms: readonly Value[];
  readonly options: ReadonlyMap<string, Value>;
  /** Where a file of a relative name is looked for before the folder itself, such as `files`; undefined: the lookup's own. */
  readonly subfolder: string | undefined;
}

/** What is called by `lookup('NAME', …)`, and by a task's `with_NAME`. */
export interface LookupPlugin {
  /** The options it takes beside its terms. */
  readonly options: readonly string[];
  readonly run: (call: LookupCall) => readonly Value[];
}

export type LookupPlugins = Readonly<Record<string, LookupPlugin>>;

export function lookupPlugin(options: string, run: LookupPlugin['run']): LookupPlugin {
  return { options: options.split(' ').filter((word) => word !== ''), run };
}

/** What a lookup could not find, or may not do. `errors='ignore'` takes it for nothing. */
export function lookupFault(message: string, hint?: string): Fault {
  return new Fault('type', message, { hint });
}

/** The door to the machine; without one nothing is looked up. */
export function doorOf({ scope }: Pick<CallMeans, 'scope'>): Lookups {
  if (scope.lookups !== undefined) return scope.lookups;
  throw new Fault('syntax', 'nothing of the machine that runs rulerun is looked up here', {
    hint: 'give the value as a variable',
  });
}

export function textTerm(term: Value): string {
  const given = known(term);
  if (typeof given === 'string') return given;
  throw new Fault('type', `expected a string, found ${kindOf(given)}`);
}

/** The text of an option; undefined: it was not given. */
export function textOption({ options }: Pick<LookupCall, 'options'>, name: string): string | undefined {
  const value = options.get(name);
  return value === undefined || value === null ? undefined : textTerm(value);
}

/** The text of a variable that is there and is a text. */
export function textVariable({ scope }: Pick<CallMeans, 'scope'>, name: string): string | undefined {
  const found = scope.get(name);
  return found.kind === 'value' && typeof found.value === 'string' ? found.value : undefined;
}

/** One level of lists inside the list is taken apart. */
export function flatOnce(items: readonly Value[]): readonly Value[] {
  return items.flatMap((item) => (isUndefined(item) ? [known(item)] : item));
}

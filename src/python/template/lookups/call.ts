import { didYouMean } from '../../../text/edit-distance.ts';
import { listed } from '../../../text/words.ts';
import { Fault } from '../../fault.ts';
import { isTrue, known, type Value } from '../../values/value.ts';
import type { CallMeans } from '../routine.ts';
import type { LookupCall, LookupPlugin } from './lookup.ts';
import { lookupNamed, lookupNames } from './registry.ts';

/** The lookup of this name, or the error that tells which there are. */
export function findLookup(name: string, offset?: number): LookupPlugin {
  const found = lookupNamed(name);
  if (found !== undefined) return found;
  const hint = didYouMean(name, lookupNames) ?? `there are ${listed(lookupNames)}`;
  throw new Fault('syntax', `there is no lookup \`${name}\``, { offset, hint });
}

/** What a lookup finds, as a list. `name` is for messages. */
export function itemsFrom(
  name: string,
  call: Pick<LookupCall, 'terms' | 'options' | 'subfolder'>,
  around: CallMeans,
): readonly Value[] {
  const plugin = findLookup(name);
  const unknown = [...call.options.keys()].find((option) => !plugin.options.includes(option));
  if (unknown !== undefined) {
    const usage = plugin.options.length === 0 ? 'it takes none' : `it takes ${listed(plugin.options)}`;
    throw new Fault('type', `${name} has no option \`${unknown}\``, {
      hint: didYouMean(unknown, plugin.options) ?? usage,
    });
  }
  return plugin.run({ ...around, ...call });
}

/** As `lookup()` gives it: several texts as one with commas between, a lone value as it is. */
export function joinedItems(items: readonly Value[]): Value {
  const [first] = items;
  if (first !== undefined && items.every((item) => typeof item === 'string')) return items.join(',');
  return items.length === 1 && first !== undefined ? first : items;
}

const errorModes: readonly string[] = ['strict', 'warn', 'ignore'];

/** One call of `lookup` or `query` in a template; the options that every lookup takes are taken out here. */
export function lookUp(
  name: string,
  terms: readonly Value[],
  given: ReadonlyMap<string, Value>,
  around: CallMeans,
): Value {
  const { wantlist = false, errors = 'strict', ...own } = Object.fromEntries(given);
  if (!errorModes.includes(String(errors)))
    throw new Fault('type', `\`errors\` is one of ${errorModes.join(', ')}`);
  const wantsList = isTrue(wantlist);
  // Nothing that comes out is ever read as a template, so that there is nothing to allow.
  const options = new Map(Object.entries(own).filter(([option]) => option !== 'allow_unsafe'));
  const call = { terms, options, subfolder: undefined };
  const items = errors === 'strict' ? itemsFrom(name, call, around) : itemsOrNone(name, call, around);
  if (items === undefined) return wantsList ? [] : null;
  return wantsList ? items.map(known) : joinedItems(items);
}

function itemsOrNone(
  name: string,
  call: Pick<LookupCall, 'terms' | 'options' | 'subfolder'>,
  around: CallMeans,
): readonly Value[] | undefined {
  try {
    return itemsFrom(name, call, around);
  } catch (error) {
    if (error instanceof Fault && error.kind === 'type') return undefined;
    throw error;
  }
}

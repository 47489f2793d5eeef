import { Fault } from '../../fault.ts';
import type { Meter } from '../../meter.ts';
import { attributeOf, itemOf } from '../../values/access.ts';
import { identitiesOf, identityOf, keyOf } from '../../values/compare.ts';
import {
  isList,
  isMapping,
  isUndefined,
  kindOf,
  known,
  type Mapping,
  mappingOf,
  undefinedFault,
  type Value,
} from '../../values/value.ts';
import { flagArg, itemsOf, listArg, mappingArg, stringArg } from '../arguments.ts';
import { type Call, type Routines, required, routine } from '../routine.ts';
import { attributeGetter } from './attribute.ts';

export const mappingFilters: Routines = {
  combine: routine('*', combine),
  dict2items: routine('key_name? value_name?', toItems),
  items2dict: routine('key_name? value_name?', fromItems),
  items: routine('', ({ input, meter }) => (isUndefined(input) ? [] : entriesOf(mappingArg(input), meter)), {
    lenient: true,
  }),
  extract: routine('container morekeys?', extract),
  subelements: routine('subelements skip_missing?', subelements),
};

/** Key and value of each entry, as lists of two. */
export function entriesOf(mapping: Mapping, meter: Meter): readonly (readonly [string, Value])[] {
  const entries = Object.entries(mapping);
  meter.step(entries.length);
  return entries;
}

const listMerges = ['replace', 'keep', 'append', 'prepend', 'append_rp', 'prepend_rp'] as const;
type ListMerge = (typeof listMerges)[number];

interface Merging {
  readonly recursive: boolean;
  readonly lists: ListMerge;
  readonly meter: Meter;
}

/** Later mappings win. With `recursive`, mappings inside are merged as well, and lists as `list_merge` says. */
function combine({ input, rest, named, meter }: Call): Value {
  const wanted = stringArg(named.get('list_merge'), 'replace');
  const lists = listMerges.find((one) => one === wanted);
  if (lists === undefined) throw new Fault('type', `\`list_merge\` is one of ${listMerges.join(', ')}`);
  const unknown = [...named.keys()].find((name) => name !== 'recursive' && name !== 'list_merge');
  if (unknown !== undefined) throw new Fault('type', `has no parameter \`${unknown}\``);

  const mappings = [input, ...rest].flatMap((one) => (isList(one) ? one : [one])).map(mappingArg);
  const merging = { recursive: flagArg(named.get('recursive')), lists, meter };
  return mappings.reduce((low, high) => merge(low, high, merging), mappingOf([]));
}

/** Both as one, in which `high` wins; mappings inside are merged as well. What is no mapping counts as it is. */
export function mergedMappings(low: Value, high: Value, meter: Meter): Value {
  return mergeValues(low, high, { recursive: true, lists: 'replace', meter });
}

function merge(low: Mapping, high: Mapping, merging: Merging): Mapping {
  const { meter } = merging;
  return meter.nested(() => {
    const merged = new Map(entriesOf(low, meter));
    for (const [key, value] of entriesOf(high, meter)) {
      const before = merged.get(key);
      merged.set(key, before === undefined ? value : mergeValues(before, value, merging));
    }
    return mappingOf(merged);
  });
}

function mergeValues(low: Value, high: Value, merging: Merging): Value {
  if (isMapping(low) && isMapping(high)) return merging.recursive ? merge(low, high, merging) : high;
  return isList(low) && isList(high) ? mergeLists(low, high, merging) : high;
}

function mergeLists(
  low: readonly Value[],
  high: readonly Value[],
  { lists, meter }: Merging,
): readonly Value[] {
  meter.step(low.length + high.length);
  switch (lists) {
    case 'replace':
      return high;
    case 'keep':
      return low;
    case 'append':
      return [...low, ...high];
    case 'prepend':
      return [...high, ...low];
    case 'append_rp':
      return [...without(low, high, meter), ...high];
    case 'prepend_rp':
      return [...high, ...without(low, high, meter)];
  }
}

function without(list: readonly Value[], others: readonly Value[], meter: Meter): readonly Value[] {
  const identities = identitiesOf(others, meter);
  return list.filter((item) => !identities.has(identityOf(item, meter)));
}

function toItems({ input, args: [keyName, valueName], meter }: Call): Value {
  const [key, value] = [stringArg(keyName, 'key'), stringArg(valueName, 'value')];
  return entriesOf(mappingArg(input), meter).map(([name, item]) =>
    mappingOf([
      [key, name],
      [value, item],
    ]),
  );
}

function fromItems({ input, args: [keyName, valueName], meter }: Call): Value {
  const [key, value] = [stringArg(keyName, 'key'), stringArg(valueName, 'value')];
  return mappingOf(
    listArg(input, meter).map((item) => {
      const name = known(attributeOf(mappingArg(item), key, meter, 'item'));
      const text = keyOf(name);
      if (text === undefined) throw new Fault('type', `${kindOf(name)} cannot be a key`);
      return [text, known(attributeOf(item, value, meter, 'item'))] as const;
    }),
  );
}

/** `'web1' | extract(hostvars, 'ip')`: the member of a container that the input names. */
function extract(call: Call): Value {
  const { input, args, meter } = call;
  const [, more = null] = args;
  const further = more === null ? [] : isList(more) ? more : [more];
  return [input, ...further].reduce((value, key) => itemOf(value, key, meter), required(call, 0));
}

/** Each item together with each element of a list inside it. */
function subelements(call: Call): Value {
  const { input, args, meter } = call;
  const path = required(call, 0);
  const get = attributeGetter(isList(path) ? path.join('.') : path, meter);
  const items = isMapping(input) ? Object.values(input) : itemsOf(input, meter);
  return items.flatMap((item) => {
    const found = get(item);
    if (isUndefined(found) && flagArg(args[1])) return [];
    if (isUndefined(found)) throw undefinedFault(found);
    return listArg(found, meter).map((element) => [item, element]);
  });
}

import { oneOf } from '../../chance/chance.ts';
import { booleanOf } from '../../values/boolean-word.ts';
import { isList, isMapping, kindOf, known, type Mapping, mappingOf, type Value } from '../../values/value.ts';
import {
  flatOnce,
  type LookupCall,
  type LookupPlugins,
  lookupFault,
  lookupPlugin,
  textTerm,
} from './lookup.ts';

/** What makes lists of lists. */
export const listLookups: LookupPlugins = {
  list: lookupPlugin('', ({ terms }) => terms),
  items: lookupPlugin('', ({ terms }) => flatOnce(terms)),
  indexed_items: lookupPlugin('', ({ terms }) => flatOnce(terms).map((item, index) => [index, item])),
  flattened: lookupPlugin('', ({ terms, meter }) => flattened(terms, { meter })),
  dict: lookupPlugin('', ({ terms }) => terms.flatMap(entries)),
  nested: lookupPlugin('', nested),
  cartesian: lookupPlugin('', nested),
  together: lookupPlugin('', together),
  subelements: lookupPlugin('', subelements),
  random_choice: lookupPlugin('', ({ terms, chance }) =>
    terms.length === 0 ? [] : [oneOf(chance(), terms)],
  ),
};

/** Lists in lists at any depth; as there, `None` and `null` end the list that they stand in. */
function flattened(items: readonly Value[], around: Pick<LookupCall, 'meter'>): readonly Value[] {
  return around.meter.nested(() => {
    const flat: Value[] = [];
    around.meter.step(items.length);
    for (const item of items) {
      if (item === 'None' || item === 'null') break;
      if (isList(item)) flat.push(...flattened(item, around));
      else flat.push(known(item));
    }
    return flat;
  });
}

function entries(term: Value): readonly Value[] {
  const mapping = known(term);
  if (isList(mapping)) return mapping.flatMap(entries);
  if (!isMapping(mapping)) throw lookupFault(`expected a mapping, found ${kindOf(mapping)}`);
  return Object.entries(mapping).map(([key, value]) =>
    mappingOf([
      ['key', key],
      ['value', value],
    ]),
  );
}

function listsIn(terms: readonly Value[]): readonly (readonly Value[])[] {
  if (terms.length === 0) throw lookupFault('at least one list is needed');
  return terms.map((term) => {
    const given = known(term);
    return isList(given) ? given : [given];
  });
}

function nested({ terms, meter }: LookupCall): readonly Value[] {
  const [first = [], ...others] = listsIn(terms);
  return others.reduce<readonly Value[]>(
    (rows, list) => {
      meter.step(rows.length * list.length * others.length);
      return rows.flatMap((row) => list.map((item) => flatOnce([row, item])));
    },
    first.map((item) => flatOnce([item])),
  );
}

function together({ terms, meter }: LookupCall): readonly Value[] {
  const lists = listsIn(terms);
  const length = Math.max(...lists.map((list) => list.length));
  meter.step(length * lists.length);
  return Array.from({ length }, (_, at) => flatOnce(lists.map((list) => list[at] ?? null)));
}

/** Each item of a list, or value of a mapping, with each element of a list that lies in it. */
function subelements({ terms, meter }: LookupCall): readonly Value[] {
  const [items, path, flags = null] = terms;
  if (items === undefined || path === undefined || terms.length > 3)
    throw lookupFault('expected a list, the key of a list in its items, and flags at most');
  const source = known(items);
  if (!isList(source) && !isMapping(source)) throw lookupFault(`expected a list, found ${kindOf(source)}`);
  const skips = isMapping(flags) && booleanOf(flags['skip_missing'] ?? false) === true;
  const keys = textTerm(path).split('.');
  if (isMapping(source) && isSkipped(source)) return [];
  return (isList(source) ? source : Object.values(source)).flatMap((item) => {
    const mapping = known(item);
    if (!isMapping(mapping)) throw lookupFault(`expected a mapping in the list, found ${kindOf(mapping)}`);
    if (isSkipped(mapping)) return [];
    const elements = elementsIn(mapping, keys, skips);
    meter.step(elements.length);
    return elements.map((element) => [without(mapping, keys), element]);
  });
}

function isSkipped(mapping: Mapping): boolean {
  return Object.hasOwn(mapping, 'skipped') && mapping['skipped'] !== false;
}

function elementsIn(item: Mapping, keys: readonly string[], skips: boolean): readonly Value[] {
  let value: Value = item;
  for (const key of keys) {
    if (!isMapping(value)) {
      if (skips) return [];
      throw lookupFault(`\`${key}\` is looked for in ${kindOf(value)}`);
    }
    if (!Object.hasOwn(value, key)) {
      if (skips) return [];
      throw lookupFault(
        `an item of the list has no \`${key}\``,
        "add `{'skip_missing': true}` to pass over it",
      );
    }
    value = known(value[key] as Value);
  }
  if (isList(value)) return value;
  throw lookupFault(`\`${keys.join('.')}\` is ${kindOf(value)}, not a list`);
}

/** There the list goes out of the item that it was in. */
function without(item: Mapping, [key = '', ...deeper]: readonly string[]): Mapping {
  return mappingOf(
    Object.entries(item).flatMap(([name, value]) => {
      if (name !== key) return [[name, value] as const];
      return deeper.length > 0 && isMapping(value) ? [[name, without(value, deeper)] as const] : [];
    }),
  );
}

import { Fault } from '../../fault.ts';
import type { Meter } from '../../meter.ts';
import { itemAt } from '../../present.ts';
import { equals, identitiesOf, identityOf, order } from '../../values/compare.ts';
import { undefinedValue, type Value } from '../../values/value.ts';
import { flagArg, itemsOf, listArg, mappingArg, stringArg } from '../arguments.ts';
import { type Call, type Routines, required, routine } from '../routine.ts';
import { attributeGetter } from './attribute.ts';

/** What orders items or tells equal ones from others. */
export const sortedFilters: Routines = {
  sort: routine('reverse? case_sensitive? attribute?', sort),
  min: routine('case_sensitive? attribute?', (call) => extreme(call, 'smallest', (sign) => sign < 0)),
  max: routine('case_sensitive? attribute?', (call) => extreme(call, 'largest', (sign) => sign > 0)),
  unique: routine('case_sensitive? attribute?', unique),
  groupby: routine('attribute default? case_sensitive?', groupBy),
  dictsort: routine('case_sensitive? by? reverse?', sortMapping),
  union: routine('b', (call) =>
    distinct([...listArg(call.input, call.meter), ...listArg(required(call, 0), call.meter)], call.meter),
  ),
  intersect: routine('b', (call) => keep(call, true)),
  difference: routine('b', (call) => keep(call, false)),
  symmetric_difference: routine('b', symmetricDifference),
};

/** Sorts without changing the order of equal ones, each key worked out once; `reverse` keeps that order as well. */
function sortedBy<T extends Value>(
  items: readonly T[],
  keyOf: (item: T) => Value,
  reverse: boolean,
  meter: Meter,
): readonly T[] {
  const sign = reverse ? -1 : 1;
  return items
    .map((item) => ({ item, key: keyOf(item) }))
    .sort((a, b) => sign * order(a.key, b.key, meter))
    .map(({ item }) => item);
}

/** What tells items apart: as it is, or texts in lower case. */
function folding(caseSensitive: Value | undefined): (value: Value) => Value {
  if (flagArg(caseSensitive)) return (value) => value;
  return (value) => (typeof value === 'string' ? value.toLowerCase() : value);
}

function sort({ input, args: [reverse, caseSensitive, attribute = null], meter }: Call): Value {
  const fold = folding(caseSensitive);
  const getters = (typeof attribute === 'string' ? attribute.split(',') : [attribute]).map((one) =>
    attributeGetter(one, meter),
  );
  return sortedBy(
    itemsOf(input, meter),
    (item) => getters.map((get) => fold(get(item))),
    flagArg(reverse),
    meter,
  );
}

function extreme(
  { input, args: [caseSensitive, attribute = null], meter }: Call,
  what: string,
  wins: (sign: number) => boolean,
): Value {
  const get = attributeGetter(attribute, meter);
  const fold = folding(caseSensitive);
  const keyOf = (item: Value): Value => fold(get(item));
  const [first, ...others] = itemsOf(input, meter);
  if (first === undefined) return undefinedValue(`there is no ${what} item: the list is empty`, meter.at);
  return others.reduce((best, item) => (wins(order(keyOf(item), keyOf(best), meter)) ? item : best), first);
}

/** Ansible's `unique` takes `a` and `A` for equal unless told otherwise, and keeps the first. */
function unique({ input, args: [caseSensitive, attribute = null], meter }: Call): Value {
  const get = attributeGetter(attribute, meter);
  const fold = folding(caseSensitive);
  return distinct(itemsOf(input, meter), meter, (item) => fold(get(item)));
}

function distinct(
  items: readonly Value[],
  meter: Meter,
  keyOf: (item: Value) => Value = (item) => item,
): readonly Value[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const identity = identityOf(keyOf(item), meter);
    if (seen.has(identity)) return false;
    seen.add(identity);
    return true;
  });
}

/** Items of the input that are inside the other list, or those that are not; each once. */
function keep(call: Pick<Call, 'input' | 'args' | 'meter'>, isInside: boolean): readonly Value[] {
  const { input, meter } = call;
  const others = identitiesOf(listArg(required(call, 0), meter), meter);
  const kept = listArg(input, meter).filter((item) => others.has(identityOf(item, meter)) === isInside);
  return distinct(kept, meter);
}

function symmetricDifference(call: Call): Value {
  const { input, meter } = call;
  const onlyInput = keep(call, false);
  const onlyOther = keep({ input: required(call, 0), args: [input], meter }, false);
  return distinct([...onlyInput, ...onlyOther], meter);
}

/** Groups in the order of what they have in common, each as that and the list of its items. */
function groupBy(call: Call): Value {
  const { input, args, meter } = call;
  const [, otherwise, caseSensitive] = args;
  const get = attributeGetter(required(call, 0), meter, otherwise === null ? undefined : otherwise);
  const fold = folding(caseSensitive);
  const keyOf = (item: Value): Value => fold(get(item));
  const groups: { readonly key: Value; readonly items: Value[] }[] = [];
  for (const item of sortedBy(itemsOf(input, meter), keyOf, false, meter)) {
    const last = groups.at(-1);
    if (last !== undefined && equals(last.key, keyOf(item), meter)) last.items.push(item);
    else groups.push({ key: keyOf(item), items: [item] });
  }
  return groups.map(({ items }) => [get(itemAt(items, 0)), items]);
}

function sortMapping({ input, args: [caseSensitive, by, reverse], meter }: Call): Value {
  const side = stringArg(by, 'key');
  if (side !== 'key' && side !== 'value') throw new Fault('type', '`by` is either `key` or `value`');
  const fold = folding(caseSensitive);
  const mapping = mappingArg(input);
  const keys = Object.keys(mapping);
  meter.step(keys.length);
  const memberOf = (key: string): Value => mapping[key] as Value;
  const sorted = sortedBy(keys, (key) => fold(side === 'key' ? key : memberOf(key)), flagArg(reverse), meter);
  return sorted.map((key) => [key, memberOf(key)]);
}

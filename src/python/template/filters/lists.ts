import { Fault } from '../../fault.ts';
import { itemAt } from '../../present.ts';
import { calculate } from '../../values/arithmetic.ts';
import { pointCount } from '../../values/points.ts';
import { isList, isMapping, kindOf, known, undefinedValue, type Value } from '../../values/value.ts';
import { flagArg, integerArg, itemsOf } from '../arguments.ts';
import { type Call, type Routines, required, routine } from '../routine.ts';
import { attributeGetter } from './attribute.ts';

/** What takes lists as they come: length, ends, pieces, sums. */
export const listFilters: Routines = {
  list: routine('', ({ input, meter }) => itemsOf(input, meter)),
  length: routine('', ({ input }) => lengthOf(input)),
  count: routine('', ({ input }) => lengthOf(input)),
  first: routine('', (call) => end(call, 0)),
  last: routine('', (call) => end(call, -1)),
  reverse: routine('', reverse),
  sum: routine('attribute? start?', sum),
  flatten: routine('levels? skip_nulls?', flatten),
  batch: routine('linecount fill_with?', batch),
  zip: routine('*', (call) => zip(call, Math.min)),
  zip_longest: routine('*', (call) => zip(call, Math.max)),
  product: routine('*', product),
};

function lengthOf(input: Value): number {
  const value = known(input);
  if (isList(value)) return value.length;
  if (typeof value === 'string') return pointCount(value);
  if (isMapping(value)) return Object.keys(value).length;
  throw new Fault('type', `${kindOf(value)} has no length`);
}

function end({ input, meter }: Call, index: number): Value {
  const items = itemsOf(input, meter);
  const found = items.at(index);
  if (found !== undefined) return found;
  return undefinedValue(`there is no ${index === 0 ? 'first' : 'last'} item: the list is empty`, meter.at);
}

function reverse({ input, meter }: Call): Value {
  const items = itemsOf(input, meter).toReversed();
  return typeof input === 'string' ? items.join('') : items;
}

function sum({ input, args: [attribute = null, start = 0], meter }: Call): Value {
  const get = attributeGetter(attribute, meter);
  return itemsOf(input, meter).reduce((total, item) => calculate('+', total, get(item), meter), start);
}

function flatten({ input, args: [levels = null, skipNulls], meter }: Call): Value {
  const skips = flagArg(skipNulls, true);
  const flat: Value[] = [];
  addFlat(itemsOf(input, meter), integerArg(levels, Number.POSITIVE_INFINITY));
  return flat;

  function addFlat(items: readonly Value[], deeper: number): void {
    meter.step(items.length);
    meter.nested(() => {
      for (const item of items) {
        if (skips && isNullLike(item)) continue;
        if (isList(item) && deeper >= 1) addFlat(item, deeper - 1);
        else flat.push(item);
      }
    });
  }
}

/** Ansible takes the words of Python and JSON for nothing, too. */
function isNullLike(item: Value): boolean {
  return item === null || item === 'None' || item === 'null';
}

function batch(call: Call): Value {
  const { input, args, meter } = call;
  const [, fill = null] = args;
  const items = itemsOf(input, meter);
  const size = integerArg(required(call, 0), 0);
  if (size < 1) throw new Fault('type', 'the size of a batch must be at least 1');
  const batches: Value[] = [];
  for (let at = 0; at < items.length; at += size) {
    const taken = items.slice(at, at + size);
    if (fill !== null) meter.step(size - taken.length);
    const missing = fill === null ? [] : Array.from({ length: size - taken.length }, () => fill);
    batches.push([...taken, ...missing]);
  }
  return batches;
}

function zip({ input, rest, named, meter }: Call, pick: (...lengths: number[]) => number): Value {
  const lists = [input, ...rest].map((list) => itemsOf(list, meter));
  const length = pick(...lists.map((list) => list.length));
  meter.step(length * lists.length);
  const fill = named.get('fillvalue') ?? null;
  return Array.from({ length }, (_, index) =>
    lists.map((list) => (index < list.length ? itemAt(list, index) : fill)),
  );
}

function product({ input, rest, meter }: Call): Value {
  const lists = [input, ...rest].map((list) => itemsOf(list, meter));
  return lists.reduce<readonly (readonly Value[])[]>(
    (rows, list) => {
      meter.step(rows.length * list.length * lists.length);
      return rows.flatMap((row) => list.map((item) => [...row, item]));
    },
    [[]],
  );
}

import { Fault } from '../../../fault.ts';
import type { Meter } from '../../../meter.ts';
import { itemAt } from '../../../present.ts';
import { attributeOf } from '../../../values/access.ts';
import { keyOf } from '../../../values/compare.ts';
import {
  isMapping,
  isThing,
  kindOf,
  known,
  mappingOf,
  undefinedValue,
  type Value,
} from '../../../values/value.ts';
import { integerArg, itemsOf, stringArg } from '../../arguments.ts';
import { type Call, type Routines, required, routine } from '../../routine.ts';

/** Every way to take so many of a list, and lists told apart by what they hold. */
export const selectionFilters: Routines = {
  combinations: routine('r', (call) => chosen(call, integerArg(required(call, 0), 0), 'sets')),
  permutations: routine('r?', (call) => {
    const [count = null] = call.args;
    const items = itemsOf(call.input, call.meter);
    return chosen(call, integerArg(count, items.length), 'orders');
  }),
  slice: routine('slices fill_with?', slices),
  rekey_on_member: routine('key duplicates?', rekeyed),
  attr: routine('name', (call) => {
    const name = stringArg(required(call, 0));
    if (isThing(call.input)) return attributeOf(call.input, name, call.meter);
    return undefinedValue(
      `${kindOf(call.input)} has no attribute \`${name}\``,
      call.meter.at,
      () => 'write `x.name`',
    );
  }),
};

function chosen({ input, meter }: Call, count: number, kind: 'sets' | 'orders'): readonly Value[] {
  const items = itemsOf(input, meter);
  if (count < 0) throw new Fault('type', 'the count cannot be below 0');
  const found: (readonly Value[])[] = [];
  const positions: number[] = [];
  add();
  return found;

  function add(): void {
    meter.step(positions.length + 1);
    if (positions.length === count) {
      found.push(positions.map((at) => itemAt(items, at)));
      return;
    }
    const from = kind === 'sets' ? (positions.at(-1) ?? -1) + 1 : 0;
    for (let at = from; at < items.length; at += 1) {
      if (kind === 'orders' && positions.includes(at)) continue;
      positions.push(at);
      meter.nested(add);
      positions.pop();
    }
  }
}

/** So many lists of about the same length; the longer ones first, or all as long where there is something to fill with. */
function slices(call: Call): Value {
  const { input, args, meter } = call;
  const items = itemsOf(input, meter);
  const count = integerArg(required(call, 0), 0);
  if (count < 1) throw new Fault('type', 'the number of slices must be at least 1');
  const [, fill = null] = args;
  const each = Math.floor(items.length / count);
  const longer = items.length % count;
  meter.step(count);
  return Array.from({ length: count }, (_, at) => {
    const start = at * each + Math.min(at, longer);
    const part = items.slice(start, start + each + (at < longer ? 1 : 0));
    return fill !== null && at >= longer ? [...part, fill] : part;
  });
}

function rekeyed(call: Call): Value {
  const { input, args, meter } = call;
  const key = stringArg(required(call, 0));
  const onTwice = stringArg(args[1], 'error');
  if (onTwice !== 'error' && onTwice !== 'overwrite')
    throw new Fault('type', '`duplicates` is either `error` or `overwrite`');
  const entries = new Map<string, Value>();
  for (const item of isMapping(input) ? Object.values(input) : itemsOf(input, meter)) {
    const name = nameIn(item, key, meter);
    if (entries.has(name) && onTwice === 'error')
      throw new Fault('type', `\`${name}\` is there twice`, {
        hint: "add `duplicates='overwrite'` to take the last",
      });
    entries.set(name, item);
  }
  return mappingOf(entries);
}

function nameIn(item: Value, key: string, meter: Meter): string {
  const mapping = known(item);
  if (!isMapping(mapping))
    throw new Fault('type', `expected a mapping in the list, found ${kindOf(mapping)}`);
  const name = keyOf(known(attributeOf(mapping, key, meter, 'item')));
  if (name === undefined) throw new Fault('type', `\`${key}\` cannot be a key`);
  return name;
}

import { Fault } from '../../fault.ts';
import { isTrue, known, type Value } from '../../values/value.ts';
import { itemsOf, stringArg } from '../arguments.ts';
import { type Call, type Routines, required, routine } from '../routine.ts';
import { attributeGetter } from './attribute.ts';

/** What applies another filter or test to each item. */
export const selectFilters: Routines = {
  map: routine('*', map, { lazy: true }),
  select: routine('*', (call) => select(call, call.rest, null, true)),
  reject: routine('*', (call) => select(call, call.rest, null, false)),
  selectattr: routine('attribute *', (call) => select(call, call.rest, required(call, 0), true)),
  rejectattr: routine('attribute *', (call) => select(call, call.rest, required(call, 0), false)),
};

/** `map('lower')` applies a filter, `map(attribute='name', default='x')` picks a member. */
function map({ input, rest, named, meter, invoke }: Call): Value {
  const items = itemsOf(input, meter);
  const [name, ...positional] = rest;
  if (name !== undefined) {
    const filter = { kind: 'filter', name: stringArg(name) } as const;
    return items.map((item) => invoke(filter, item, { positional, named }));
  }
  const attribute = named.get('attribute');
  if (attribute === undefined) throw new Fault('type', "needs the name of a filter, or `attribute='…'`");
  const get = attributeGetter(known(attribute), meter, named.get('default'));
  return items.map(get);
}

/** Keeps the items that pass the test, or those that do not; without a test, the true ones. */
function select(
  { input, named, meter, invoke }: Call,
  given: readonly Value[],
  attribute: Value,
  wanted: boolean,
): Value {
  const get = attributeGetter(attribute, meter);
  const [name, ...positional] = given;
  if (name === undefined) return itemsOf(input, meter).filter((item) => isTrue(get(item)) === wanted);
  const test = { kind: 'test', name: stringArg(name) } as const;
  return itemsOf(input, meter).filter(
    (item) => isTrue(invoke(test, get(item), { positional, named })) === wanted,
  );
}

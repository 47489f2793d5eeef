import { pythonNumber } from '../../model/values/float-text.ts';
import { WholeFloat } from '../../model/values/json.ts';
import { Fault } from '../fault.ts';
import type { Meter } from '../meter.ts';
import { itemAt } from '../present.ts';
import type { Comparison } from '../template/syntax.ts';
import { compareText } from './points.ts';
import { counted } from './text.ts';
import { isList, isMapping, isThing, kindOf, known, type Mapping, thingText, type Value } from './value.ts';

/** Python's `==`: `1 == true`, lists item by item, mappings whatever their order. */
export function equals(a: Value, b: Value, meter: Meter): boolean {
  const left = known(a);
  const right = known(b);
  meter.step();
  if (isList(left)) return isList(right) && equalLists(left, right, meter);
  if (isMapping(left)) return isMapping(right) && equalMappings(left, right, meter);
  if (isThing(left) && isThing(right) && left.rank !== undefined)
    return left.type === right.type && left.rank === right.rank;
  return plain(left) === plain(right);
}

/** True and false are one and zero to Python, and 1.0 is 1. */
function plain(value: Value): Value {
  if (value instanceof WholeFloat) return value.number;
  return typeof value === 'boolean' ? Number(value) : value;
}

function equalLists(a: readonly Value[], b: readonly Value[], meter: Meter): boolean {
  if (a.length !== b.length) return false;
  return meter.nested(() => a.every((item, index) => equals(item, itemAt(b, index), meter)));
}

function equalMappings(a: Mapping, b: Mapping, meter: Meter): boolean {
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return meter.nested(() =>
    keys.every((key) => Object.hasOwn(b, key) && equals(a[key] as Value, b[key] as Value, meter)),
  );
}

/** Below zero, zero, above zero. Numbers, strings and lists can be ordered, each among its own kind. */
export function order(a: Value, b: Value, meter: Meter): number {
  const left = plain(known(a));
  const right = plain(known(b));
  meter.step();
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right);
  if (isList(left) && isList(right)) return orderLists(left, right, meter);
  const [x, y] = [rankOf(left), rankOf(right)];
  if (x !== undefined && y !== undefined && kindOf(a) === kindOf(b)) return x - y;
  throw new Fault('type', `cannot tell which is more, ${kindOf(a)} or ${kindOf(b)}`, {
    hint: mixesTextAndNumber(left, right)
      ? 'turn the string into a number with `| int` or `| float`'
      : undefined,
  });
}

function rankOf(value: Value): number | undefined {
  return isThing(value) ? value.rank : undefined;
}

function orderLists(a: readonly Value[], b: readonly Value[], meter: Meter): number {
  return meter.nested(() => {
    const index = a.findIndex((item, at) => at >= b.length || !equals(item, itemAt(b, at), meter));
    if (index === -1 || index >= b.length) return a.length - b.length;
    return order(itemAt(a, index), itemAt(b, index), meter);
  });
}

function mixesTextAndNumber(a: Value, b: Value): boolean {
  const kinds = [typeof a, typeof b];
  return kinds.includes('string') && kinds.includes('number');
}

/** One comparison of two values. */
export function holds(operator: Comparison, a: Value, b: Value, meter: Meter): boolean {
  switch (operator) {
    case '==':
      return equals(a, b, meter);
    case '!=':
      return !equals(a, b, meter);
    case '<':
      return order(a, b, meter) < 0;
    case '<=':
      return order(a, b, meter) <= 0;
    case '>':
      return order(a, b, meter) > 0;
    case '>=':
      return order(a, b, meter) >= 0;
    case 'in':
      return contains(b, a, meter);
    case 'not in':
      return !contains(b, a, meter);
  }
}

/** Python's `in`: part of a text, item of a list, key of a mapping. */
export function contains(container: Value, item: Value, meter: Meter): boolean {
  const where = known(container);
  const what = known(item);
  if (typeof where === 'string') {
    if (typeof what !== 'string') throw new Fault('type', `cannot look for ${kindOf(what)} in a string`);
    meter.text(where.length);
    return where.includes(what);
  }
  if (isList(where)) return where.some((one) => equals(one, what, meter));
  if (isMapping(where)) return hasKey(where, what);
  throw new Fault('type', `cannot look into ${kindOf(where)}`);
}

function hasKey(mapping: Mapping, value: Value): boolean {
  const key = keyOf(value);
  return key !== undefined && Object.hasOwn(mapping, key);
}

/** The text under which a value is a key of a mapping: documents keep all keys as text, `80: http` too. */
export function keyOf(value: Value): string | undefined {
  if (typeof value === 'string') return value;
  if (value instanceof WholeFloat) return pythonNumber(value);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

export function identitiesOf(values: readonly Value[], meter: Meter): ReadonlySet<string> {
  return new Set(values.map((value) => identityOf(value, meter)));
}

/** Equal for equal values and only for them: what makes `unique` and the set filters take linear time. */
export function identityOf(value: Value, meter: Meter): string {
  const present = plain(known(value));
  meter.step();
  if (typeof present === 'string') return counted(JSON.stringify(present), meter);
  if (isThing(present)) return `${present.type} ${thingText(present)}`;
  if (!(isList(present) || isMapping(present))) return String(present);
  const parts = meter.nested(() =>
    isList(present)
      ? present.map((item) => identityOf(item, meter))
      : Object.keys(present)
          .sort()
          .map((key) => `${JSON.stringify(key)}:${identityOf(present[key] as Value, meter)}`),
  );
  return counted(isList(present) ? `[${parts.join()}]` : `{${parts.join()}}`, meter);
}

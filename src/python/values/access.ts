import { didYouMean } from '../../text/edit-distance.ts';
import { Fault } from '../fault.ts';
import type { Meter } from '../meter.ts';
import { itemAt } from '../present.ts';
import { keyOf } from './compare.ts';
import { isInteger } from './number.ts';
import { pointsOf } from './points.ts';
import {
  isList,
  isMapping,
  isNamespace,
  isThing,
  isUndefined,
  kindOf,
  undefinedValue,
  type Value,
} from './value.ts';

/**
 * `value.name`: only what the value itself holds, never what JavaScript's objects inherit.
 * `owner` is what the template calls the value, for the message.
 */
export function attributeOf(value: Value, name: string, meter: Meter, owner?: string): Value {
  // What is missing in something missing is the first thing missing.
  if (isUndefined(value)) return { ...value, isNothing: false };
  const found = memberOf(value, name);
  if (found !== undefined) return found;
  const who = owner === undefined ? kindOf(value) : `\`${owner}\``;
  return undefinedValue(`${who} has no \`${shortened(name)}\``, meter.at, () =>
    isMapping(value) ? didYouMean(name, Object.keys(value)) : undefined,
  );
}

/** `value[key]`: a key of a mapping, or the position in a list or string, from the end when negative. */
export function itemOf(value: Value, key: Value, meter: Meter, owner?: string): Value {
  if (isUndefined(value)) return { ...value, isNothing: false };
  if (isUndefined(key)) return key;
  if (isList(value)) return elementOf(value, key, meter);
  if (typeof value === 'string') {
    meter.text(value.length);
    return elementOf(pointsOf(value), key, meter);
  }
  const name = keyOf(key);
  return name === undefined
    ? undefinedValue(`${kindOf(key)} is not a key`, meter.at)
    : attributeOf(value, name, meter, owner);
}

function memberOf(value: Value, name: string): Value | undefined {
  if (isNamespace(value)) return value.entries.get(name);
  if (isThing(value)) return value.members.get(name);
  return isMapping(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function elementOf(items: readonly Value[], key: Value, meter: Meter): Value {
  const index = typeof key === 'boolean' ? Number(key) : key;
  if (!isInteger(index)) {
    return undefinedValue(`${kindOf(key)} is not a position in a list`, meter.at);
  }
  const found = items.at(index);
  return found === undefined
    ? undefinedValue(`there is no item ${index} in a list of ${items.length}`, meter.at)
    : found;
}

function shortened(name: string): string {
  return name.length > 60 ? `${name.slice(0, 60)}…` : name;
}

/** `value[start:stop:step]` of a list or string, with Python's rules for what is left out or out of range. */
export function sliceOf(value: Value, bounds: readonly (number | undefined)[], meter: Meter): Value {
  if (!isList(value) && typeof value !== 'string')
    throw new Fault('type', `cannot take a slice of ${kindOf(value)}`);
  const items = isList(value) ? value : pointsOf(value);
  const [start, stop, step = 1] = bounds;
  if (step === 0) throw new Fault('type', 'the step of a slice cannot be 0');

  meter.step(items.length);
  const picked: Value[] = [];
  const last = items.length - 1;
  const from = step > 0 ? bounded(start, 0, items.length) : bounded(start, -1, last, last);
  const to = step > 0 ? bounded(stop, 0, items.length, items.length) : bounded(stop, -1, last, -1);
  for (let index = from; step > 0 ? index < to : index > to; index += step) picked.push(itemAt(items, index));
  return isList(value) ? picked : picked.join('');

  function bounded(bound: number | undefined, low: number, high: number, otherwise = low): number {
    if (bound === undefined) return otherwise;
    return Math.min(Math.max(bound < 0 ? bound + items.length : bound, low), high);
  }
}

import { Fault } from '../fault.ts';
import type { Meter } from '../meter.ts';
import { isInteger } from '../values/number.ts';
import { pointsOf } from '../values/points.ts';
import { textOf } from '../values/text.ts';
import {
  isList,
  isMapping,
  isNothing,
  isTrue,
  kindOf,
  known,
  type Mapping,
  type Value,
} from '../values/value.ts';

/** Text as given; anything else is printed. `undefined`: the argument was left out. */
export function textArg(value: Value | undefined, otherwise: string, meter: Meter): string {
  return value === undefined ? otherwise : textOf(value, meter);
}

/** Text and nothing but text. Without `otherwise` it must be given. */
export function stringArg(value: Value | undefined, otherwise: Value = null): string {
  const given = value === undefined ? otherwise : known(value);
  if (typeof given === 'string') return given;
  throw new Fault('type', `expected a string, found ${kindOf(given)}`);
}

/** None counts as left out, as Python's own functions have it. */
export function integerArg(value: Value | undefined, otherwise: number): number {
  const given = value === undefined ? null : known(value);
  if (given === null) return otherwise;
  if (isInteger(given)) return given;
  throw new Fault('type', `expected an integer, found ${kindOf(given)}`, {
    hint: typeof given === 'string' ? 'turn the string into a number with `| int`' : undefined,
  });
}

export function flagArg(value: Value | undefined, otherwise = false): boolean {
  return value === undefined ? otherwise : isTrue(value);
}

/** What a loop goes through: items of a list, keys of a mapping, characters of a string. */
export function itemsOf(value: Value, meter: Meter): readonly Value[] {
  if (isNothing(value)) return [];
  const given = known(value);
  if (isList(given)) {
    meter.step(given.length);
    return given;
  }
  if (isMapping(given)) {
    const keys = Object.keys(given);
    meter.step(keys.length);
    return keys;
  }
  if (typeof given !== 'string')
    throw new Fault('type', `cannot go through ${kindOf(given)}`, { hint: 'a list is needed here' });
  meter.step(given.length);
  return pointsOf(given);
}

/** A list and nothing that is only like one: a string here is nearly always a mistake. */
export function listArg(value: Value, meter: Meter): readonly Value[] {
  const given = known(value);
  if (!isList(given)) throw new Fault('type', `expected a list, found ${kindOf(given)}`);
  meter.step(given.length);
  return given;
}

export function mappingArg(value: Value): Mapping {
  const given = known(value);
  if (!isMapping(given)) throw new Fault('type', `expected a mapping, found ${kindOf(given)}`);
  return given;
}

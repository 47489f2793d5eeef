import { floatOf, numberIn, type WholeFloat } from '../../model/values/json.ts';
import { Fault } from '../fault.ts';
import type { Value } from './value.ts';

/** A number of Python's: whether it is an integer decides how it is written and what comes of it. */
export interface PythonNumber {
  readonly number: number;
  readonly isFloat: boolean;
}

/** True and false are one and zero to Python; `undefined` for what is no number. */
export function pythonNumberIn(value: Value): PythonNumber | undefined {
  if (typeof value === 'boolean') return { number: Number(value), isFloat: false };
  const number = numberIn(value);
  return number === undefined ? undefined : { number, isFloat: !isInteger(value) };
}

export function isInteger(value: Value): value is number {
  return typeof value === 'number' && Number.isInteger(value);
}

export function numberFrom({ number, isFloat }: PythonNumber): number | WholeFloat {
  return isFloat ? floatOf(number) : exact(number);
}

/** The number, if it is exact enough to be one: JavaScript's integers end at 2^53. */
export function exact(number: number): number {
  if (!Number.isFinite(number)) throw new Fault('type', 'the result is not a finite number');
  if (Number.isInteger(number) && !Number.isSafeInteger(number)) {
    throw new Fault('type', `the integer ${number} is beyond 2^53 and would lose digits`, {
      hint: 'keep it as a string',
    });
  }
  return number;
}

/** What Python's `int()` reads from a text, or undefined: `42`, ` -7 `, `1_000`; `0x1f` in base 16. */
export function parseInteger(text: string, base: number): number | undefined {
  const match = /^\s*([+-]?)(0[xX]|0[oO]|0[bB])?([0-9a-zA-Z]+(?:_[0-9a-zA-Z]+)*)\s*$/.exec(text);
  if (match === null) return undefined;
  const [, sign, prefix = '', body = ''] = match;
  const prefixBase = { '': base, '0x': 16, '0o': 8, '0b': 2 }[prefix.toLowerCase()];
  const digits = (prefixBase === base ? body : prefix + body).replaceAll('_', '').toLowerCase();
  let value = 0;
  for (const digit of digits) {
    const worth = Number.parseInt(digit, 36);
    if (Number.isNaN(worth) || worth >= base) return undefined;
    value = value * base + worth;
  }
  return exact(sign === '-' ? -value : value);
}

/** What Python's `float()` reads from a text, or undefined. */
export function parseFloatText(text: string): number | undefined {
  const trimmed = text.trim();
  const [, sign, word] = /^([+-]?)(?:(inf(?:inity)?)|nan)$/i.exec(trimmed) ?? [];
  if (sign !== undefined) return word === undefined ? Number.NaN : Number(`${sign}Infinity`);
  if (!/^[+-]?(\d+(_\d+)*\.?(\d+(_\d+)*)?|\.\d+(_\d+)*)([eE][+-]?\d+)?$/.test(trimmed)) return undefined;
  const number = Number(trimmed.replaceAll('_', ''));
  if (Number.isFinite(number)) return number;
  throw new Fault('type', 'the result is not a finite number');
}

/** Python rounds what lies exactly in the middle to the even neighbour, and judges by the exact binary value. */
export function roundHalfEven(number: number, digits: number): number {
  if (digits < 0) return roundHalfEven(number / 10 ** -digits, 0) * 10 ** -digits;
  // Exactly in the middle: an odd number of halves of the last digit. Scaling by a power of two loses nothing.
  const isMiddle = Math.abs((number * 2 ** (digits + 1)) % 2) === 1;
  if (!isMiddle) return Number(number.toFixed(digits));
  const below = Math.floor(number * 10 ** digits);
  return (below % 2 === 0 ? below : below + 1) / 10 ** digits;
}

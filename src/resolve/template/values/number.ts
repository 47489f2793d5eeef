import { Fault } from '../error.ts';

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

/** As Python prints it: `1e-05`, `1e+16`, but integers plainly. */
export function numberText(number: number): string {
  if (Number.isInteger(exact(number))) return String(number);
  const [digits = '', power = '0'] = number.toExponential().split('e');
  const exponent = Number(power);
  return exponent >= -4 ? String(number) : `${digits}e-${String(-exponent).padStart(2, '0')}`;
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

/** What Python's `float()` reads from a text, or undefined. Infinity and NaN are not numbers here. */
export function parseFloatText(text: string): number | undefined {
  const trimmed = text.trim();
  if (!/^[+-]?(\d+(_\d+)*\.?(\d+(_\d+)*)?|\.\d+(_\d+)*)([eE][+-]?\d+)?$/.test(trimmed)) return undefined;
  return exact(Number(trimmed.replaceAll('_', '')));
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

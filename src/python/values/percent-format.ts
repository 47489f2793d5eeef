import { Fault } from '../fault.ts';
import type { Meter } from '../meter.ts';
import { attributeOf } from './access.ts';
import { isInteger, pythonNumberIn, roundHalfEven } from './number.ts';
import { quoted, textOf } from './text.ts';
import { kindOf, known, type Mapping, type Value } from './value.ts';

/** One `%…` of a format, taken apart. */
interface Directive {
  readonly flags: string;
  readonly width: number;
  readonly precision: number | undefined;
  readonly type: string;
}

const directivePattern = /%(?:\(([^)]*)\))?([-+ 0#]*)(\d*)(?:\.(\d*))?[hlL]?(.|$)/gsu;

/** `'%-5s|%03d|%.2f|%x' % (…)`: `%(name)s` takes from the mapping, the others take the values one by one. */
export function percentFormat(
  format: string,
  values: readonly Value[],
  mapping: Mapping | undefined,
  meter: Meter,
): string {
  meter.text(format.length);
  let used = 0;
  const text = format.replace(
    directivePattern,
    (_, key?: string, flags = '', width = '', precision?: string, type = '') => {
      if (type === '%') return '%';
      const digits = precision === undefined ? undefined : Number(precision);
      meter.text(Number(width) + (digits ?? 0));
      const value = key === undefined ? next() : named(key);
      const body = padded({ flags, width: Number(width), precision: digits, type }, value, meter);
      meter.text(body.length);
      return body;
    },
  );
  if (used < values.length && mapping === undefined) {
    throw new Fault('type', `the format \`${format}\` has fewer places than there are values`);
  }
  return text;

  function next(): Value {
    const value = values[used];
    used += 1;
    if (value === undefined)
      throw new Fault('type', `the format \`${format}\` has more places than there are values`);
    return known(value);
  }

  function named(key: string): Value {
    if (mapping === undefined) throw new Fault('type', `\`%(${key})\` needs a mapping of values`);
    return known(attributeOf(mapping, key, meter));
  }
}

function padded(directive: Directive, value: Value, meter: Meter): string {
  const { flags, width, type } = directive;
  const body = converted(directive, value, meter);
  if (flags.includes('-')) return body.padEnd(width);
  if (!flags.includes('0') || 'src'.includes(type)) return body.padStart(width);
  const digits = body.replace(/^[-+ ]?(0[xo])?/i, '');
  const sign = body.slice(0, body.length - digits.length);
  return sign + digits.padStart(width - sign.length, '0');
}

function converted({ flags, precision, type }: Directive, value: Value, meter: Meter): string {
  switch (type) {
    case 's':
      return textOf(value, meter).slice(0, precision);
    case 'r':
      return quoted(value, meter).slice(0, precision);
    case 'c':
      return letter(value, meter);
    case 'd':
    case 'i':
    case 'u':
      return signedText(Math.trunc(numberOf(value, type)), flags, (n) =>
        String(n).padStart(precision ?? 0, '0'),
      );
    case 'x':
    case 'X':
    case 'o':
      return signedText(numberOf(value, type), flags, (n) => based(n, type, flags));
    case 'f':
    case 'F':
      return signedText(numberOf(value, type), flags, (n) => fixedText(n, Math.min(precision ?? 6, 100)));
    case 'e':
    case 'E':
      return signedText(numberOf(value, type), flags, (n) => exponential(n, precision ?? 6, type));
    case 'g':
    case 'G':
      return signedText(numberOf(value, type), flags, (n) => general(n, precision ?? 6, type));
    default:
      throw new Fault('type', `\`%${type}\` is not a format we know`, {
        hint: 'use %s, %d, %f, %x, %o, %e, %g, %r, %c or %%',
      });
  }
}

function letter(value: Value, meter: Meter): string {
  if (pythonNumberIn(value) === undefined) return textOf(value, meter);
  if (!isInteger(value) || value < 0 || value > 0x10ffff)
    throw new Fault('type', `${textOf(value, meter)} is not a character`);
  return String.fromCodePoint(value);
}

function numberOf(value: Value, type: string): number {
  const given = pythonNumberIn(value);
  if (given !== undefined && !(given.isFloat && 'xXo'.includes(type))) return given.number;
  throw new Fault('type', `\`%${type}\` needs a number, not ${kindOf(value)}`, { hint: 'use `| int` or %s' });
}

function signedText(number: number, flags: string, print: (magnitude: number) => string): string {
  if (number < 0) return `-${print(-number)}`;
  if (flags.includes('+')) return `+${print(number)}`;
  return flags.includes(' ') ? ` ${print(number)}` : print(number);
}

function based(number: number, type: string, flags: string): string {
  const text = (flags.includes('#') ? `0${type.toLowerCase()}` : '') + number.toString(type === 'o' ? 8 : 16);
  return type === 'X' ? text.toUpperCase() : text;
}

function fixedText(number: number, digits: number): string {
  // Beyond 15 digits there is nothing in the middle left to round.
  return (digits <= 15 ? roundHalfEven(number, digits) : number).toFixed(digits);
}

function exponential(number: number, precision: number, type: string): string {
  const text = number.toExponential(Math.min(precision, 100)).replace(/e([+-])(\d)$/, 'e$10$2');
  return type === 'E' ? text.toUpperCase() : text;
}

/** So many digits that count, with an exponent where that is shorter, and no zeros at the end. */
function general(number: number, precision: number, type: string): string {
  const digits = Math.max(1, precision);
  const power = Number(number.toExponential(Math.min(digits, 101) - 1).split('e')[1]);
  const text =
    power < -4 || power >= digits
      ? exponential(number, digits - 1, 'e')
      : fixedText(number, Math.min(digits - 1 - power, 100));
  const short = text.replace(/(\.\d*?)0+(?=e|$)/, '$1').replace(/\.(?=e|$)/, '');
  return type === 'G' ? short.toUpperCase() : short;
}

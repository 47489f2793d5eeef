import { Fault } from '../../../fault.ts';
import { numberFrom, parseFloatText, pythonNumberIn, roundHalfEven } from '../../../values/number.ts';
import { textOf } from '../../../values/text.ts';
import { kindOf, type Value } from '../../../values/value.ts';
import { flagArg, stringArg } from '../../arguments.ts';
import { type Call, type Routines, routine } from '../../routine.ts';

/** Numbers of bytes as people write them. */
export const sizeFilters: Routines = {
  human_readable: routine('isbits? unit?', readable),
  human_to_bytes: routine('default_unit? isbits?', toBytes),
  filesizeformat: routine('binary?', fileSize),
};

const units: readonly (readonly [string, number])[] = ['Y', 'Z', 'E', 'P', 'T', 'G', 'M', 'K', 'B'].map(
  (unit, at) => [unit, 1024 ** (8 - at)] as const,
);

function numberArg(value: Value): number {
  const number = pythonNumberIn(value)?.number;
  if (number !== undefined) return number;
  throw new Fault('type', `expected a number, found ${kindOf(value)}`, {
    hint: typeof value === 'string' ? 'turn the string into a number with `| int`' : undefined,
  });
}

function readable({ input, args: [bits, unit = null] }: Call): Value {
  const size = numberArg(input);
  const wanted = unit === null ? undefined : stringArg(unit).toUpperCase();
  const fits = ([name, limit]: readonly [string, number]): boolean =>
    wanted === undefined ? size >= limit : wanted === name;
  const [name, limit] = units.find(fits) ?? ['B', 1];
  const base = flagArg(bits) ? 'bits' : 'Bytes';
  const suffix = limit === 1 ? base : name + base.charAt(0);
  return `${roundHalfEven(size / limit, 2).toFixed(2)} ${suffix}`;
}

function toBytes({ input, args: [unit = null, bits], meter }: Call): Value {
  const text = textOf(input, meter);
  const [, digits = '', written] = /^\s*(\d*\.?\d*)\s*([A-Za-z]+)?/.exec(text) ?? [];
  const number = parseFloatText(digits);
  if (number === undefined) throw new Fault('type', `\`${text}\` is no size such as 10M`);
  const name = written ?? (unit === null ? undefined : stringArg(unit));
  if (name === undefined) return wholeBytes(number);
  const [, limit] = units.find(([one]) => one === name.charAt(0).toUpperCase()) ?? [];
  const letter = flagArg(bits) ? 'b' : 'B';
  const isWord = name.toLowerCase().includes(flagArg(bits) ? 'bit' : 'byte');
  if (limit === undefined || (name.length > 1 && !isWord && name.charAt(1) !== letter))
    throw new Fault('type', `\`${name}\` is no unit`, {
      hint: `there are ${units.map(([one]) => (one === 'B' ? letter : one + letter)).join(', ')}`,
    });
  return wholeBytes(number * limit);
}

function wholeBytes(number: number): Value {
  return numberFrom({ number: roundHalfEven(number, 0), isFloat: false });
}

function fileSize({ input, args: [binary] }: Call): Value {
  const bytes = typeof input === 'string' ? (parseFloatText(input) ?? Number.NaN) : numberArg(input);
  if (Number.isNaN(bytes)) throw new Fault('type', `\`${input}\` is no number`);
  const base = flagArg(binary) ? 1024 : 1000;
  if (bytes === 1) return '1 Byte';
  if (bytes < base) return `${Math.trunc(bytes)} Bytes`;
  const power = Math.min(8, [1, 2, 3, 4, 5, 6, 7, 8].find((one) => bytes < base ** (one + 1)) ?? 8);
  const prefix = 'kMGTPEZY'.charAt(power - 1);
  const unit = flagArg(binary) ? `${prefix.toUpperCase()}iB` : `${prefix}B`;
  return `${roundHalfEven(bytes / base ** power, 1).toFixed(1)} ${unit}`;
}

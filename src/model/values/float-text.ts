import { isJsonList, isJsonObject, type JsonValue, WholeFloat } from './json.ts';

/** A number as Python writes it: `3`, `3.0`, `2.5`, `1e-05`, `1e+16`, `inf`. */
export function pythonNumber(value: number | WholeFloat): string {
  if (!(value instanceof WholeFloat)) return Number.isInteger(value) ? String(value) : fractionText(value);
  const { number } = value;
  if (Math.abs(number) >= 1e16) return number.toExponential();
  return `${Object.is(number, -0) ? '-0' : number}.0`;
}

function fractionText(number: number): string {
  if (Number.isNaN(number)) return 'nan';
  if (!Number.isFinite(number)) return number < 0 ? '-inf' : 'inf';
  const [digits = '', power = '0'] = number.toExponential().split('e');
  const exponent = Number(power);
  return exponent >= -4 ? String(number) : `${digits}e-${String(-exponent).padStart(2, '0')}`;
}

/** A number as Python's JSON has it. */
export function jsonNumber(value: number | WholeFloat): string {
  const number = value instanceof WholeFloat ? value.number : value;
  if (Number.isNaN(number)) return 'NaN';
  if (!Number.isFinite(number)) return number < 0 ? '-Infinity' : 'Infinity';
  return pythonNumber(value);
}

/** JSON for people, 3.0 written as 3.0. `indent`: blanks a level; `undefined`: all on one line. */
export function jsonText(value: JsonValue, indent?: number, depth = 0): string {
  if (typeof value === 'number' || value instanceof WholeFloat) return jsonNumber(value);
  const isList = isJsonList(value);
  if (!isList && !isJsonObject(value)) return JSON.stringify(value);
  const inner = (item: JsonValue): string => jsonText(item, indent, depth + 1);
  const parts = isList
    ? value.map(inner)
    : Object.entries(value).map(
        ([key, item]) => `${JSON.stringify(key)}:${indent === undefined ? '' : ' '}${inner(item)}`,
      );
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  if (parts.length === 0) return open + close;
  const line = (deep: number): string => (indent === undefined ? '' : `\n${' '.repeat(indent * deep)}`);
  return open + line(depth + 1) + parts.join(`,${line(depth + 1)}`) + line(depth) + close;
}

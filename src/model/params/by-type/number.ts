import { type JsonObject, numberIn } from '../../values/json.ts';
import { accept, andThen, type Conversion, quoted, refuse, shown, type Written } from './conversion.ts';
import type { ParamType, ValueLimits } from './param-type.ts';

export const number: ParamType = {
  shape: 'scalar',
  convert: (written, limits) => andThen(toNumber(written), (found) => checkRange(limits, found, String)),
  forms: (limits) => [
    { type: 'number', ...rangeForm(limits, 1) },
    {
      type: 'string',
      pattern: '^\\s*[-+]?(?:(?:0|[1-9][0-9]*)(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][-+]?[0-9]+)?\\s*$',
    },
  ],
};

export const integer: ParamType = {
  shape: 'scalar',
  convert: (written, limits) => andThen(toInteger(written), (found) => checkRange(limits, found, String)),
  forms: (limits) => [
    { type: 'integer', ...rangeForm(limits, 1) },
    { type: 'string', pattern: '^\\s*[-+]?(?:0|[1-9][0-9]*)\\s*$' },
  ],
};

function toInteger(written: Written): Conversion<number> {
  const { value } = written;
  const whole = typeof value !== 'string' || /^[-+]?\d+$/.test(value.trim());
  const found = whole ? toNumber(written) : undefined;
  if (found?.ok === false || (found !== undefined && Number.isSafeInteger(found.value))) return found;
  return refuse(`must be a whole number, not ${shown(written)}`);
}

function toNumber(written: Written): Conversion<number> {
  const { value, text } = written;
  const digits = text ?? (typeof value === 'string' ? value.trim() : '');
  if (/^[-+]?0\d/.test(digits)) {
    return refuse(
      `must be a number, and ${quoted(digits)} is octal to some readers`,
      'write it without the leading zero',
    );
  }
  const found = numberIn(value);
  if (found !== undefined) return accept(found);
  return /^[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?$/i.test(digits) && Number.isFinite(Number(digits))
    ? accept(Number(digits))
    : refuse(`must be a number, not ${shown(written)}`);
}

export function checkRange(
  { minimum, maximum }: ValueLimits,
  found: number,
  format: (number: number) => string,
): Conversion<number> {
  if (minimum !== undefined && found < minimum) {
    return refuse(`must be at least ${format(minimum)}, not ${format(found)}`);
  }
  if (maximum !== undefined && found > maximum) {
    return refuse(`must be at most ${format(maximum)}, not ${format(found)}`);
  }
  return accept(found);
}

/** @param unit how many of what the action gets are 1 of what is written */
export function rangeForm({ minimum, maximum }: ValueLimits, unit: number): JsonObject {
  return {
    ...(minimum === undefined ? {} : { minimum: minimum / unit }),
    ...(maximum === undefined ? {} : { maximum: maximum / unit }),
  };
}

import { readTime, writeDuration } from '../../../text/duration.ts';
import { type JsonValue, numberIn } from '../../values/json.ts';
import { accept, andThen, type Conversion, refuse, shown, type Written } from './conversion.ts';
import { checkRange, rangeForm } from './number.ts';
import type { ParamType } from './param-type.ts';

/** `90s`, `5m`, `2h`, `1d` or a number of seconds, given in milliseconds. */
export const duration: ParamType = {
  shape: 'scalar',
  convert: (written, limits) =>
    andThen(toMilliseconds(written), (ms) => checkRange(limits, ms, writeDuration)),
  forms: (limits) => [
    { type: 'number', minimum: 0, ...rangeForm(limits, 1000) },
    { type: 'string', pattern: '^\\s*[0-9]+(?:\\.[0-9]+)?[smhd]?\\s*$' },
  ],
};

/** Timers count milliseconds in 31 bits; this is the longest round number below. */
const longestHours = 500;

function toMilliseconds(written: Written): Conversion<number> {
  const ms = millisecondsOf(written.value);
  if (ms === undefined) {
    return refuse(
      `must be a time, not ${shown(written)}`,
      'write it as 90s, 5m or 2h, or as a number of seconds',
    );
  }
  return ms > longestHours * 3_600_000 ? refuse(`must be at most ${longestHours}h`) : accept(ms);
}

function millisecondsOf(value: JsonValue): number | undefined {
  const seconds = numberIn(value);
  if (seconds !== undefined) return seconds < 0 ? undefined : Math.round(seconds * 1000);
  return typeof value === 'string' ? readTime(value) : undefined;
}

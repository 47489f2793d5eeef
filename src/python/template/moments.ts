import { floatOf } from '../../model/values/json.ts';
import { type Civil, civilAt, isoWeek, msOf, weekday } from '../time/civil.ts';
import { type Offset, offsetText, strftime, type Zone } from '../time/strftime.ts';
import { isThing, kindOf, type Thing, thingOf, type Value } from '../values/value.ts';
import { flagArg, stringArg } from './arguments.ts';
import { callable } from './callable.ts';
import { doorOf } from './lookups/lookup.ts';
import type { Call } from './routine.ts';

const plainType = 'a time';
const zonedType = 'a time with a zone';
const spanType = 'a span of time';

/** Python's `datetime`: what a clock shows, and how far it is ahead of UTC where it says so. */
export function momentOf(civil: Civil, offset: Offset): Thing {
  const micros = msOf(civil) * 1000 + civil.microsecond - (offset ?? 0) * 60_000_000;
  const method = (params: string, work: (args: readonly (Value | undefined)[]) => Value): Value =>
    callable('a method', params, ({ args }) => work(args));
  return thingOf(momentType(offset), {
    rank: micros,
    text: isoText(civil, offset, ' '),
    operate: (operator, other, side) => moved(civil, offset, micros, operator, other, side),
    members: new Map<string, Value>([
      ...Object.entries(civil),
      ['strftime', method('format', ([format]) => strftime(stringArg(format), civil, zoneOf(offset)))],
      ['isoformat', method('sep?', ([sep]) => isoText(civil, offset, stringArg(sep, 'T')))],
      ['timestamp', method('', () => floatOf(micros / 1_000_000))],
      ['weekday', method('', () => weekday(civil))],
      ['isoweekday', method('', () => weekday(civil) + 1)],
      ['isocalendar', method('', () => [...isoWeek(civil), weekday(civil) + 1])],
      ['date', method('', () => isoText(civil, undefined, ' ').slice(0, 10))],
      ['time', method('', () => isoText(civil, undefined, ' ').slice(11))],
    ]),
  });
}

/** One that says its zone and one that does not are neither compared nor taken from each other. */
function momentType(offset: Offset): string {
  return offset === undefined ? plainType : zonedType;
}

/** The name that Python's `timezone` gives itself. */
function zoneOf(offset: Offset): Zone {
  return offset === undefined
    ? undefined
    : { offset, name: offset === 0 ? 'UTC' : `UTC${offsetText(offset, ':')}` };
}

function isoText(civil: Civil, offset: Offset, separator: string): string {
  const fraction = civil.microsecond === 0 ? '' : '.%f';
  const format = `%F${separator.replaceAll('%', '%%')}%T${fraction}`;
  // A year has four digits here.
  return (
    strftime(format, civil, undefined).replace(/^\d+/, (year) => year.padStart(4, '0')) +
    offsetText(offset, ':')
  );
}

function moved(
  civil: Civil,
  offset: Offset,
  micros: number,
  operator: '+' | '-',
  other: Value,
  side: 'left' | 'right',
): Value | undefined {
  const rank = isThing(other) ? other.rank : undefined;
  if (rank === undefined) return undefined;
  if (kindOf(other) === spanType && (operator === '+' || side === 'left')) {
    const local = msOf(civil) * 1000 + civil.microsecond + (operator === '+' ? rank : -rank);
    const micro = ((local % 1_000_000) + 1_000_000) % 1_000_000;
    return momentOf(civilAt((local - micro) / 1000, micro), offset);
  }
  if (kindOf(other) !== momentType(offset) || operator === '+') return undefined;
  return spanOf(micros - rank);
}

/** Python's `timedelta`. */
function spanOf(micros: number): Thing {
  const days = Math.floor(micros / 86_400_000_000);
  const left = micros - days * 86_400_000_000;
  const [seconds, microseconds] = [Math.floor(left / 1_000_000), left % 1_000_000];
  const clock = strftime('%-H:%M:%S', civilAt(seconds * 1000, 0), undefined);
  const fraction = microseconds === 0 ? '' : `.${String(microseconds).padStart(6, '0')}`;
  const before = days === 0 ? '' : `${days} day${Math.abs(days) === 1 ? '' : 's'}, `;
  return thingOf(spanType, {
    rank: micros,
    text: before + clock + fraction,
    operate: (operator, other) => {
      if (!isThing(other) || other.rank === undefined || kindOf(other) !== spanType) return undefined;
      return spanOf(operator === '+' ? micros + other.rank : micros - other.rank);
    },
    members: new Map<string, Value>([
      ['days', days],
      ['seconds', seconds],
      ['microseconds', microseconds],
      ['total_seconds', callable('a method', '', () => floatOf(micros / 1_000_000))],
    ]),
  });
}

/** When the run began: a template that is rendered twice says the same twice. */
export function now({ args: [utc, format = null], scope }: Call): Value {
  const door = doorOf({ scope });
  const ms = door.now();
  const civil = civilHere(ms, flagArg(utc) ? 0 : door.offsetAt(ms));
  return format === null ? momentOf(civil, undefined) : strftime(stringArg(format), civil, undefined);
}

/** What a clock shows that is so many minutes ahead of UTC. */
export function civilHere(ms: number, offsetMinutes: number): Civil {
  const micro = (((ms % 1000) + 1000) % 1000) * 1000;
  return civilAt(ms + offsetMinutes * 60_000, micro);
}

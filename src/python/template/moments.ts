import { floatOf } from '../../model/values/json.ts';
import { Fault } from '../fault.ts';
import { type Civil, civilAt, isoWeek, msOf, weekday } from '../time/civil.ts';
import { type Offset, offsetText, strftime } from '../time/strftime.ts';
import { isThing, kindOf, type Thing, thingOf, type Value } from '../values/value.ts';
import { flagArg, stringArg } from './arguments.ts';
import { callable } from './callable.ts';
import { doorOf } from './lookups/lookup.ts';
import type { Call } from './routine.ts';

const momentType = 'a time';
const spanType = 'a span of time';

/** Python's `datetime`: what a clock shows, and how far it is ahead of UTC where it says so. */
export function momentOf(civil: Civil, offset: Offset): Thing {
  const micros = msOf(civil) * 1000 + civil.microsecond - (offset ?? 0) * 60_000_000;
  const method = (params: string, work: (args: readonly (Value | undefined)[]) => Value): Value =>
    callable('a method', params, ({ args }) => work(args));
  return thingOf(momentType, {
    rank: micros,
    text: isoText(civil, offset, ' '),
    operate: (operator, other, side) => moved(civil, offset, micros, operator, other, side),
    members: new Map<string, Value>([
      ...Object.entries(civil),
      ['strftime', method('format', ([format]) => strftime(stringArg(format), civil, offset))],
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

function isoText(civil: Civil, offset: Offset, separator: string): string {
  const fraction = civil.microsecond === 0 ? '' : '.%f';
  const format = `%F${separator.replaceAll('%', '%%')}%T${fraction}`;
  // A year has four digits here.
  return (
    strftime(format, civil, offset).replace(/^\d+/, (year) => year.padStart(4, '0')) + offsetText(offset, ':')
  );
}

function moved(
  civil: Civil,
  offset: Offset,
  micros: number,
  operator: '+' | '-',
  other: Value,
  side: 'left' | 'right',
): Value {
  const rank = isThing(other) ? other.rank : undefined;
  if (rank === undefined) throw misfit(operator, other);
  if (kindOf(other) === spanType && (operator === '+' || side === 'left')) {
    const local = msOf(civil) * 1000 + civil.microsecond + (operator === '+' ? rank : -rank);
    const micro = ((local % 1_000_000) + 1_000_000) % 1_000_000;
    return momentOf(civilAt((local - micro) / 1000, micro), offset);
  }
  if (kindOf(other) !== momentType || operator === '+') throw misfit(operator, other);
  return spanOf(side === 'left' ? micros - rank : rank - micros);
}

function misfit(operator: '+' | '-', other: Value): Fault {
  return new Fault('type', `cannot apply \`${operator}\` to a time and ${kindOf(other)}`, {
    hint: 'make a time of a text with `| to_datetime`; one time minus another is a span of time',
  });
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
    operate: (operator, other, side) => {
      if (!isThing(other) || other.rank === undefined) throw misfit(operator, other);
      if (kindOf(other) === momentType) return other.operate?.(operator, spanOf(micros), 'right') ?? null;
      const sum = operator === '+' ? micros + other.rank : micros - other.rank;
      return spanOf(side === 'left' || operator === '+' ? sum : -sum);
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

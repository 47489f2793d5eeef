import { Fault } from '../../../fault.ts';
import { offsetText, strftime } from '../../../time/strftime.ts';
import { strptime } from '../../../time/strptime.ts';
import { parseFloatText, pythonNumberIn } from '../../../values/number.ts';
import { kindOf, type Value } from '../../../values/value.ts';
import { flagArg, stringArg } from '../../arguments.ts';
import { doorOf } from '../../lookups/lookup.ts';
import { civilHere, momentOf } from '../../moments.ts';
import { type Call, type Routines, routine } from '../../routine.ts';

export const timeFilters: Routines = {
  to_datetime: routine('format?', ({ input, args: [format] }) => {
    const { civil, offset } = strptime(stringArg(input), stringArg(format, '%Y-%m-%d %H:%M:%S'));
    return momentOf(civil, offset);
  }),
  strftime: routine('second? utc?', formatted),
};

/** `'%Y-%m-%d' | strftime(1700000000)`; without seconds, of when the run began. */
function formatted(call: Call): Value {
  const { input, args } = call;
  const [second = null, utc] = args;
  const ms = second === null ? doorOf(call).now() : Math.floor(secondsIn(second)) * 1000;
  const zone = flagArg(utc) ? { offset: 0, name: 'GMT' } : zoneHere(doorOf(call).offsetAt(ms));
  return strftime(stringArg(input), civilHere(ms, zone.offset), zone);
}

function zoneHere(offset: number): { readonly offset: number; readonly name: string } {
  return { offset, name: offset === 0 ? 'UTC' : offsetText(offset, '') };
}

function secondsIn(value: Value): number {
  const seconds = typeof value === 'string' ? parseFloatText(value) : pythonNumberIn(value)?.number;
  if (seconds !== undefined && Math.abs(seconds) < 8e12) return seconds;
  throw new Fault(
    'type',
    `${typeof value === 'string' ? `\`${value}\`` : kindOf(value)} is no count of seconds`,
    {
      hint: 'give the seconds since 1970, such as `ansible_date_time.epoch`',
    },
  );
}

import { Fault } from '../../../fault.ts';
import { strftime } from '../../../time/strftime.ts';
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
  const offset = flagArg(utc) ? 0 : doorOf(call).offsetAt(ms);
  return strftime(stringArg(input), civilHere(ms, offset), offset);
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

import { integerArg, stringArg } from '../arguments.ts';
import { Fault } from '../error.ts';
import { type Call, type Routines, required, routine } from '../routine.ts';
import { exact, roundHalfEven } from '../values/number.ts';
import { kindOf, known, type Value } from '../values/value.ts';

export const numberFilters: Routines = new Map([
  ['abs', routine('', ({ input }) => Math.abs(numberIn(input)))],
  ['round', routine('precision? method?', round)],
  ['pow', routine('y', (call) => exact(numberIn(call.input) ** numberIn(required(call, 0))))],
  ['log', routine('base?', logarithm)],
  ['root', routine('base?', ({ input, args: [base = 2] }) => exact(numberIn(input) ** (1 / numberIn(base))))],
]);

function numberIn(value: Value): number {
  const number = known(value);
  if (typeof number === 'boolean') return Number(number);
  if (typeof number === 'number') return number;
  throw new Fault('type', `expected a number, found ${kindOf(number)}`, {
    hint: typeof number === 'string' ? 'turn the string into a number with `| int` or `| float`' : undefined,
  });
}

function logarithm({ input, args: [base] }: Call): Value {
  const number = numberIn(input);
  if (base === undefined) return exact(Math.log(number));
  return exact(numberIn(base) === 10 ? Math.log10(number) : Math.log(number) / Math.log(numberIn(base)));
}

function round({ input, args: [precision, method] }: Call): Value {
  const number = numberIn(input);
  const digits = integerArg(precision, 0);
  if (Math.abs(digits) > 15) throw new Fault('type', 'the precision is at most 15');
  const scale = 10 ** digits;
  switch (stringArg(method, 'common')) {
    case 'common':
      return exact(roundHalfEven(number, digits));
    case 'ceil':
      return exact(Math.ceil(number * scale) / scale);
    case 'floor':
      return exact(Math.floor(number * scale) / scale);
    default:
      throw new Fault('type', '`method` is `common`, `ceil` or `floor`');
  }
}

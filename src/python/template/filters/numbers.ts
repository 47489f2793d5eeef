import { floatOf } from '../../../model/values/json.ts';
import { Fault } from '../../fault.ts';
import { numberFrom, type PythonNumber, pythonNumberIn, roundHalfEven } from '../../values/number.ts';
import { kindOf, known, type Value } from '../../values/value.ts';
import { integerArg, stringArg } from '../arguments.ts';
import { type Call, type Routines, required, routine } from '../routine.ts';

export const numberFilters: Routines = {
  abs: routine('', absolute),
  round: routine('precision? method?', round),
  pow: routine('y', (call) => real(numberIn(call.input) ** numberIn(required(call, 0)))),
  log: routine('base?', logarithm),
  root: routine('base?', ({ input, args: [base = 2] }) => real(numberIn(input) ** (1 / numberIn(base)))),
};

function absolute({ input }: Call): Value {
  const given = pythonNumber(input);
  return numberFrom({ ...given, number: Math.abs(given.number) });
}

function pythonNumber(value: Value): PythonNumber {
  const present = known(value);
  const number = pythonNumberIn(present);
  if (number !== undefined) return number;
  throw new Fault('type', `expected a number, found ${kindOf(present)}`, {
    hint: typeof present === 'string' ? 'turn the string into a number with `| int` or `| float`' : undefined,
  });
}

function numberIn(value: Value): number {
  return pythonNumber(value).number;
}

/** What Python's `math` gives is always a float, and an error where there is no such number. */
function real(number: number): Value {
  if (Number.isFinite(number)) return floatOf(number);
  throw new Fault('type', 'the result is not a finite number');
}

function logarithm({ input, args: [base] }: Call): Value {
  const number = numberIn(input);
  if (base === undefined) return real(Math.log(number));
  return real(numberIn(base) === 10 ? Math.log10(number) : Math.log(number) / Math.log(numberIn(base)));
}

function round({ input, args: [precision, method] }: Call): Value {
  const { number, isFloat } = pythonNumber(input);
  const digits = integerArg(precision, 0);
  if (Math.abs(digits) > 15) throw new Fault('type', 'the precision is at most 15');
  const scale = 10 ** digits;
  switch (stringArg(method, 'common')) {
    case 'common':
      return numberFrom({ number: roundHalfEven(number, digits), isFloat });
    case 'ceil':
      return real(Math.ceil(number * scale) / scale);
    case 'floor':
      return real(Math.floor(number * scale) / scale);
    default:
      throw new Fault('type', '`method` is `common`, `ceil` or `floor`');
  }
}

import { floatOf } from '../../../model/values/json.ts';
import { Fault } from '../../fault.ts';
import { exact, isInteger, parseFloatText, parseInteger, pythonNumberIn } from '../../values/number.ts';
import { textOf } from '../../values/text.ts';
import { isList, isMapping, isTrue, isUndefined, known, type Value } from '../../values/value.ts';
import { flagArg, textArg } from '../arguments.ts';
import { type Call, type Routines, required, routine } from '../routine.ts';

/** What works on any value: defaults, choices, conversions. */
export const generalFilters: Routines = {
  default: routine('default_value? boolean?', defaulted, { lenient: true, lazy: true }),
  d: routine('default_value? boolean?', defaulted, { lenient: true, lazy: true }),
  mandatory: routine('msg?', mandatory, { lenient: true }),
  ternary: routine('true_val false_val none_val?', ternary, { lazy: true }),
  bool: routine('', ({ input }) => readBoolean(input)),
  int: routine('default? base?', toInteger),
  float: routine('default?', toFloat),
  string: routine('', ({ input, meter }) => textOf(input, meter)),
  type_debug: routine('', ({ input }) => pythonType(input)),
};

function defaulted({ input, args: [otherwise = '', alsoEmpty] }: Call): Value {
  if (isUndefined(input)) return otherwise;
  return flagArg(alsoEmpty) && !isTrue(input) ? otherwise : input;
}

function mandatory({ input, args: [message], meter }: Call): Value {
  if (!isUndefined(input)) return input;
  throw new Fault(
    'undefined',
    textArg(message === null ? undefined : message, `${input.message}, and it is mandatory`, meter),
    { hint: input.hint() },
  );
}

function ternary(call: Call): Value {
  const { input, args } = call;
  const [, , none = null] = args;
  if (input === null && none !== null) return none;
  return required(call, isTrue(input) ? 0 : 1);
}

const trueWords: ReadonlySet<Value> = new Set(['yes', 'on', '1', 'true', 1, true]);

/** Ansible's reading of a word: none stays none, `yes on 1 true` are true, everything else is false. */
function readBoolean(input: Value): boolean | null {
  const value = known(input);
  if (value === null) return null;
  return trueWords.has(
    typeof value === 'string' ? value.toLowerCase() : (pythonNumberIn(value)?.number ?? value),
  );
}

function toInteger({ input, args: [otherwise = 0, base = 10] }: Call): Value {
  const value = known(input);
  const whole = typeof value === 'string' && typeof base === 'number' ? parseInteger(value, base) : undefined;
  if (whole !== undefined) return whole;
  const number = readFloat(value);
  return number === undefined || !Number.isFinite(number) ? otherwise : exact(Math.trunc(number) + 0);
}

function toFloat({ input, args: [otherwise = floatOf(0)] }: Call): Value {
  const number = readFloat(known(input));
  return number === undefined ? otherwise : floatOf(number);
}

function readFloat(value: Value): number | undefined {
  return typeof value === 'string' ? parseFloatText(value) : pythonNumberIn(value)?.number;
}

function pythonType(input: Value): string {
  const value = known(input);
  if (value === null) return 'NoneType';
  if (typeof value === 'boolean') return 'bool';
  if (pythonNumberIn(value) !== undefined) return isInteger(value) ? 'int' : 'float';
  if (typeof value === 'string') return 'str';
  if (isList(value)) return 'list';
  return isMapping(value) ? 'dict' : 'object';
}

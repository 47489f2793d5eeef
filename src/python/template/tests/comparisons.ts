import { Fault } from '../../fault.ts';
import type { Meter } from '../../meter.ts';
import { type Anchor, firstMatch } from '../../regex/use.ts';
import { calculate } from '../../values/arithmetic.ts';
import { contains, equals, holds, identitiesOf, identityOf } from '../../values/compare.ts';
import { textOf } from '../../values/text.ts';
import { isTrue, type Value } from '../../values/value.ts';
import { flagArg, itemsOf, stringArg } from '../arguments.ts';
import { checkPattern, patternProgram } from '../filters/regex.ts';
import { type Call, type Routine, type Routines, required, routine } from '../routine.ts';
import type { Comparison } from '../syntax.ts';

/** How something compares with something else. */
export const comparisonTests: Routines = {
  ...named(['eq', '==', 'equalto'], comparing('==')),
  ...named(['ne', '!='], comparing('!=')),
  ...named(['lt', '<', 'lessthan'], comparing('<')),
  ...named(['le', '<='], comparing('<=')),
  ...named(['gt', '>', 'greaterthan'], comparing('>')),
  ...named(['ge', '>='], comparing('>=')),
  in: comparing('in'),
  contains: compared(contains),
  odd: routine('', ({ input, meter }) => equals(calculate('%', input, 2, meter), 1, meter)),
  even: routine('', ({ input, meter }) => equals(calculate('%', input, 2, meter), 0, meter)),
  divisibleby: compared((a, b, meter) => equals(calculate('%', a, b, meter), 0, meter)),
  lower: routine('', ({ input, meter }) => isCased(textOf(input, meter), (text) => text.toLowerCase())),
  upper: routine('', ({ input, meter }) => isCased(textOf(input, meter), (text) => text.toUpperCase())),
  ...named(['subset', 'issubset'], compared(isSubset)),
  ...named(
    ['superset', 'issuperset'],
    compared((a, b, meter) => isSubset(b, a, meter)),
  ),
  any: routine('', ({ input, meter }) => itemsOf(input, meter).some(isTrue)),
  all: routine('', ({ input, meter }) => itemsOf(input, meter).every(isTrue)),
  truthy: routine('convert_bool?', (call) => isTruthy(call)),
  falsy: routine('convert_bool?', (call) => !isTruthy(call)),
  match: routine('pattern? ignorecase? multiline?', (call) => matches(call, 'match'), {
    check: checkPattern,
  }),
  search: routine('pattern? ignorecase? multiline?', (call) => matches(call, 'search'), {
    check: checkPattern,
  }),
  regex: routine(
    'pattern? ignorecase? multiline? match_type?',
    (call) => matches(call, anchorIn(call.args[3])),
    {
      check: checkPattern,
    },
  ),
};

function named(names: readonly string[], test: Routine): Routines {
  return Object.fromEntries(names.map((name) => [name, test]));
}

function compared(test: (a: Value, b: Value, meter: Meter) => boolean): Routine {
  return routine('other', (call) => test(call.input, required(call, 0), call.meter));
}

function comparing(operator: Comparison): Routine {
  return compared((a, b, meter) => holds(operator, a, b, meter));
}

/** All letters have this case and there is at least one. */
function isCased(text: string, convert: (text: string) => string): boolean {
  return convert(text) === text && text.toLowerCase() !== text.toUpperCase();
}

function isSubset(a: Value, b: Value, meter: Meter): boolean {
  const others = identitiesOf(itemsOf(b, meter), meter);
  return itemsOf(a, meter).every((item) => others.has(identityOf(item, meter)));
}

const falseWords: ReadonlySet<string> = new Set(['n', 'no', 'off', '0', 'f', 'false']);

function isTruthy({ input, args: [convert] }: Call): boolean {
  if (flagArg(convert) && typeof input === 'string' && falseWords.has(input.toLowerCase().trim()))
    return false;
  return isTrue(input);
}

const anchors: readonly Anchor[] = ['search', 'match', 'fullmatch'];

function anchorIn(name: Value | undefined): Anchor {
  const wanted = stringArg(name, 'search');
  const anchor = anchors.find((one) => one === wanted);
  if (anchor === undefined) throw new Fault('type', `\`match_type\` is one of ${anchors.join(', ')}`);
  return anchor;
}

function matches({ input, args: [pattern, ignoreCase, multiline], meter }: Call, anchor: Anchor): boolean {
  const program = patternProgram(pattern, ignoreCase, multiline, meter);
  return firstMatch(program, textOf(input, meter), anchor, meter) !== undefined;
}

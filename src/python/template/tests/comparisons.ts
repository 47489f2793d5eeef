import { Fault } from '../../fault.ts';
import { type Anchor, firstMatch } from '../../regex/use.ts';
import { calculate } from '../../values/arithmetic.ts';
import { contains, equals, identityOf, order } from '../../values/compare.ts';
import { textOf } from '../../values/text.ts';
import { isTrue, type Value } from '../../values/value.ts';
import { flagArg, itemsOf, stringArg } from '../arguments.ts';
import { checkPattern, patternProgram } from '../filters/regex.ts';
import { type Call, type Routine, type Routines, required, routine } from '../routine.ts';

/** How something compares with something else. */
export const comparisonTests: Routines = new Map([
  ...['eq', '==', 'equalto'].map(
    (name) => [name, compared((a, b, { meter }) => equals(a, b, meter))] as const,
  ),
  ...['ne', '!='].map((name) => [name, compared((a, b, { meter }) => !equals(a, b, meter))] as const),
  ...['lt', '<', 'lessthan'].map(
    (name) => [name, compared((a, b, { meter }) => order(a, b, meter) < 0)] as const,
  ),
  ...['le', '<='].map((name) => [name, compared((a, b, { meter }) => order(a, b, meter) <= 0)] as const),
  ...['gt', '>', 'greaterthan'].map(
    (name) => [name, compared((a, b, { meter }) => order(a, b, meter) > 0)] as const,
  ),
  ...['ge', '>='].map((name) => [name, compared((a, b, { meter }) => order(a, b, meter) >= 0)] as const),
  ['in', compared((a, b, { meter }) => contains(b, a, meter))],
  ['contains', compared((a, b, { meter }) => contains(a, b, meter))],
  ['odd', routine('', ({ input, meter }) => equals(calculate('%', input, 2, meter), 1, meter))],
  ['even', routine('', ({ input, meter }) => equals(calculate('%', input, 2, meter), 0, meter))],
  ['divisibleby', compared((a, b, { meter }) => equals(calculate('%', a, b, meter), 0, meter))],
  ['lower', routine('', ({ input, meter }) => isCased(textOf(input, meter), (text) => text.toLowerCase()))],
  ['upper', routine('', ({ input, meter }) => isCased(textOf(input, meter), (text) => text.toUpperCase()))],
  ['subset', compared((a, b, call) => isSubset(a, b, call))],
  ['issubset', compared((a, b, call) => isSubset(a, b, call))],
  ['superset', compared((a, b, call) => isSubset(b, a, call))],
  ['issuperset', compared((a, b, call) => isSubset(b, a, call))],
  ['any', routine('', ({ input, meter }) => itemsOf(input, meter).some(isTrue))],
  ['all', routine('', ({ input, meter }) => itemsOf(input, meter).every(isTrue))],
  ['truthy', routine('convert_bool?', (call) => isTruthy(call))],
  ['falsy', routine('convert_bool?', (call) => !isTruthy(call))],
  [
    'match',
    routine('pattern? ignorecase? multiline?', (call) => matches(call, 'match'), { check: checkPattern }),
  ],
  [
    'search',
    routine('pattern? ignorecase? multiline?', (call) => matches(call, 'search'), { check: checkPattern }),
  ],
  [
    'regex',
    routine('pattern? ignorecase? multiline? match_type?', (call) => matches(call, anchorIn(call.args[3])), {
      check: checkPattern,
    }),
  ],
]);

function compared(holds: (a: Value, b: Value, call: Call) => boolean): Routine {
  return routine('other', (call) => holds(call.input, required(call, 0), call));
}

/** All letters have this case and there is at least one. */
function isCased(text: string, convert: (text: string) => string): boolean {
  return convert(text) === text && text.toLowerCase() !== text.toUpperCase();
}

function isSubset(a: Value, b: Value, { meter }: Call): boolean {
  const others = new Set(itemsOf(b, meter).map((item) => identityOf(item, meter)));
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

import { Fault } from '../error.ts';
import type { Meter } from '../limits.ts';
import { itemAt } from '../present.ts';
import type { Arithmetic } from '../syntax.ts';
import { exact } from './number.ts';
import { percentFormat } from './percent-format.ts';
import { isList, isMapping, kindOf, known, type Value } from './value.ts';

/** Python's operators: `7 // 2`, `'ab' * 2`, `[1] + [2]`, `'%s' % x`. */
export function calculate(operator: Arithmetic, a: Value, b: Value, meter: Meter): Value {
  const left = known(a);
  const right = known(b);
  meter.step();
  const x = asNumber(left);
  const y = asNumber(right);
  if (x !== undefined && y !== undefined) return numeric(operator, x, y);
  if (operator === '+') return add(left, right, meter);
  if (operator === '*') return repeat(left, right, x, y, meter);
  if (operator === '%' && typeof left === 'string') {
    return percentFormat(left, [right], isMapping(right) ? right : undefined, meter);
  }
  throw misfit(operator, left, right);
}

/** `-x` and `+x`. */
export function signed(operator: '-' | '+', value: Value): number {
  const number = asNumber(known(value));
  if (number === undefined) throw new Fault('type', `cannot put \`${operator}\` before ${kindOf(value)}`);
  // Not -0, which would print like nothing that Python has for integers.
  return operator === '-' ? 0 - number : number;
}

function asNumber(value: Value): number | undefined {
  if (typeof value === 'boolean') return Number(value);
  return typeof value === 'number' ? exact(value) : undefined;
}

function numeric(operator: Arithmetic, x: number, y: number): number {
  switch (operator) {
    case '+':
      return exact(x + y);
    case '-':
      return exact(x - y);
    case '*':
      return exact(x * y);
    case '**':
      return exact(power(x, y));
    case '/':
      return exact(x / divisor(y));
    case '//':
      // Not by rounding a quotient, which may already have been rounded up.
      return exact((x - modulo(x, divisor(y))) / y);
    case '%':
      return modulo(x, divisor(y));
  }
}

function divisor(y: number): number {
  if (y === 0) throw new Fault('type', 'cannot divide by zero');
  return y;
}

/** The remainder with the sign of the divisor. */
function modulo(x: number, y: number): number {
  const rest = x % y;
  return rest !== 0 && rest < 0 !== y < 0 ? rest + y : rest + 0;
}

function power(x: number, y: number): number {
  if (x === 0 && y < 0) throw new Fault('type', 'cannot raise zero to a negative power');
  return x ** y;
}

function add(a: Value, b: Value, meter: Meter): Value {
  if (typeof a === 'string' && typeof b === 'string') {
    meter.text(a.length + b.length);
    return a + b;
  }
  if (isList(a) && isList(b)) {
    meter.step(a.length + b.length);
    return [...a, ...b];
  }
  throw misfit('+', a, b);
}

function repeat(a: Value, b: Value, x: number | undefined, y: number | undefined, meter: Meter): Value {
  const [what, times] = y === undefined ? [b, x] : [a, y];
  if (times === undefined || !Number.isInteger(times)) throw misfit('*', a, b);
  const count = Math.max(0, times);
  if (typeof what === 'string') {
    meter.text(what.length * count);
    return what.repeat(count);
  }
  if (!isList(what)) throw misfit('*', a, b);
  meter.step(what.length * count);
  return Array.from({ length: what.length * count }, (_, index) => itemAt(what, index % what.length));
}

function misfit(operator: Arithmetic, a: Value, b: Value): Fault {
  return new Fault('type', `cannot apply \`${operator}\` to ${kindOf(a)} and ${kindOf(b)}`, {
    hint: wayOut(operator, a, b),
  });
}

function wayOut(operator: Arithmetic, a: Value, b: Value): string | undefined {
  const operands = [a, b];
  if (operator === '+' && operands.some(isMapping)) return 'merge mappings with `a | combine(b)`';
  if (operands.some((operand) => typeof operand === 'string')) {
    return operator === '+'
      ? 'join text with `~`, or turn the string into a number with `| int`'
      : 'turn the string into a number with `| int` or `| float`';
  }
  return operator === '-' && operands.every(isList) ? 'use `a | difference(b)`' : undefined;
}

import { Fault } from '../fault.ts';
import type { Meter } from '../meter.ts';
import { itemAt } from '../present.ts';
import type { Arithmetic } from '../template/syntax.ts';
import { numberFrom, type PythonNumber, pythonNumberIn } from './number.ts';
import { percentFormat } from './percent-format.ts';
import { isList, isMapping, isThing, kindOf, known, type Value } from './value.ts';

/** Python's operators: `7 // 2`, `'ab' * 2`, `[1] + [2]`, `'%s' % x`. */
export function calculate(operator: Arithmetic, a: Value, b: Value, meter: Meter): Value {
  const left = known(a);
  const right = known(b);
  meter.step();
  const x = pythonNumberIn(left);
  const y = pythonNumberIn(right);
  if (x !== undefined && y !== undefined) return numberFrom(numeric(operator, x, y));
  if (operator === '+' || operator === '-') {
    const made = operated(operator, left, right);
    if (made !== undefined) return made;
  }
  if (operator === '+') return add(left, right, meter);
  if (operator === '*') return repeat(left, right, meter);
  if (operator === '%' && typeof left === 'string') {
    return percentFormat(left, [right], isMapping(right) ? right : undefined, meter);
  }
  throw misfit(operator, left, right);
}

/** The left one is asked first, and where it makes nothing of the two, the right one. */
function operated(operator: '+' | '-', left: Value, right: Value): Value | undefined {
  const made = isThing(left) ? left.operate?.(operator, right, 'left') : undefined;
  return made ?? (isThing(right) ? right.operate?.(operator, left, 'right') : undefined);
}

/** `-x` and `+x`. */
export function signed(operator: '-' | '+', value: Value): Value {
  const given = pythonNumberIn(known(value));
  if (given === undefined) throw new Fault('type', `cannot put \`${operator}\` before ${kindOf(value)}`);
  if (operator === '+') return numberFrom(given);
  // Not -0, which would print like nothing that Python has for integers.
  return numberFrom({ ...given, number: given.isFloat ? -given.number : 0 - given.number });
}

function numeric(
  operator: Arithmetic,
  { number: x, ...a }: PythonNumber,
  { number: y, ...b }: PythonNumber,
): PythonNumber {
  const isFloat = a.isFloat || b.isFloat;
  switch (operator) {
    case '+':
      return { number: x + y, isFloat };
    case '-':
      return { number: x - y, isFloat };
    case '*':
      return { number: x * y, isFloat };
    case '**':
      return { number: power(x, y), isFloat: isFloat || y < 0 };
    case '/':
      return { number: x / divisor(y), isFloat: true };
    case '//':
      // Not by rounding a quotient, which may already have been rounded up.
      return { number: (x - modulo(x, divisor(y))) / y, isFloat };
    case '%':
      return { number: modulo(x, divisor(y)), isFloat };
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
  const result = x ** y;
  if (!Number.isFinite(result) && Number.isFinite(x) && Number.isFinite(y))
    throw new Fault('type', 'the result is not a finite number');
  return result;
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

function repeat(a: Value, b: Value, meter: Meter): Value {
  const y = pythonNumberIn(b);
  const [what, times] = y === undefined ? [b, pythonNumberIn(a)] : [a, y];
  if (times === undefined || times.isFloat) throw misfit('*', a, b);
  const count = Math.max(0, times.number);
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
  if (operands.some((operand) => isThing(operand) && operand.operate !== undefined))
    return 'times come from text by `| to_datetime`, all with a zone or all without; one minus another is a span';
  if (operator === '+' && operands.some(isMapping)) return 'merge mappings with `a | combine(b)`';
  if (operands.some((operand) => typeof operand === 'string')) {
    return operator === '+'
      ? 'join text with `~`, or turn the string into a number with `| int`'
      : 'turn the string into a number with `| int` or `| float`';
  }
  return operator === '-' && operands.every(isList) ? 'use `a | difference(b)`' : undefined;
}

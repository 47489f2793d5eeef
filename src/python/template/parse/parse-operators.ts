import { itemAt } from '../../present.ts';
import type { Arithmetic, Comparison, Operand, Term } from '../syntax.ts';
import type { Cursor } from './cursor.ts';
import { parseChain } from './parse-chain.ts';

/**
 * Jinja's operators, loosest first: `a if b else c`, `or`, `and`, `not`, comparisons, `+ -`, `~`, `* / // %`, `**`,
 * signs. All go from the left, `**` too.
 */
export function parseTerm(cursor: Cursor): Term {
  return cursor.nested(() => parseChoice(cursor));
}

/** A term without `if`, for where an `if` means something else. */
export function parseTermBeforeIf(cursor: Cursor): Term {
  return cursor.nested(() => parseOr(cursor));
}

/** One term, or several with commas between, which are a list. */
export function parseTuple(cursor: Cursor, parseOne: (cursor: Cursor) => Term = parseTerm): Term {
  const first = parseOne(cursor);
  if (!cursor.is(',')) return first;
  const items = [first];
  while (cursor.accept(',') !== undefined && cursor.peek().kind !== 'end') items.push(parseOne(cursor));
  return { kind: 'list', items, tuple: true, offset: first.offset };
}

function parseChoice(cursor: Cursor): Term {
  const then = parseOr(cursor);
  if (cursor.accept('if') === undefined) return then;
  const when = parseOr(cursor);
  const otherwise = cursor.accept('else') === undefined ? undefined : parseTerm(cursor);
  return { kind: 'choice', when, then, otherwise, offset: then.offset };
}

function parseOr(cursor: Cursor): Term {
  return parseLogic(cursor, 'or', (inner) => parseLogic(inner, 'and', parseNot));
}

function parseLogic(cursor: Cursor, kind: 'and' | 'or', parseOperand: (cursor: Cursor) => Term): Term {
  const operands = [parseOperand(cursor)];
  while (cursor.accept(kind) !== undefined) operands.push(parseOperand(cursor));
  return flat(kind, operands);
}

function flat(kind: 'and' | 'or' | 'join', operands: readonly Term[]): Term {
  const first = itemAt(operands, 0);
  return operands.length === 1 ? first : { kind, operands, offset: first.offset };
}

function parseNot(cursor: Cursor): Term {
  const word = cursor.accept('not');
  if (word === undefined) return parseComparison(cursor);
  return { kind: 'not', operand: cursor.nested(() => parseNot(cursor)), offset: word.offset };
}

const comparisons: readonly Comparison[] = ['==', '!=', '<', '<=', '>', '>=', 'in'];

function parseComparison(cursor: Cursor): Term {
  const first = parseSum(cursor);
  const rest: Operand<Comparison>[] = [];
  for (;;) {
    const { offset } = cursor.peek();
    const operator = acceptComparison(cursor);
    if (operator === undefined) break;
    rest.push({ operator, term: parseSum(cursor), offset });
  }
  return rest.length === 0 ? first : { kind: 'compare', first, rest, offset: first.offset };
}

function acceptComparison(cursor: Cursor): Comparison | undefined {
  if (cursor.is('not') && cursor.is('in', 1)) {
    cursor.take();
    cursor.take();
    return 'not in';
  }
  return comparisons.find((operator) => cursor.accept(operator) !== undefined);
}

function parseSum(cursor: Cursor): Term {
  return parseArithmetic(cursor, ['+', '-'], parseJoin);
}

function parseJoin(cursor: Cursor): Term {
  const operands = [parseProduct(cursor)];
  while (cursor.accept('~') !== undefined) operands.push(parseProduct(cursor));
  return flat('join', operands);
}

function parseProduct(cursor: Cursor): Term {
  return parseArithmetic(cursor, ['*', '/', '//', '%'], parsePower);
}

function parsePower(cursor: Cursor): Term {
  return parseArithmetic(cursor, ['**'], (inner) => parseChain(inner, parseTerm));
}

function parseArithmetic(
  cursor: Cursor,
  operators: readonly Arithmetic[],
  parseOperand: (cursor: Cursor) => Term,
): Term {
  const first = parseOperand(cursor);
  const rest: Operand<Arithmetic>[] = [];
  for (;;) {
    const { offset } = cursor.peek();
    const operator = operators.find((one) => cursor.accept(one) !== undefined);
    if (operator === undefined) break;
    rest.push({ operator, term: parseOperand(cursor), offset });
  }
  return rest.length === 0 ? first : { kind: 'arithmetic', first, rest, offset: first.offset };
}

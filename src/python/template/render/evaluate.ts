import { Fault } from '../../fault.ts';
import { calculate, signed } from '../../values/arithmetic.ts';
import { holds, keyOf } from '../../values/compare.ts';
import { percentFormat } from '../../values/percent-format.ts';
import { textOf } from '../../values/text.ts';
import { isList, isTrue, kindOf, known, mappingOf, nothingValue, type Value } from '../../values/value.ts';
import type { Term } from '../syntax.ts';
import { called, evaluateArgs, evaluateChain } from './chain.ts';
import { invoke } from './invoke.ts';
import { type Context, localOf } from './rendering.ts';
import { placeOf, valueAt } from './variable.ts';

/** The value of a term. What is undefined is a value here; it becomes an error where it is used. */
export function evaluate(term: Term, context: Context): Value {
  const { meter } = context.rendering;
  meter.step();
  return meter.nested(() => evaluateTerm(term, context));
}

function evaluateTerm(term: Term, context: Context): Value {
  const { rendering } = context;
  rendering.meter.at = term.offset;
  switch (term.kind) {
    case 'constant':
      return term.value;
    case 'name':
      return valueAt(placeOf(term.name, term.offset, context), rendering);
    case 'list':
      return term.items.map((item) => evaluate(item, context));
    case 'mapping':
      return mappingOf(
        term.entries.map(([key, value]) => [evaluateKey(key, context), evaluate(value, context)] as const),
      );
    case 'sign':
      return signed(term.operator, evaluate(term.operand, context));
    case 'not':
      return !isTrue(evaluate(term.operand, context));
    case 'and':
    case 'or':
      return evaluateLogic(term.operands, term.kind === 'or', context);
    case 'join':
      return evaluateJoin(term.operands, context);
    case 'arithmetic':
      return evaluateArithmetic(term, context);
    case 'compare':
      return evaluateComparison(term, context);
    case 'choice':
      return evaluateChoice(term, context);
    case 'call':
      return evaluateCall(term, context);
    case 'chain':
      return evaluateChain(term, context, evaluate);
  }
}

type TermOf<Kind extends Term['kind']> = Term & { readonly kind: Kind };

function evaluateKey(term: Term, context: Context): string {
  const value = known(evaluate(term, context));
  const key = keyOf(value);
  if (key === undefined) throw new Fault('type', `${kindOf(value)} cannot be a key`, { offset: term.offset });
  return key;
}

/** Python gives the operand that decided, not a boolean made of it. */
function evaluateLogic(operands: readonly Term[], decider: boolean, context: Context): Value {
  let value: Value = null;
  for (const operand of operands) {
    value = evaluate(operand, context);
    context.rendering.meter.at = operand.offset;
    if (operand !== operands.at(-1) && isTrue(value) === decider) break;
  }
  return value;
}

function evaluateJoin(operands: readonly Term[], context: Context): Value {
  const { meter } = context.rendering;
  const parts = operands.map((operand) => textOf(evaluate(operand, context), meter));
  meter.text(parts.reduce((length, part) => length + part.length, 0));
  return parts.join('');
}

function evaluateArithmetic({ first, rest }: TermOf<'arithmetic'>, context: Context): Value {
  const { meter } = context.rendering;
  return rest.reduce(
    (value, { operator, term, offset }) => {
      const operand = evaluate(term, context);
      meter.at = offset;
      // `'%s of %s' % (a, b)` takes the items one by one, `'%s' % list` the list as a whole.
      const isTuple = term.kind === 'list' && term.tuple && isList(operand);
      if (operator === '%' && typeof value === 'string' && isTuple)
        return percentFormat(value, operand, undefined, meter);
      return calculate(operator, value, operand, meter);
    },
    evaluate(first, context),
  );
}

function evaluateComparison({ first, rest }: TermOf<'compare'>, context: Context): Value {
  let left = evaluate(first, context);
  for (const { operator, term, offset } of rest) {
    const right = evaluate(term, context);
    context.rendering.meter.at = offset;
    if (!holds(operator, left, right, context.rendering.meter)) return false;
    left = right;
  }
  return true;
}

function evaluateChoice({ when, then, otherwise, offset }: TermOf<'choice'>, context: Context): Value {
  if (isTrue(evaluate(when, context))) return evaluate(then, context);
  if (otherwise !== undefined) return evaluate(otherwise, context);
  return nothingValue('the condition of an `if` without `else` is false', offset, () => 'add `else`');
}

function evaluateCall({ name, args, offset }: TermOf<'call'>, context: Context): Value {
  const given = evaluateArgs(args, context, evaluate);
  context.rendering.meter.at = offset;
  const own = localOf(context.locals, name);
  if (own !== undefined) return called(own, given, name, context);
  return invoke({ kind: 'function', name }, null, given, context.rendering);
}

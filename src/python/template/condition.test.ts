import { expect, test } from 'vitest';
import type { JsonObject } from '../../model/values/json.ts';
import type { Result } from '../fault.ts';
import { parseExpression } from './parse/parse.ts';
import { evaluate, evaluateCondition } from './render/render.ts';
import { valueScope } from './scope.ts';

function condition(text: string, values: JsonObject = {}): Result<boolean> {
  const parsed = parseExpression(text);
  return parsed.ok ? evaluateCondition(parsed.value, valueScope(values)) : parsed;
}

test('backslashes mean something here', () => {
  expect(condition("x == '\\t'", { x: '\t' })).toEqual({ ok: true, value: true });
});

test.for([
  ['x > 1', true],
  ["word is defined and word != 'a'", true],
  ['missing is defined', false],
  ['not x', false],
  ['true', true],
  [' x == 5 ', true],
  [
    "word.removeprefix('y') == 'es' and word.removesuffix('s') == 'ye' and word.removesuffix('') == word",
    true,
  ],
] as const)('%s', ([text, value]) => {
  expect(condition(text, { x: 5, word: 'yes' })).toEqual({ ok: true, value });
});

test.for([
  ['x', 'the condition gives a number, not true or false', 'compare it, as in `x > 0`, or add `| bool`'],
  [
    'word',
    'the condition gives a string, not true or false',
    'add `| bool` if it is a word such as yes, or `| length > 0` to ask whether there is any text',
  ],
  [
    'list',
    'the condition gives a list, not true or false',
    'add `| length > 0` to ask whether there is anything in it',
  ],
  [
    '{}',
    'the condition gives a mapping, not true or false',
    'add `| length > 0` to ask whether there is anything in it',
  ],
  [
    'none',
    'the condition gives none, not true or false',
    'add `is not none`, or give it a value with `| default(false)`',
  ],
  ['x and word', 'the condition gives a string, not true or false', undefined],
] as const)('%s is no condition', ([text, message, hint]) => {
  const result = condition(text, { x: 5, word: 'yes', list: [] });
  expect(result).toMatchObject({ ok: false, error: { kind: 'type', message } });
  if (hint !== undefined) expect(result).toMatchObject({ error: { hint } });
});

test.for([
  ['{{ x }} == 5', true],
  ['{{ x == 5 }}', true],
  ["{{ digits }} == 5 and '{{ digits }}' == '5'", true],
  ["{{ words[0] }} or 'y' in {{ list }}", true],
  ["{'a': {{ x }}}.a == {{ x }}", true],
  ["word == 'y{{ none }}{{ \"e\" }}s' and word != '{{ word }}{{ x }}'", true],
  ['"it is {{ word | upper }}, {{ [true] }}" == "it is YES, [True]"', true],
  ["'{{ missing }}' is defined", undefined],
] as const)('what is between braces in an expression is a value: %s', ([text, value]) => {
  const values = { x: 5, digits: '5', word: 'yes', words: ['False'], list: ['x', 'y'] };
  const result = condition(text, values);
  if (value === undefined) expect(result).toMatchObject({ ok: false, error: { kind: 'undefined' } });
  else expect(result).toEqual({ ok: true, value });
});

test('what comes out of braces never becomes a part of the expression', () => {
  const hostile = "1 == 1 or lookup('pipe', 'id')";
  for (const text of ['{{ said }}', 'x == {{ said }}', '{{ said }} is defined'])
    expect(condition(text, { x: 5, said: hostile })).toMatchObject({
      ok: false,
      error: { kind: 'type', message: expect.stringContaining('would become a part of the expression') },
    });
  expect(condition("'{{ said }}' == said", { said: "' or '1' == '1" })).toEqual({ ok: true, value: true });
});

test('an undefined name is an error, not false', () => {
  expect(condition('missing')).toMatchObject({ ok: false, error: { kind: 'undefined' } });
  expect(condition("'a' if false")).toMatchObject({ ok: false, error: { kind: 'undefined' } });
});

test('an expression gives a value of any kind', () => {
  const parsed = parseExpression('list | map("string") | list');
  expect(parsed.ok && evaluate(parsed.value, valueScope({ list: [1, 2] }))).toEqual({
    ok: true,
    value: ['1', '2'],
  });
});

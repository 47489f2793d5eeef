import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ParamsSchema, PropertySchema } from '../model/params/params-schema.ts';
import type { JsonValue } from '../model/values/json.ts';
import type { Position } from '../model/values/position.ts';
import type { Tree } from '../model/values/tree.ts';
import type { Result } from '../python/fault.ts';
import { type Evaluator, OMIT, resolveParams } from './params.ts';

const at = (column: number): Position => ({ file: 'f', line: 1, column });
const plain = (value: null | boolean | number | string, text = String(value ?? '')): Tree => ({
  kind: 'scalar',
  value,
  text,
  plain: true,
  at: at(9),
});
const quoted = (text: string): Tree => ({ kind: 'scalar', value: text, text, plain: false, at: at(9) });
const list = (...items: readonly Tree[]): Tree => ({ kind: 'list', items, at: at(8) });
const map = (entries: Readonly<Record<string, Tree>>): Tree => ({
  kind: 'map',
  at: at(1),
  entries: Object.entries(entries).map(([key, value]) => ({ key, keyAt: at(2), value })),
});

const values: Readonly<Record<string, JsonValue>> = {
  '{{ omit }}': OMIT,
  '{{ five }}': 5,
  '{{ yes }}': 'yes',
  '{{ list }}': ['a', OMIT, { x: OMIT, y: 1 }],
  '{{ names }}': ['a', 'b'],
  '{% if x %}a{% endif %}': 'a',
  'a{# b #}': 'a',
  true: true,
  'a == 1': true,
  'b == 1': false,
  five: 5,
};

const lookUp = (text: string): Result<JsonValue> => {
  const value = values[text];
  const message = `\`${text}\` is not defined`;
  return value === undefined
    ? { ok: false, error: { kind: 'type', message, offset: 0, hint: 'define it' } }
    : { ok: true, value };
};
const evaluator: Evaluator = {
  render: lookUp,
  expression: lookUp,
  condition: (text) => {
    const found = lookUp(text);
    return found.ok ? { ok: true, value: found.value === true } : found;
  },
};

function schemaOf(
  properties: Readonly<Record<string, Partial<PropertySchema>>>,
  more: Partial<ParamsSchema> = {},
): ParamsSchema {
  const all = Object.entries(properties).map(
    ([name, property]) => [name, { type: 'string', description: name, ...property }] as const,
  );
  return { properties: Object.fromEntries(all), ...more };
}

const schema = schemaOf({
  text: { aliases: ['words'] },
  flag: { type: 'boolean' },
  count: { type: 'integer' },
  mode: { type: 'mode' },
  wait: { type: 'duration' },
  path: { type: 'path' },
  names: { type: 'strings' },
  one: { type: 'condition' },
  all: { type: 'conditions' },
  value: { type: 'expression' },
  options: { type: 'map' },
  free: { type: 'any' },
});

test.for<[string, Readonly<Record<string, Tree>>, JsonValue]>([
  ['nothing', {}, {}],
  ['plain text keeps its text', { text: plain(1.1, '1.10') }, { text: '1.10' }],
  ['an alias', { words: plain('a') }, { text: 'a' }],
  ['words for booleans', { flag: plain('yes') }, { flag: true }],
  ['octal', { mode: plain(644, '0644') }, { mode: '0644' }],
  ['a time', { wait: plain('5m') }, { wait: 300_000 }],
  [
    'a template gives the value itself',
    { count: quoted('{{ five }}'), text: quoted('{{ five }}') },
    { text: '5', count: 5 },
  ],
  ['a plain template', { text: plain('{% if x %}a{% endif %}') }, { text: 'a' }],
  ['a comment of a template', { text: plain('a{# b #}') }, { text: 'a' }],
  ['a word from a template', { flag: quoted('{{ yes }}') }, { flag: true }],
  ['omit', { text: quoted('{{ omit }}'), count: plain(1) }, { count: 1 }],
  ['omit inside', { free: quoted('{{ list }}') }, { free: ['a', { y: 1 }] }],
  [
    'omit in written values',
    { free: list(quoted('{{ omit }}'), plain(1)), options: map({ a: quoted('{{ omit }}'), b: plain(2) }) },
    { free: [1], options: { b: 2 } },
  ],
  [
    'texts',
    { names: list(plain(1.1, '1.10'), plain('yes'), quoted('{{ five }}')) },
    { names: ['1.10', 'yes', '5'] },
  ],
  ['texts with commas', { names: quoted('a,b') }, { names: ['a', 'b'] }],
  ['texts from a template', { names: quoted('{{ names }}') }, { names: ['a', 'b'] }],
  ['a condition', { one: plain('a == 1') }, { one: { text: 'a == 1', holds: true } }],
  ['a condition that is true', { one: plain(true, 'true') }, { one: { text: 'true', holds: true } }],
  [
    'conditions',
    { all: list(plain('a == 1'), plain('b == 1')) },
    {
      all: [
        { text: 'a == 1', holds: true },
        { text: 'b == 1', holds: false },
      ],
    },
  ],
  ['one of conditions', { all: plain('b == 1') }, { all: [{ text: 'b == 1', holds: false }] }],
  ['an expression', { value: plain('five') }, { value: { text: 'five', value: 5 } }],
  [
    'values of any kind',
    { free: map({ a: plain(1.1, '1.10'), b: plain(null), c: plain(644, '0644'), d: plain(true) }) },
    { free: { a: 1.1, b: null, c: '0644', d: true } },
  ],
])('%s', ([, written, params]) => {
  const resolved = resolveParams(schema, map(written), evaluator);
  expect(resolved).toEqual({ ok: true, params });
  if (resolved.ok) expect(Object.getPrototypeOf(resolved.params)).toBeNull();
});

test.for<[string, Tree, readonly string[]]>([
  [
    'every failure at once',
    map({ count: plain('x'), nope: plain(1), path: plain('a') }),
    [
      '`count` must be a whole number, not `x` at 9',
      'there is no parameter `nope` at 2',
      '`path` must be an absolute path, not `a` at 9 (a path on a host starts with `/`)',
    ],
  ],
  [
    'both names',
    map({ text: plain('a'), words: plain('b') }),
    ['`text` and `words` cannot be given together at 1'],
  ],
  [
    'a template',
    map({ text: quoted('{{ gone }}') }),
    ['`text` cannot be rendered: `{{ gone }}` is not defined at 9 (define it)'],
  ],
  [
    'a template inside',
    map({ free: list(map({ a: quoted('{{ gone }}') })) }),
    ['`free` cannot be rendered: `{{ gone }}` is not defined at 9 (define it)'],
  ],
  [
    'a condition',
    map({ one: plain('gone') }),
    ['`one` cannot be evaluated: `gone` is not defined at 9 (define it)'],
  ],
  [
    'one of conditions',
    map({ all: list(plain('gone')) }),
    ['`all` cannot be evaluated: `gone` is not defined at 9 (define it)'],
  ],
  [
    'no condition at all',
    map({ one: plain(null), all: map({}) }),
    [
      '`one` has no value at 9 (give one, or remove the line)',
      '`all` must be conditions, not a mapping at 1 (write each one as an item of its own)',
    ],
  ],
  ['parameters that are none', list(), ['the parameters must be a mapping at 8']],
  ['parameters that are a text', plain('x'), ['the parameters must be a mapping at 9']],
])('failing: %s', ([, tree, expected]) => {
  const resolved = resolveParams(schema, tree, evaluator);
  const told = resolved.ok
    ? []
    : resolved.failures.map(
        (failure) =>
          `${failure.message} at ${failure.at.column}${failure.hint === undefined ? '' : ` (${failure.hint})`}`,
      );
  expect(told).toEqual(expected);
});

test('nothing at all is no parameters', () => {
  expect(resolveParams(schema, plain(null), evaluator)).toEqual({ ok: true, params: {} });
});

test('what omit drops counts as not given', () => {
  const needed = schemaOf({ a: { required: true }, b: {}, c: {} }, { oneOf: [['b', 'c']] });
  const written = map({ a: quoted('{{ omit }}'), b: plain('x'), c: quoted('{{ omit }}') });
  expect(resolveParams(needed, written, evaluator)).toEqual({
    ok: false,
    failures: [{ message: '`a` is missing', at: at(1), hint: undefined }],
  });
});

test('defaults are read as if the user had written them', () => {
  const withDefaults = schemaOf({
    wait: { type: 'duration', default: '90s' },
    state: { default: 'present' },
    names: { type: 'strings', default: ['a', 'b'] },
    options: { type: 'map', default: { a: { b: 1 } } },
    that: { type: 'condition', default: 'a == 1' },
    late: { default: '{{ omit }}' },
    kept: { type: 'boolean', default: true },
  });
  expect(resolveParams(withDefaults, map({ kept: plain('no') }), evaluator)).toEqual({
    ok: true,
    params: {
      kept: false,
      wait: 90_000,
      state: 'present',
      names: ['a', 'b'],
      options: { a: { b: 1 } },
      that: { text: 'a == 1', holds: true },
    },
  });
  expect(resolveParams(schemaOf({ a: { type: 'integer', default: 'x' } }), map({}), evaluator)).toMatchObject(
    {
      failures: [{ message: '`a` must be a whole number, not `x`' }],
    },
  );
});

test('a text from a template is given as it is', () => {
  const echo: Evaluator = { ...evaluator, render: (text) => ({ ok: true, value: text.slice(2) }) };
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const resolved = resolveParams(schema, map({ text: quoted(`{{${text}`) }), echo);
      expect(resolved).toEqual({ ok: true, params: { text } });
    }),
  );
});

test.for<readonly [string, Tree, number]>([
  ['a text', quoted('x'), 0],
  ['a template', quoted('{{ yes }}'), 2],
])(
  'parameters are made once for all hosts unless something in them is evaluated: %s',
  ([, text, evaluated]) => {
    let asked = 0;
    const counting: Evaluator = {
      ...evaluator,
      render: (each) => {
        asked += 1;
        return evaluator.render(each);
      },
    };
    const tree = map({ text });
    const [first, second] = [resolveParams(schema, tree, counting), resolveParams(schema, tree, counting)];
    expect(second).toEqual(first);
    expect(second === first).toBe(evaluated === 0);
    expect(asked).toBe(evaluated);
    // Another schema reads the same text anew.
    expect(resolveParams(schemaOf({ text: { type: 'integer' } }), tree, counting)).toMatchObject({
      ok: false,
    });
  },
);

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { floatOf, jsonObject, WholeFloat } from '../../model/values/json.ts';
import { Secret } from '../../model/values/secret.ts';
import { fromPlain, toPlain } from './plain.ts';

/** There and back through the text of JSON. */
function again(value: unknown): unknown {
  return fromPlain(JSON.parse(JSON.stringify(toPlain(value))));
}

test.for([
  ['a float that is whole', new WholeFloat(3)],
  ['a whole float below zero', new WholeFloat(-0)],
  ['a number that is none', Number.NaN],
  ['more than every number', Number.POSITIVE_INFINITY],
  [
    'a map in its order',
    new Map([
      ['b', 1],
      ['10', 2],
      ['9', 3],
    ]),
  ],
  ['a mapping that looks like a map', { $map: [['a', 1]] }],
  ['a mapping that looks like a float', { $float: '3.0' }],
  ['a key with two marks', { $$map: [], $: null }],
  ['nothing', null],
] as const)('%s stays what it is', ([, value]) => {
  expect(again(value)).toEqual(value);
});

test('a key called `__proto__` is a key', () => {
  const value = again(jsonObject([['__proto__', 1]])) as object;
  expect(Object.entries(value)).toEqual([['__proto__', 1]]);
});

test('what is undefined and what is secret is left out', () => {
  expect(toPlain({ a: undefined, b: new Secret('hush'), c: 1 })).toEqual({ c: 1 });
});

test('any data stays what it is', () => {
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(null, true, false),
      fc.string(),
      fc.integer(),
      fc.double().map(floatOf),
      fc.array(tie('value')),
      fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('$map', '$float', '$$')), tie('value')),
      fc.array(fc.tuple(fc.string(), tie('value'))).map((entries) => new Map(entries)),
    ),
  }));
  const holds = fc.property(value, (data) => {
    expect(again(data)).toEqual(data);
  });
  fc.assert(holds, { numRuns: 300 });
});

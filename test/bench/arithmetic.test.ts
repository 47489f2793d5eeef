import fc from 'fast-check';
import { expect, test } from 'vitest';
import { median, ratio, table } from './arithmetic.ts';

test.for<readonly [readonly number[], number]>([
  [[], Number.NaN],
  [[7], 7],
  [[3, 1, 2], 2],
  [[4, 1, 3, 2], 2.5],
  [[10, 9, 100], 10],
])('the median of %j is %d', ([values, expected]) => {
  expect(median(values)).toBe(expected);
});

test('no more than half are below the median, nor above it', () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { minLength: 1 }), (values) => {
      const middle = median(values);
      expect(values.filter((value) => value < middle).length * 2).toBeLessThanOrEqual(values.length);
      expect(values.filter((value) => value > middle).length * 2).toBeLessThanOrEqual(values.length);
    }),
  );
});

test.for<readonly [number, number | undefined, number | undefined]>([
  [2, 4, 0.5],
  [1, 3, 0.33],
  [5, 5, 1],
  [1, 0, undefined],
  [1, undefined, undefined],
])('%d in terms of %o is %o', ([value, base, expected]) => {
  expect(ratio(value, base)).toBe(expected);
});

test('words stand to the left, numbers to the right, each column as wide as its widest', () => {
  expect(
    table([
      ['who', 's', 'ratio'],
      ['a long name', '10.25', ''],
      ['b', '9', '1.00'],
    ]),
  ).toBe(['who              s  ratio', 'a long name  10.25', 'b                9   1.00'].join('\n'));
  expect(table([])).toBe('');
});

import { expect, test } from 'vitest';
import { jsonNumber, pythonNumber } from './float-text.ts';
import { WholeFloat } from './json.ts';

// As Python's `repr` and `json.dumps` answer.
test.for<[number | WholeFloat, string, string]>([
  [Number.NaN, 'nan', 'NaN'],
  [Number.POSITIVE_INFINITY, 'inf', 'Infinity'],
  [Number.NEGATIVE_INFINITY, '-inf', '-Infinity'],
  [new WholeFloat(-0), '-0.0', '-0.0'],
  [new WholeFloat(3), '3.0', '3.0'],
  [3, '3', '3'],
  [2.5, '2.5', '2.5'],
  [0.00001, '1e-05', '1e-05'],
  [0.0001, '0.0001', '0.0001'],
  [1.5e-7, '1.5e-07', '1.5e-07'],
  [new WholeFloat(1e16), '1e+16', '1e+16'],
  [new WholeFloat(-1e22), '-1e+22', '-1e+22'],
  [123456789.125, '123456789.125', '123456789.125'],
])('%s is %s, in JSON %s', ([value, shown, json]) => {
  expect([pythonNumber(value), jsonNumber(value)]).toEqual([shown, json]);
});

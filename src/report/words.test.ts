import { expect, test } from 'vitest';
import { counted, duration, named } from './words.ts';

test.for([
  [0, '0.0 s'],
  [340, '0.3 s'],
  [9_949, '9.9 s'],
  [9_951, '10 s'],
  [59_499, '59 s'],
  [59_500, '1 min 0 s'],
  [185_000, '3 min 5 s'],
  [3_599_000, '59 min 59 s'],
  [3_599_600, '1 h 0 min'],
  [7_800_000, '2 h 10 min'],
] as const)('%i ms are %s', ([ms, words]) => {
  expect(duration(ms)).toBe(words);
});

test.for([
  [0, '0 hosts'],
  [1, '1 host'],
  [2, '2 hosts'],
] as const)('%i: %s', ([count, words]) => {
  expect(counted(count, 'host')).toBe(words);
});

test.for([
  [[], ''],
  [['a'], 'a'],
  [['a', 'b', 'c', 'd', 'e'], 'a, b, c, d, e'],
  [['a', 'b', 'c', 'd', 'e', 'f'], 'a, b, c, d and 2 more'],
] as const)('%j are named as %s', ([names, words]) => {
  expect(named(names)).toBe(words);
});

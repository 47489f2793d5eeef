import { expect, test } from 'vitest';
import { counted, named } from './words.ts';

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

import { expect, test } from 'vitest';
import { counted, named, quotedLines } from './words.ts';

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

test.for([
  [['  a ', 'b'], '`a`, `b`'],
  [['a', 'b', 'c'], '`a`, `b`, `c`'],
  [['a', 'b', 'c', 'd', 'e'], '`a`, `b`, `c` and 2 lines more like that'],
] as const)('the lines %j are quoted as %s', ([lines, words]) => {
  expect(quotedLines(lines)).toBe(words);
});

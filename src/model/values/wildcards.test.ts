import { expect, test } from 'vitest';
import { matchesAnyOf } from './wildcards.ts';

test.for<[readonly string[], string, boolean]>([
  [['web*'], 'web1', true],
  [['web*'], 'db1', false],
  [['db?', 'web*'], 'web1', true],
  [['web*', '!web1'], 'web1', false],
  [['web*', '!web1'], 'web2', true],
  [['!web1', 'web*'], 'web2', true],
  [['!web1'], 'web2', false],
  [[], 'web1', false],
])('%j takes %s: %s', ([patterns, text, expected]) => {
  expect(matchesAnyOf(patterns, text)).toBe(expected);
});

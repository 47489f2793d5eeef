import fc from 'fast-check';
import { expect, test } from 'vitest';
import { indexLines } from './line-index.ts';

test.for<[number, number, number]>([
  [0, 1, 1],
  [2, 1, 3],
  [3, 2, 1],
  [4, 3, 1],
  [6, 3, 3],
  [99, 3, 3],
  [-1, 1, 1],
])('offset %i is line %i, column %i', ([offset, line, column]) => {
  expect(indexLines('ab\n\ncd', 'f')(offset)).toEqual({ file: 'f', line, column });
});

test('a place leads back to the character', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '\n', 'é') }), fc.nat(30), (text, offset) => {
      fc.pre(offset < text.length);
      const { line, column } = indexLines(text, 'f')(offset);
      expect(`${text.split('\n')[line - 1]}\n`[column - 1]).toBe(text[offset]);
    }),
  );
});

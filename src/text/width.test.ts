import { expect, test } from 'vitest';
import { fitted, padded, textWidth } from './width.ts';

test.for([
  ['', 0],
  ['node-1', 6],
  ['größe', 5],
  ['gro\u0308ße', 5],
  ['日本', 4],
  ['🙂', 2],
  ['…', 1],
] as const)('%s takes %i cells', ([text, width]) => {
  expect(textWidth(text)).toBe(width);
});

test.for([
  ['node-1', 6, 'node-1'],
  ['node-10', 6, 'node-…'],
  ['日本語', 4, '日…'],
  ['日本語', 6, '日本語'],
  ['a', 0, ''],
] as const)('%s in %i cells is %s', ([text, width, kept]) => {
  expect(fitted(text, width)).toBe(kept);
});

test('padding counts cells', () => {
  expect(padded('日本', 6)).toBe('日本  ');
  expect(padded('node-1', 3)).toBe('node-1');
});

import { expect, test } from 'vitest';
import { merged } from './merged.ts';

// As ansible-core's merge_hash does.
test.for([
  [undefined, { a: 1 }, { a: 1 }],
  [{ a: 1, b: 1 }, { b: 2 }, { a: 1, b: 2 }],
  [{ a: { x: 1, y: [1] } }, { a: { y: [2] } }, { a: { x: 1, y: [2] } }],
  [{ a: { x: 1 } }, { a: 'text' }, { a: 'text' }],
  [[1], { a: 1 }, { a: 1 }],
  [{ a: 1 }, 'text', 'text'],
] as const)('%j and over it %j', ([low, high, both]) => {
  expect(merged(low, high)).toEqual(both);
});

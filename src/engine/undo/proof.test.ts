import { expect, test } from 'vitest';
import { told } from './proof.ts';

test('each difference is told once, and no more than twenty of them', () => {
  const lines = Array.from({ length: 23 }, (_, at) => `line ${at}`);
  const all = new Map([
    ['a', lines],
    ['b', ['line 0', 'line 22']],
  ]);
  expect(told(all)).toBe(`${lines.slice(0, 20).join('; ')}; and 3 more`);
  expect(told(new Map([['a', ['x', 'y']]]))).toBe('x; y');
  expect(told(new Map())).toBe('');
});

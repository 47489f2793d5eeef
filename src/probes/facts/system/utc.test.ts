import fc from 'fast-check';
import { expect, test } from 'vitest';
import { utcOf } from './utc.ts';

test('a moment is written as JavaScript writes it', () => {
  fc.assert(
    fc.property(fc.integer({ min: -30_000_000_000, max: 253_402_300_799 }), (epoch) => {
      expect(utcOf(epoch)).toBe(new Date(epoch * 1000).toISOString().slice(0, 19));
    }),
  );
});

test.for<readonly [number, string]>([
  [951_782_400, '2000-02-29T00:00:00'],
  [951_868_799, '2000-02-29T23:59:59'],
  [4_107_542_400, '2100-03-01T00:00:00'],
])('%d is %s', ([epoch, written]) => {
  expect(utcOf(epoch)).toBe(written);
});

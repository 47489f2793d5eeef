import fc from 'fast-check';
import { expect, test } from 'vitest';
import { duration, readDuration, readTime, writeDuration } from './duration.ts';

const HOUR = 3_600_000;

test.for([
  ['90s', 90_000],
  ['5m', 300_000],
  ['2h', 2 * HOUR],
  ['1h30m', 1.5 * HOUR],
  ['1d', 24 * HOUR],
  ['', undefined],
  ['2', undefined],
  ['0s', undefined],
  ['2 h', undefined],
  ['-1h', undefined],
  ['1.5h', undefined],
  ['1w', undefined],
] as const)('the duration `%s` is %s ms', ([text, ms]) => {
  expect(readDuration(text)).toBe(ms);
});

test('a duration that is written is read as the same', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 999_999 }), (seconds) => {
      expect(readDuration(writeDuration(seconds * 1000))).toBe(seconds * 1000);
    }),
  );
});

test.for([
  ['90', 90_000],
  [' 90s ', 90_000],
  ['1.5h', 1.5 * HOUR],
  ['1d', 24 * HOUR],
  ['1h30m', undefined],
  ['', undefined],
] as const)('the time `%s` is %s ms', ([text, ms]) => {
  expect(readTime(text)).toBe(ms);
});

test.for([
  [0, '0s'],
  [90_000, '90s'],
  [1.5 * HOUR, '90m'],
  [48 * HOUR, '2d'],
] as const)('%i ms are written as %s', ([ms, text]) => {
  expect(writeDuration(ms)).toBe(text);
});

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

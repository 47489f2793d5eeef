import { expect, test } from 'vitest';
import { defaultLimits } from './limits.ts';
import { windowLimit } from './window-limit.ts';

const CLOSES = Date.parse('2026-11-29T04:00:00Z');

/** Two clocks that are set by hand. */
function clocks(): { now: number; wallMs: number; readonly clock: { now(): number; wall(): string } } {
  const hands = {
    now: 500,
    wallMs: CLOSES - 10_000,
    clock: { now: () => hands.now, wall: () => new Date(hands.wallMs).toISOString() },
  };
  return hands;
}

test.for([
  ['both clocks go on', 9_999, 9_999, false],
  ['both clocks reach the end', 10_000, 10_000, true],
  ['the machine slept through it: only the wall clock knows', 5, 20_000, true],
  ['the wall clock was set back: the other one knows', 10_000, -3_600_000, true],
  ['the wall clock was set back before it is over', 9_999, -3_600_000, false],
] as const)('%s', ([, passed, wallPassed, isClosed]) => {
  const hands = clocks();
  const closed = windowLimit({ atMs: CLOSES, told: '04:00 UTC' }, hands.clock);
  hands.now += passed;
  hands.wallMs += wallPassed;
  expect(closed()).toBe(isClosed ? 'the maintenance window closed at 04:00 UTC' : undefined);
});

test('the limits of a run have the window that was asked for, and none that was not', () => {
  expect(defaultLimits({ forks: 1, until: { atMs: 0, told: '04:00 UTC' } }).closed?.()).toContain(
    '04:00 UTC',
  );
  expect(
    defaultLimits({ forks: 1, window: { atMs: Number.MAX_SAFE_INTEGER, told: '' } }).closed?.(),
  ).toBeUndefined();
  expect(defaultLimits({ forks: 1 }).closed).toBeUndefined();
});

test('what has closed stays closed', () => {
  const hands = clocks();
  const closed = windowLimit({ atMs: CLOSES, told: '04:00 UTC' }, hands.clock);
  hands.wallMs = CLOSES;
  expect(closed()).toBeDefined();
  hands.wallMs = CLOSES - 10_000;
  expect(closed()).toBeDefined();
});

import { expect, test } from 'vitest';
import { virtualClock } from '../../../test/engine/virtual-clock.ts';
import { deadlineAfter } from './deadline.ts';

test('it aborts when its time has come, and not before', async () => {
  const clock = virtualClock();
  using deadline = deadlineAfter(1_000, clock, new AbortController().signal);
  await clock.sleep(999);
  expect(deadline.signal.aborted).toBe(false);
  await clock.sleep(2);
  expect(deadline.signal.aborted).toBe(true);
});

test('it aborts with its parent', () => {
  const parent = new AbortController();
  using deadline = deadlineAfter(1_000, virtualClock(), parent.signal);
  parent.abort();
  expect(deadline.signal.aborted).toBe(true);
});

test('once disposed of it never aborts', async () => {
  const clock = virtualClock();
  const deadline = deadlineAfter(1_000, clock, new AbortController().signal);
  deadline[Symbol.dispose]();
  await clock.sleep(2_000);
  expect(deadline.signal.aborted).toBe(false);
});

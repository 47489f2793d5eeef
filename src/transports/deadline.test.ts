import { expect, test } from 'vitest';
import { type Failure, HostFailure } from '../model/run/failure.ts';
import { pause, unlessAborted, within } from './deadline.ts';

const never = new AbortController().signal;
const late = (): Failure => ({ kind: 'timeout', what: 'it', limitMs: 1 });
const forever = new Promise<never>(() => {});

function failureOf(promise: Promise<unknown>): Promise<Failure | undefined> {
  return promise.then(
    () => undefined,
    (error) => (error instanceof HostFailure ? error.failure : Promise.reject(error)),
  );
}

test('work in time gives its result, and its own error unchanged', async () => {
  expect(await within({ limitMs: 10_000, signal: never, late }, async () => 5)).toBe(5);
  const failing = within({ limitMs: 10_000, signal: never, late }, () => Promise.reject(new Error('own')));
  await expect(failing).rejects.toThrow('own');
});

test('work that is late is left, and told so by its signal', async () => {
  let seen: AbortSignal | undefined;
  const failure = await failureOf(
    within({ limitMs: 1, signal: never, late }, (signal) => {
      seen = signal;
      return forever;
    }),
  );
  expect([failure, seen?.aborted]).toEqual([late(), true]);
});

test('calling off is told from being late, also through a limit within a limit', async () => {
  const controller = new AbortController();
  const inner = within({ limitMs: 10_000, signal: controller.signal, late }, (signal) =>
    within({ limitMs: 10_000, signal, late }, () => forever),
  );
  controller.abort(new Error('whatever the caller says'));
  expect(await failureOf(inner)).toEqual({ kind: 'cancelled' });
  const outerLate = within({ limitMs: 1, signal: never, late }, (signal) =>
    within(
      { limitMs: 10_000, signal, late: () => ({ kind: 'timeout', what: 'inner', limitMs: 2 }) },
      () => forever,
    ),
  );
  expect(await failureOf(outerLate)).toEqual(late());
});

test('a signal that has aborted already stops everything at once', async () => {
  const aborted = AbortSignal.abort();
  expect(await failureOf(within({ limitMs: 1, signal: aborted, late }, () => forever))).toEqual({
    kind: 'cancelled',
  });
  expect(await failureOf(unlessAborted(aborted, forever))).toEqual({ kind: 'cancelled' });
  expect(await failureOf(pause(10_000, aborted))).toEqual({ kind: 'cancelled' });
});

test('a thousand waits on one signal warn nobody', async () => {
  const warnings: string[] = [];
  const keep = (warning: Error): number => warnings.push(warning.name);
  process.on('warning', keep);
  const controller = new AbortController();
  const waits = Array.from({ length: 1000 }, () => failureOf(pause(10_000, controller.signal)));
  controller.abort();
  await Promise.all(waits);
  await new Promise((resolve) => setImmediate(resolve));
  process.off('warning', keep);
  expect(warnings).toEqual([]);
});

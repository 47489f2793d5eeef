import type { Clock } from '../../src/model/ports.ts';

interface Sleeper {
  readonly at: number;
  readonly order: number;
  readonly wake: () => void;
}

/**
 * A clock that moves only when everybody sleeps: it then jumps to the first who wants to wake. Without real input or
 * output in a test, the same test takes the same way every time, and takes no time.
 */
export function virtualClock(): Clock {
  let time = 0;
  let order = 0;
  let moving = false;
  const sleepers: Sleeper[] = [];

  function move(): void {
    sleepers.sort((a, b) => a.at - b.at || a.order - b.order);
    const next = sleepers.shift();
    moving = next !== undefined;
    if (next === undefined) return;
    time = Math.max(time, next.at);
    next.wake();
    // Whoever was woken runs to its next sleep before the clock moves on: a macrotask is after all promises.
    setImmediate(move);
  }

  return {
    now: () => time,
    wall: () => new Date(Date.UTC(2026, 10, 22) + time).toISOString(),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        if (signal?.aborted) {
          resolve();
          return;
        }
        const wake = (): void => {
          signal?.removeEventListener('abort', wake);
          const index = sleepers.indexOf(sleeper);
          if (index >= 0) sleepers.splice(index, 1);
          resolve();
        };
        const sleeper: Sleeper = { at: time + ms, order: order++, wake };
        sleepers.push(sleeper);
        signal?.addEventListener('abort', wake, { once: true });
        if (!moving) {
          moving = true;
          setImmediate(move);
        }
      }),
  };
}

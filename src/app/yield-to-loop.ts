/** Longest time for which work that never waits may keep timers and sockets waiting, in milliseconds. */
const LONGEST = 20;

/**
 * Makes a function to await between pieces of work. Promises that are settled already never let the event loop go on:
 * foreseeing a thousand hosts from answers that are all there would stop the clock, the screen and Ctrl-C for seconds.
 * `now` is in milliseconds.
 */
export function newYield(now: () => number): () => Promise<void> {
  let since = now();
  let next: Promise<void> | undefined;
  return async () => {
    if (now() - since < LONGEST) return;
    // All wait for the same turn: one after another they would do in one turn what was to be spread.
    next ??= new Promise((resolve) => {
      setImmediate(() => {
        since = now();
        next = undefined;
        resolve();
      });
    });
    await next;
  };
}

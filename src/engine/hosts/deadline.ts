import type { Clock } from '../../model/ports.ts';

/** A signal that aborts with `parent`, or `ms` from now on this clock. Disposing it ends its timer. */
export function deadlineAfter(
  ms: number,
  clock: Clock,
  parent: AbortSignal,
): { readonly signal: AbortSignal } & Disposable {
  const over = new AbortController();
  const disposed = new AbortController();
  void clock.sleep(ms, disposed.signal).then(() => {
    if (!disposed.signal.aborted) over.abort();
  });
  return {
    // No listener on the parent: a thousand hosts at once would be a thousand, which Node warns of.
    signal: AbortSignal.any([parent, over.signal]),
    [Symbol.dispose]: () => disposed.abort(DISPOSED),
  };
}

/** One reason for all: a fresh error with its stack for each would be most of what a deadline costs. */
const DISPOSED = 'no longer awaited';

import type { Clock } from '../../model/ports.ts';

/** A signal that aborts with `parent`, or `ms` from now on this clock. Disposing it ends its timer. */
export function deadlineAfter(
  ms: number,
  clock: Clock,
  parent: AbortSignal,
): { readonly signal: AbortSignal } & Disposable {
  const over = new AbortController();
  const disposed = new AbortController();
  const follow = (): void => over.abort(parent.reason);
  if (parent.aborted) follow();
  else parent.addEventListener('abort', follow, { once: true });
  void clock.sleep(ms, disposed.signal).then(() => {
    if (!disposed.signal.aborted) over.abort();
  });
  return {
    signal: over.signal,
    [Symbol.dispose]: () => {
      parent.removeEventListener('abort', follow);
      disposed.abort(DISPOSED);
    },
  };
}

/** One reason for all: a fresh error with its stack for each would be most of what a deadline costs. */
const DISPOSED = 'no longer awaited';

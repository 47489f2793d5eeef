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
    signal: AbortSignal.any([parent, over.signal]),
    [Symbol.dispose]: () => disposed.abort(),
  };
}

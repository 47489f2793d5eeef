import { setMaxListeners } from 'node:events';
import { type Failure, HostFailure } from '../model/run/failure.ts';

export interface Limit {
  readonly limitMs: number;
  readonly signal: AbortSignal;
  /** Says what was late, asked at the moment the limit is reached. */
  readonly late: () => Failure;
}

/**
 * Runs `work` under a signal of its own, which aborts with a `HostFailure`: `late()` after the limit, `cancelled` as
 * soon as the caller's signal does. Rejects with it at once, whether or not `work` takes notice; what `work` has
 * opened by then is its own to close.
 */
export async function within<T>(limit: Limit, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  refuseWhenAborted(limit.signal);
  const controller = new AbortController();
  const cancel = (): void => controller.abort(whyAborted(limit.signal));
  const timer = setTimeout(() => controller.abort(new HostFailure(limit.late())), limit.limitMs);
  onAbort(limit.signal, cancel);
  try {
    return await unlessAborted(controller.signal, work(controller.signal));
  } finally {
    clearTimeout(timer);
    limit.signal.removeEventListener('abort', cancel);
  }
}

/** The outcome of `promise`, or a rejection with the signal's failure when that comes first. */
export function unlessAborted<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(whyAborted(signal));
    if (signal.aborted) abort();
    onAbort(signal, abort);
    void promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

/** Waits. Rejects with the signal's failure when that aborts first. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const elapsed = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  try {
    await unlessAborted(signal, elapsed);
  } finally {
    clearTimeout(timer);
  }
}

/** @throws {HostFailure} when the signal has aborted already. */
export function refuseWhenAborted(signal: AbortSignal): void {
  if (signal.aborted) throw whyAborted(signal);
}

/** Hundreds of hosts wait on the one signal of a run: Node would take that for a leak and warn on standard error. */
function onAbort(signal: AbortSignal, listener: () => void): void {
  setMaxListeners(0, signal);
  signal.addEventListener('abort', listener, { once: true });
}

function whyAborted(signal: AbortSignal): HostFailure {
  const reason: unknown = signal.reason;
  return reason instanceof HostFailure ? reason : new HostFailure({ kind: 'cancelled' });
}

import type { Limits } from '../model/ports.ts';
import { systemClock } from './system/clock.ts';
import { type Closing, windowLimit } from './window-limit.ts';

export interface LimitOptions {
  readonly forks: number;
  /** When no further host is begun; by the one or by the other, never both. */
  readonly until?: Closing;
  readonly window?: Closing;
}

/** The limits of a run: those that were asked for, and for the rest what suits a cluster. */
export function defaultLimits({ forks, until, window }: LimitOptions): Limits {
  const closing = until ?? window;
  return {
    forks,
    reconnectForMs: 60_000,
    newConnectionForMs: 30_000,
    freshForMs: 10_000,
    rollbackMs: 10 * 60_000,
    ...(closing === undefined ? {} : { closed: windowLimit(closing, systemClock) }),
  };
}

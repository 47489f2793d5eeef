import type { Limits } from '../model/ports.ts';
import { closedBy } from './closed-by.ts';
import type { RunOptions } from './options.ts';
import { systemClock } from './ports/clock.ts';

/** The limits of a run: those that were asked for, and for the rest what suits a cluster. */
export function defaultLimits({
  forks,
  until,
  window,
}: Pick<RunOptions, 'forks' | 'until' | 'window'>): Limits {
  const closing = until ?? window;
  return {
    forks,
    reconnectForMs: 60_000,
    newConnectionForMs: 30_000,
    freshForMs: 10_000,
    rollbackMs: 10 * 60_000,
    ...(closing === undefined ? {} : { closed: closedBy(closing, systemClock) }),
  };
}

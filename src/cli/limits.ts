import type { Limits } from '../model/ports.ts';

/** The limits of a run: those that were asked for, and for the rest what suits a cluster. */
export function defaultLimits({ forks }: { readonly forks: number }): Limits {
  return { forks, reconnectForMs: 60_000, freshForMs: 10_000, rollbackMs: 10 * 60_000 };
}

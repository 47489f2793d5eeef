import type { Clock } from '../model/ports.ts';

/** The instant from which no further host is begun. */
export interface Closing {
  /** Milliseconds since 1970. */
  readonly atMs: number;
  /** The same for a person: `04:00 Europe/Berlin`. */
  readonly told: string;
}

/**
 * Whether a maintenance window has closed, and what to say then. Both clocks count, whichever is first: the wall clock sees
 * the hours that a suspended machine slept through, the other one is not fooled when the wall clock is set back.
 */
export function windowLimit(
  { atMs, told }: Closing,
  clock: Pick<Clock, 'now' | 'wall'>,
): () => string | undefined {
  const wallMs = (): number => Date.parse(clock.wall());
  const closesAt = clock.now() + atMs - wallMs();
  let isClosed = false;
  return () => {
    isClosed ||= wallMs() >= atMs || clock.now() >= closesAt;
    return isClosed ? `the maintenance window closed at ${told}` : undefined;
  };
}

import type { RunEvent } from '../../model/run/event.ts';

/** An event and when it was recorded. */
export interface TimedEvent {
  readonly event: RunEvent;
  /** Milliseconds since the run started, never going backwards; undefined: its record says no time. */
  readonly atMs: number | undefined;
}

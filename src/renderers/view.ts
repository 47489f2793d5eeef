import type { RunEvent } from '../model/event.ts';

/** Shows a run to somebody. It takes every event in order and never fails. */
export interface View {
  show(event: RunEvent): void;
  /** Leaves the terminal as it was found. */
  close(): void;
}

/** Where a view writes: results to standard output, narration to standard error. Both take whole lines. */
export interface Writers {
  readonly result: (line: string) => void;
  readonly narration: (line: string) => void;
}

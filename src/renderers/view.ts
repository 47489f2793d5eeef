import type { RunEvent } from '../model/run/event.ts';

/** Shows a run to somebody. It takes every event in order and never fails. */
export interface View {
  show(event: RunEvent): void;
  /** Says something that is not an event, such as what Ctrl-C will do, without spoiling what is on the screen. */
  note(line: string): void;
  /** Leaves the terminal as it was found. */
  close(): void;
}

/** Where a view writes: results to standard output, narration to standard error. Both take whole lines. */
export interface Writers {
  readonly result: (line: string) => void;
  readonly narration: (line: string) => void;
}

import { safeJson } from './safe-text.ts';
import type { View, Writers } from './view.ts';

/** The version of the event format; it grows when a reader of the old one would go wrong. */
const FORMAT_VERSION = 1;

/** Every event as one line of JSON on standard output, each with the version of the format. */
export function jsonlView(writers: Writers): View {
  return {
    show(event) {
      writers.result(safeJson(JSON.stringify({ formatVersion: FORMAT_VERSION, ...event })));
    },
    note(line) {
      writers.narration(line);
    },
    close() {
      // Every line was whole when it was written.
    },
  };
}

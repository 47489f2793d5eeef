import type { RunEvent } from '../../src/model/run/event.ts';
import { type PlainOptions, plainView } from '../../src/renderers/plain/plain.ts';
import { noStyle } from '../../src/renderers/style.ts';
import { type Shown, shown } from './shown.ts';

/** Shows events as lines: without colours, not broken, and no more than what changes and fails, unless told otherwise. */
export function plain(events: readonly RunEvent[], options: Partial<PlainOptions> = {}): Shown {
  return shown(
    (writers) =>
      plainView(writers, { style: noStyle, columns: undefined, verbosity: 0, diff: false, ...options }),
    events,
  );
}

import type { RunEvent } from '../../src/model/run/event.ts';
import type { View, Writers } from '../../src/renderers/view.ts';

/** What a view wrote, line by line, by where it went. */
export interface Shown {
  readonly result: readonly string[];
  readonly narration: readonly string[];
  /** Both, in the order of writing. */
  readonly all: readonly string[];
}

/** Shows events to a view and returns what it wrote. */
export function shown(make: (writers: Writers) => View, events: readonly RunEvent[]): Shown {
  const result: string[] = [];
  const narration: string[] = [];
  const all: string[] = [];
  const into =
    (list: string[]) =>
    (line: string): void => {
      list.push(line);
      all.push(line);
    };
  const view = make({ result: into(result), narration: into(narration) });
  for (const event of events) view.show(event);
  view.close();
  return { result, narration, all };
}

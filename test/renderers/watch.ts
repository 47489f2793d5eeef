import { setImmediate as nextTurn } from 'node:timers/promises';
import { inAscii } from '../../src/renderers/ascii.ts';
import { liveView } from '../../src/renderers/live/live.ts';
import { noStyle } from '../../src/renderers/style.ts';
import type { View } from '../../src/renderers/view.ts';
import type { TimedEvent } from '../../src/report/fold/timed-event.ts';
import { type FakeTerminal, fakeTerminal } from './terminal.ts';

export interface Watched {
  readonly terminal: FakeTerminal;
  readonly view: View;
  /** Shows the events up to that time, drawing ten times a second. */
  readonly until: (ms: number) => readonly string[];
  readonly results: readonly string[];
  readonly isTicking: () => boolean;
}

interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** A person who watches a run; time passes as they like. */
export async function watch(
  timed: readonly TimedEvent[],
  size: Size = { columns: 80, rows: 40 },
  diff = false,
  unicode = true,
): Promise<Watched> {
  const screen = fakeTerminal(size.columns, size.rows);
  const terminal = unicode ? screen : { ...screen, write: (text: string) => screen.write(inAscii(text)) };
  const results: string[] = [];
  let time = 0;
  let tick: (() => void) | undefined;
  const view = liveView(
    {
      result: (line) => {
        results.push(line);
        terminal.write(`${line}\n`);
      },
      narration: (line) => terminal.write(`${line}\n`),
    },
    {
      draw: (text) => terminal.write(text),
      size: () => size,
      unicode,
      now: () => time,
      every: (_, ticking) => {
        tick = ticking;
        return () => {
          tick = undefined;
        };
      },
      atExit: () => () => undefined,
    },
    { style: noStyle, verbosity: 0, diff },
  );
  // The list is loaded when a view is made.
  await import('../../src/renderers/live/list.ts');
  await nextTurn();
  let next = 0;
  return {
    terminal,
    view,
    results,
    isTicking: () => tick !== undefined,
    until: (ms) => {
      while (time <= ms) {
        for (let event = timed[next]; event !== undefined && (event.atMs ?? 0) <= time; event = timed[next]) {
          view.show(event.event);
          next += 1;
        }
        tick?.();
        time += 100;
      }
      return terminal.lines();
    },
  };
}

/** Later than anything in a scene. */
export const END = 10_000_000;

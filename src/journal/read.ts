import type { RunEvent } from '../model/run/event.ts';
import { NO_LINE, readLine } from './line.ts';

/** A journal as it was found. */
export interface JournalText {
  readonly events: readonly RunEvent[];
  /** When each was taken down: milliseconds since the journal was begun, never going backwards. */
  readonly times: readonly number[];
  /**
   * `whole`: every line is good. `torn`: the last line was cut off, as a power cut does, and is left out.
   * `damaged`: a line is bad although others follow, which no crash does; the events before it are given.
   */
  readonly state: 'whole' | 'torn' | 'damaged';
  /** What is wrong and in which line; empty when the journal is whole. */
  readonly why: string;
}

/** Reads a journal up to its first bad line. `end`: the file in which it goes on after its disk had failed. */
export function readJournal(text: string, end: string = ''): JournalText {
  const lines = joined(text, end).split('\n');
  const tail = lines.pop() ?? '';
  const events: RunEvent[] = [];
  const times: number[] = [];
  let previous = NO_LINE;
  for (const [index, line] of lines.entries()) {
    const read = readLine(line, { sequence: index + 1, previous });
    if (!read.ok) {
      const isLast = index === lines.length - 1 && tail === '';
      return { events, times, state: isLast ? 'torn' : 'damaged', why: `line ${index + 1}: ${read.why}` };
    }
    events.push(read.entry.event);
    times.push(read.entry.atMs);
    previous = read.digest;
  }
  if (tail === '') return { events, times, state: 'whole', why: '' };
  return { events, times, state: 'torn', why: `line ${lines.length + 1}: it was cut off` };
}

/** The second file begins with the lines that are in doubt in the first. */
function joined(text: string, end: string): string {
  const from = /^\{"sequence":(\d+),/.exec(end)?.[1];
  if (from === undefined) return text;
  const sure = text.split('\n').slice(0, Number(from) - 1);
  return [...sure, end].join('\n');
}

import { fitted, padded, textWidth } from '../../text/width.ts';
import type { Style } from '../style.ts';

/** A list as it is drawn: a heading and the rows below it. */
export interface Picture {
  readonly state: Row['state'];
  readonly heading: string;
  readonly rows: readonly Row[];
}

export interface Row {
  readonly state: 'waiting' | 'running' | 'good' | 'bad' | 'plain';
  /** Safe and coloured; each line fits. The first one has the row's icon before it. */
  readonly lines: readonly string[];
}

export interface Canvas {
  readonly style: Style;
  /** Cells for a heading; a row has two less. Each has its icon beside. */
  readonly columns: number;
  /** Lines for all rows together, at least 3. */
  readonly lines: number;
  /** Whether the terminal has the characters for a smooth bar. */
  readonly unicode: boolean;
}

/** A title is not cut shorter than this for the sake of its counts, in cells. */
const NARROWEST_TITLE = 30;

/** Words with a number, and their colour. */
export type Count = readonly [words: string, paint: (text: string) => string];

/** What a row says: a safe title, its counts beside it, and more below it. */
export interface Entry {
  readonly state: Row['state'];
  readonly title: string;
  readonly counts: readonly Count[];
  readonly below: readonly string[];
}

/** A count in words; none for nothing. */
export function counts(count: number, word: string, paint: Count[1] = (text) => text): readonly Count[] {
  return count === 0 ? [] : [[`${count} ${word}`, paint]];
}

/** Entries with their counts in a column of their own, below the title where a line is too narrow for both. */
export function aligned(entries: readonly Entry[], { columns }: Canvas): readonly Row[] {
  const width = columns - 2;
  const widest = Math.max(...entries.map(({ counts: all }) => plainWidth(all)), 0);
  const longest = Math.max(...entries.map(({ title }) => textWidth(title)), 0);
  const room = Math.min(longest, width - widest - 2);
  const isWideEnough = room >= Math.min(longest, NARROWEST_TITLE);
  return entries.map(({ state, title, counts: all, below }) => {
    const painted = all.map(([words, paint]) => paint(words)).join(', ');
    if (all.length === 0) return { state, lines: [fitted(title, width), ...below] };
    if (isWideEnough) return { state, lines: [`${padded(fitted(title, room), room)}  ${painted}`, ...below] };
    const line = plainWidth(all) <= width ? painted : fitted(all.map(([words]) => words).join(', '), width);
    return { state, lines: [fitted(title, width), line, ...below] };
  });
}

function plainWidth(all: readonly Count[]): number {
  return all.reduce((sum, [words]) => sum + words.length + 2, -2);
}

/** As many rows as fit into `lines`, those that are running first; what is left out is counted where it would stand. */
export function visible(rows: readonly Row[], lines: number): readonly Row[] {
  if (height(rows) <= lines) return rows;
  const running = rows.findIndex(({ state }) => state === 'running');
  const waiting = rows.findIndex(({ state }) => state === 'waiting');
  let from = Math.max(0, running < 0 ? waiting : running);
  let to = from;
  // Two lines are for what is left out before and after.
  while (to < rows.length && height(rows.slice(from, to + 1)) <= lines - 2) to += 1;
  while (from > 0 && height(rows.slice(from - 1, to)) <= lines - 2) from -= 1;
  return [...leftOut(from, 'before'), ...rows.slice(from, to), ...leftOut(rows.length - to, 'to come')];
}

function leftOut(count: number, where: string): readonly Row[] {
  return count === 0 ? [] : [{ state: 'plain', lines: [`… ${count} more ${where}`] }];
}

function height(rows: readonly Row[]): number {
  return rows.reduce((sum, { lines }) => sum + lines.length, 0);
}

import type { Diagnostic } from '../../model/diagnostic.ts';
import { formatPosition } from '../../model/values/position.ts';
import { type Cell, cellsOf, printable } from '../../text/cells.ts';

/** Columns of a source line that are shown; longer lines are cut on both sides of the caret. */
const mostColumns = 100;
/** Characters around the caret that are looked at, to find those columns. */
const mostCharacters = 1000;
/** Columns shown before the caret when the start of the line is cut off. */
const columnsBefore = 40;

/**
 * A mistake for a person: `file:line:column: error[code] message`, the line with a caret under the place, and the hint.
 *
 * Several lines without a newline at the end. Without `sourceText`, and for a place outside it, there is no source line.
 * Nothing the user wrote can reach a terminal as a control character.
 */
export function formatDiagnostic(diagnostic: Diagnostic<string>, sourceText: string | undefined): string {
  const { severity, code, message, at, hint } = diagnostic;
  const head = `${printable(formatPosition(at))}: ${severity}[${code}] ${printable(message)}`;
  const excerpt = sourceText === undefined ? [] : excerptOf(sourceText, diagnostic);
  return [head, ...excerpt, ...(hint === undefined ? [] : [`  hint: ${printable(hint)}`])].join('\n');
}

function excerptOf(text: string, { at, length }: Diagnostic<string>): readonly string[] {
  const line = lineOf(text, at.line);
  if (line === undefined || line.trim() === '') return [];
  // A megabyte in one line is not looked at character by character.
  const skipped = Math.max(0, at.column - 1 - mostCharacters);
  const piece = line.slice(skipped, skipped + 3 * mostCharacters);
  const start = at.column - 1 - skipped;
  const { before, under, after } = window(cellsOf(piece), start, start + length);
  const number = String(at.line);
  const margin = ' '.repeat(number.length);
  const caret = `${' '.repeat(widthOf(before))}${'^'.repeat(Math.max(1, widthOf(under)))}`;
  return [`  ${number} | ${printOf([...before, ...under, ...after]).trimEnd()}`, `  ${margin} | ${caret}`];
}

/** The line by its number from 1, without its end and without a byte order mark. */
function lineOf(text: string, wanted: number): string | undefined {
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  for (let line = 1; line < wanted; line += 1) {
    const newline = text.indexOf('\n', start);
    if (newline === -1) return undefined;
    start = newline + 1;
  }
  const newline = text.indexOf('\n', start);
  const line = text.slice(start, newline === -1 ? undefined : newline);
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

interface Window {
  readonly before: readonly Cell[];
  readonly under: readonly Cell[];
  readonly after: readonly Cell[];
}

/** The part of the line around [start, end) that fits. */
function window(cells: readonly Cell[], start: number, end: number): Window {
  const before = cells.filter(({ offset }) => offset < start);
  const under = cells.filter(({ offset }) => offset >= start && offset < end);
  const after = cells.filter(({ offset }) => offset >= end);
  if (widthOf(cells) <= mostColumns) return { before, under, after };

  const shownBefore = widthOf(before) <= columnsBefore ? before : [cut, ...lastOf(before, columnsBefore - 1)];
  const shownUnder = firstOf(under, mostColumns - widthOf(shownBefore) - 1);
  const cutUnder = shownUnder.length < under.length;
  const room = mostColumns - widthOf(shownBefore) - widthOf(shownUnder) - 1;
  const shownAfter = cutUnder ? [] : firstOf(after, room);
  const cutAfter = cutUnder || shownAfter.length < after.length;
  return { before: shownBefore, under: shownUnder, after: cutAfter ? [...shownAfter, cut] : shownAfter };
}

const cut: Cell = { print: '…', width: 1, offset: 0 };

function firstOf(cells: readonly Cell[], columns: number): readonly Cell[] {
  let width = 0;
  const end = cells.findIndex((cell) => {
    width += cell.width;
    return width > columns;
  });
  return end === -1 ? cells : cells.slice(0, end);
}

function lastOf(cells: readonly Cell[], columns: number): readonly Cell[] {
  return firstOf(cells.toReversed(), columns).toReversed();
}

function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, { width }) => sum + width, 0);
}

function printOf(cells: readonly Cell[]): string {
  return cells.map(({ print }) => print).join('');
}

import { textWidth } from '../text/width.ts';
import type { Style } from './style.ts';

/** What lines are written on. */
export interface Page {
  readonly style: Style;
  /** Cells in a line; undefined: as many as a line needs, which is what a file or a pipe has. */
  readonly columns: number | undefined;
}

/** Below this a text is not broken any more: one word a line is harder to read than what a terminal does. */
const NARROWEST = 24;

/** A unit stays with its number: `0.3 s`. */
const BETWEEN_WORDS: RegExp = / (?!(?:s|min)\b)/;

/**
 * Breaks a safe, uncoloured text at its spaces, so that each line fits beside `indent` cells. A word that is too long
 * stays whole: paths and names are there to be copied. The first line is meant to follow something `indent` cells wide.
 */
export function broken(text: string, indent: number, columns: number | undefined): readonly string[] {
  if (columns === undefined) return [text];
  const width = Math.max(columns - indent, NARROWEST);
  const lines: string[] = [];
  let line: string | undefined;
  for (const word of text.split(BETWEEN_WORDS)) {
    if (line === undefined) line = word;
    else if (textWidth(line) + 1 + textWidth(word) <= width) line = `${line} ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  return line === undefined ? lines : [...lines, line];
}

/** A paragraph: `indent` spaces, a safe `lead`, and a safe text whose further lines stand below its first word. */
export function paragraph(
  { style, columns }: Page,
  indent: number,
  text: string,
  {
    lead = '',
    paint = (line) => line,
  }: { readonly lead?: string; readonly paint?: (line: string) => string } = {},
): readonly string[] {
  const hang = indent + textWidth(lead);
  return broken(text, hang, columns).map(
    (line, index) =>
      `${' '.repeat(index === 0 ? indent : hang)}${index === 0 ? style.dim(lead) : ''}${paint(line)}`,
  );
}

import type { Meter } from '../../../meter.ts';
import { pointCount, pointsOf } from '../../../values/points.ts';
import { escaped } from './yaml-scalar.ts';

/** Text being written, line by line. Long lines are broken at blanks, where YAML reads the break as a blank. */
export interface YamlPage {
  readonly write: (text: string) => void;
  readonly newLine: (indent: number) => void;
  /** True when the line has gone on behind its width. */
  readonly isFull: () => boolean;
  readonly text: () => string;
}

/** `width` is the column, from 0, behind which lines are broken. */
export function pageOf(width: number, meter: Meter): YamlPage {
  const parts: string[] = [];
  let column = 0;
  let length = 0;
  const add = (text: string): void => {
    parts.push(text);
    length += text.length;
    meter.step(1 + text.length / 64);
  };
  return {
    write: (text) => {
      add(text);
      column += pointCount(text);
    },
    newLine: (indent) => {
      add(`\n${' '.repeat(indent)}`);
      column = indent;
    },
    isFull: () => column > width,
    text: () => {
      meter.text(length);
      return parts.join('');
    },
  };
}

/**
 * Bare words. Those with single blanks between may be parted; runs of blanks may not, nor blanks at the very ends.
 * `indent` is where a broken line goes on; `undefined`: it must not be broken.
 */
export function writePlain(page: YamlPage, text: string, indent: number | undefined): void {
  const pieces = text.split(/( +)/);
  for (const [index, piece] of pieces.entries()) {
    const breakable =
      piece === ' ' &&
      index > 0 &&
      index < pieces.length - 1 &&
      pieces[index - 1] !== '' &&
      pieces[index + 1] !== '';
    if (breakable && indent !== undefined && page.isFull()) page.newLine(indent);
    else page.write(piece);
  }
}

/** In single quotes: a line break in the text is an empty line, a quote is two. */
export function writeSingle(page: YamlPage, text: string, indent: number | undefined): void {
  page.write("'");
  for (const [, lineBreaks = '', line = ''] of text.matchAll(/(\n*)([^\n]+|$)/g)) {
    if (lineBreaks !== '') {
      for (const _ of lineBreaks) page.newLine(0);
      page.newLine(indent ?? 0);
    }
    writePlain(page, line.replaceAll("'", "''"), indent);
  }
  page.write("'");
}

/** In double quotes, where everything can be escaped. A backslash keeps a blank that begins a line. */
export function writeDouble(page: YamlPage, text: string, indent: number | undefined): void {
  page.write('"');
  const letters = pointsOf(text);
  for (const [index, letter] of letters.entries()) {
    const [before, after] = [letters[index - 1], letters[index + 1]];
    const breaks = letter === ' ' && before !== ' ' && before !== undefined && after !== undefined;
    if (breaks && indent !== undefined && page.isFull()) {
      page.newLine(indent);
      if (after === ' ') page.write('\\');
    } else page.write(escaped(letter));
  }
  page.write('"');
}

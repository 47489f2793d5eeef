import { cellWidth } from './width.ts';

/** A text as a terminal shows it, cell by cell. */
export interface Cell {
  /** What to print. */
  readonly print: string;
  /** Columns it takes. */
  readonly width: number;
  /** Where it starts in the text, in UTF-16 code units. */
  readonly offset: number;
}

// Controls, and the marks without a shape of their own that reorder or hide text (Unicode TR9, "Trojan Source").
const unprintable = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\u2028\u2029]/u;

/** Splits a line so that nothing in it can move the cursor or look like something else. A tab is two columns. */
export function cellsOf(line: string): readonly Cell[] {
  const cells: Cell[] = [];
  let offset = 0;
  for (const character of line) {
    cells.push({ ...cellOf(character), offset });
    offset += character.length;
  }
  return cells;
}

function cellOf(character: string): { readonly print: string; readonly width: number } {
  if (character === '\t') return { print: '  ', width: 2 };
  if (unprintable.test(character)) {
    const print = escaped(character);
    return { print, width: print.length };
  }
  return { print: character, width: cellWidth(character) };
}

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  return code < 0x10000 ? `\\u${code.toString(16).padStart(4, '0')}` : `\\u{${code.toString(16)}}`;
}

/** A text for the inside of a sentence: one line, everything visible. */
export function printable(text: string): string {
  return cellsOf(text.replaceAll('\n', ' '))
    .map(({ print }) => print)
    .join('');
}

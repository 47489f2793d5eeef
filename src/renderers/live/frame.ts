/** What a terminal shows below the lines that stay: each fits into its width, so each takes one row. */
export interface Frame {
  readonly lines: readonly string[];
}

export const NO_FRAME: Frame = { lines: [] };

const ESC = '\u001b';

/** ECMA-48 8.3.22 CUU, 8.3.39 ED, 8.3.41 EL; hiding the cursor is DEC's DECTCEM. */
const UP = (rows: number): string => (rows === 0 ? '' : `${ESC}[${rows}A`);
const ERASE_BELOW = `${ESC}[J`;
const ERASE_REST = `${ESC}[K`;

export const HIDE_CURSOR: string = `${ESC}[?25l`;
export const SHOW_CURSOR: string = `${ESC}[?25h`;

/**
 * What to write so that `next` stands where `before` stood, with the lines of `above` over it for good. The cursor is at
 * the beginning of the row below a frame, before and after.
 */
export function repaint(before: Frame, above: readonly string[], next: Frame): string {
  const start = `${UP(before.lines.length)}\r`;
  if (above.length > 0)
    return `${start}${ERASE_BELOW}${[...above, ...next.lines].map((line) => `${line}\n`).join('')}`;
  const rows = next.lines.map((line) => `${line}${ERASE_REST}\n`).join('');
  return `${start}${rows}${ERASE_BELOW}`;
}

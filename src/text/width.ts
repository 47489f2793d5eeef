import { eastAsianWidth } from 'get-east-asian-width';

const ASCII: RegExp = /^[\u0020-\u007e]*$/;

/** The cells that a safe, uncoloured text takes in a terminal. */
export function textWidth(text: string): number {
  if (ASCII.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += cellWidth(character);
  return width;
}

/** The beginning of a safe, uncoloured text that fits into `width` cells; an ellipsis stands for what was cut off. */
export function fitted(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let rest = width - 1;
  let kept = '';
  for (const character of text) {
    rest -= cellWidth(character);
    if (rest < 0) break;
    kept += character;
  }
  return width < 1 ? '' : `${kept}…`;
}

/** As `padEnd`, counted in cells. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - textWidth(text)));
}

/** Marks that stand on the character before them, and joiners: no cell of their own. */
const NO_CELL = /^[\p{Mn}\p{Me}\u200c\u200d]$/u;

/** The cells that a visible character takes in a terminal: two for East Asian wide ones and for pictures (Unicode TR11). */
export function cellWidth(character: string): number {
  return NO_CELL.test(character) ? 0 : eastAsianWidth(character.codePointAt(0) ?? 0);
}

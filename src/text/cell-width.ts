import { eastAsianWidth } from 'get-east-asian-width';

/** Marks that stand on the character before them, and joiners: no cell of their own. */
const NO_CELL = /^[\p{Mn}\p{Me}\u200c\u200d]$/u;

/** The cells that a visible character takes in a terminal: two for East Asian wide ones and for pictures (Unicode TR11). */
export function cellWidth(character: string): number {
  return NO_CELL.test(character) ? 0 : eastAsianWidth(character.codePointAt(0) ?? 0);
}

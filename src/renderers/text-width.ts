/** Marks that stand on the character before them, and joiners: no cell of their own. */
const NO_CELL: RegExp = /^(?:\p{Mn}|\p{Me}|\u200c|\u200d)$/u;

/** East Asian wide and full-width characters and pictures: two cells (Unicode TR11; coarse on purpose, whole blocks). */
const TWO_CELLS: RegExp =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]$/u;

const ASCII: RegExp = /^[\u0020-\u007e]*$/;

/** The cells that a safe, uncoloured text takes in a terminal. */
export function textWidth(text: string): number {
  if (ASCII.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += cells(character);
  return width;
}

/** The beginning of a safe, uncoloured text that fits into `width` cells; an ellipsis stands for what was cut off. */
export function fitted(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let rest = width - 1;
  let kept = '';
  for (const character of text) {
    rest -= cells(character);
    if (rest < 0) break;
    kept += character;
  }
  return width < 1 ? '' : `${kept}…`;
}

/** As `padEnd`, counted in cells. */
export function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - textWidth(text)));
}

function cells(character: string): number {
  if (NO_CELL.test(character)) return 0;
  return TWO_CELLS.test(character) ? 2 : 1;
}

/** What rulerun draws and sets that ASCII has not, and what stands for it there. As wide, but for the ellipsis. */
const PICTURES: ReadonlyMap<string, string> = new Map([
  ['…', '...'],
  ['’', "'"],
  ['“', '"'],
  ['”', '"'],
  ['–', '-'],
  ['×', 'x'],
  ['→', '>'],
  ['█', '#'],
  ['░', '-'],
  ['✔', '+'],
  ['✖', 'x'],
  ['◼', '.'],
  ...Array.from('⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏', (turn, index) => [turn, '-\\|/'[index % 4] ?? '-'] as const),
]);

const PICTURE: RegExp = new RegExp(`[${[...PICTURES.keys()].join('')}]`, 'gu');

/** A text for a terminal that has ASCII alone. The names and words of others stay as they are. */
export function inAscii(text: string): string {
  return text.replace(PICTURE, (picture) => PICTURES.get(picture) ?? picture);
}

/** A line that was cut to fit and ends a column with an ellipsis, as wide as it was. */
export function cutInAscii(line: string): string {
  return line.replace(/(?<!\p{Cc}\[\d?)[^\p{Cc}]{2}…/gu, '...');
}

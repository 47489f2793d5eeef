/**
 * One word of a command in a unit file: systemd gives `%`, `$`, quotes, backslashes and blanks a meaning of their own.
 *
 * @throws {RangeError} for a NUL character: no program can be given one
 */
export function unitWord(word: string): string {
  if (word.includes('\0')) throw new RangeError('a word of a unit file holds a NUL character');
  const text = word.replaceAll('%', '%%').replaceAll('$', '$$$$');
  if (/^[A-Za-z0-9_./:,@%+=$-]+$/.test(text)) return text;
  const escaped = text.replace(/[\\"]/g, String.raw`\$&`).replace(CONTROL, escapeControl);
  return `"${escaped}"`;
}

/** A text in a unit file that is no command: one line, without specifiers. */
export function unitText(text: string): string {
  return text.replace(CONTROL, ' ').replaceAll('%', '%%').replace(/\\$/, '/');
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const CONTROL = /[\u0000-\u001f\u007f]/g;

function escapeControl(character: string): string {
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

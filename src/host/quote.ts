/**
 * One word for a POSIX shell, whatever its characters. The only place where rulerun quotes.
 *
 * @throws {RangeError} for a NUL character: no program can be given one
 */
export function quote(word: string): string {
  if (word.includes('\0')) throw new RangeError('a word for the shell holds a NUL character');
  if (PLAIN.test(word)) return word;
  return `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** The words of a command as one line of shell text. @throws {RangeError} as `quote` */
export function quoteAll(words: readonly string[]): string {
  return words.map(quote).join(' ');
}

/** Letters and signs that mean nothing to a shell wherever they stand in a word. */
const PLAIN = /^[A-Za-z0-9_./:,@%+-]+$/;

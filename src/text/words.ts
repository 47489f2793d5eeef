/** `1 host`, `3 hosts`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: readonly string[], and: 'and' | 'or' = 'and'): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${and} ${words.at(-1)}`;
}

/** Lines in a sentence, in quotes: the first three of them, then how many more. */
export function quotedLines(lines: readonly string[]): string {
  const shown = lines.slice(0, 3).map((line) => `\`${line.trim()}\``);
  const more = lines.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} lines more like that` : shown.join(', ');
}

/** Host names in a sentence: all of them up to `most`, then how many more. */
export function named(names: readonly string[], most = 5): string {
  if (names.length <= most) return names.join(', ');
  return `${names.slice(0, most - 1).join(', ')} and ${names.length - most + 1} more`;
}

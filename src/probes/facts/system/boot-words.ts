/** One word of the kernel's command line: a name and what stands behind its first `=`; `true` where there is none. */
export type BootWord = readonly [name: string, value: string | true];

/**
 * The words of the kernel's command line, as Python's shlex splits them outside of POSIX mode: a quote counts only where a
 * word begins, ends it where it is closed, and stays. One that is never closed makes all of it nothing.
 */
export function bootWords(line: string): readonly BootWord[] {
  const words: BootWord[] = [];
  for (const [word] of line.matchAll(/"[^"]*"|'[^']*'|\S+/g)) {
    const at = word.indexOf('=');
    if (/^["']/.test(word) && !/^(["']).*\1$/s.test(word)) return [];
    words.push(at < 0 ? [word, true] : [word.slice(0, at), word.slice(at + 1)]);
  }
  return words;
}

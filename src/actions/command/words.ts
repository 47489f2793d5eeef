export type Words =
  | { readonly ok: true; readonly words: readonly string[] }
  | { readonly ok: false; readonly why: string };

/** One piece of a word: quoted once, quoted twice, escaped, plain; or the blanks between two words. */
const PIECE = /'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])|([^\s'"\\]+)|(\s+)/y;

/**
 * Splits a command as Python's `shlex.split` does, which Ansible uses: blanks separate, quotes hold together, a
 * backslash takes the next character as it is (between double quotes only before `"` and `\`). Nothing is expanded.
 */
export function splitWords(text: string): Words {
  const words: string[] = [];
  let word: string | undefined;
  let at = 0;
  while (at < text.length) {
    PIECE.lastIndex = at;
    const piece = PIECE.exec(text);
    if (piece === null) return { ok: false, why: unfinished(text.charAt(at)) };
    at = PIECE.lastIndex;
    const [, once, twice, escaped, plain, blanks] = piece;
    if (blanks !== undefined) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? '') + (once ?? twice?.replace(/\\(["\\])/g, '$1') ?? escaped ?? plain ?? '');
    }
  }
  if (word !== undefined) words.push(word);
  return { ok: true, words };
}

function unfinished(char: string): string {
  return char === '\\' ? 'it ends in a backslash' : `the quote ${char} is not closed`;
}

/** A variable or a home folder in a word, which Ansible expands and a program run without a shell would not see. */
export function expandable(words: readonly string[]): string | undefined {
  for (const word of words) {
    const found = /^~[A-Za-z0-9_.-]*(?=\/|$)|\$(?:[A-Za-z_]\w*|\{\w+\})/.exec(word);
    if (found !== null) return found[0];
  }
  return undefined;
}

/**
 * `creates=/x` inside the text of a command, where Ansible takes it for a parameter and not for a word of the command.
 */
export function parameterIn(text: string): string | undefined {
  return /(?:^|\s)((?:creates|removes|chdir|executable|stdin|stdin_add_newline|strip_empty_ends|warn|argv)=\S*)/.exec(
    text,
  )?.[1];
}

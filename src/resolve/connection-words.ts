/** The words of a command line, or what is wrong with it: one sentence without a full stop. */
export type Words =
  | { readonly ok: true; readonly words: readonly string[] }
  | { readonly ok: false; readonly message: string };

/**
 * Splits text as a shell would, without expanding anything: quotes group, a backslash takes the next character as it
 * is, and inside double quotes only before `"` and `\`. There are no comments.
 */
export function splitWords(text: string): Words {
  // One piece of a word: in double quotes, in single quotes, behind a backslash, or plain.
  const piece = /(\s+)|"((?:[^"\\]|\\[\s\S])*)"|'([^']*)'|\\([\s\S])|[^\s"'\\]+/y;
  const words: string[] = [];
  let word: string | undefined;
  while (piece.lastIndex < text.length) {
    const match = piece.exec(text);
    if (match === null)
      return { ok: false, message: 'a quote is never closed, or nothing follows a backslash' };
    const [plain, gap, double, single, escaped] = match;
    if (gap === undefined) {
      word = (word ?? '') + (double?.replaceAll(/\\(["\\])/g, '$1') ?? single ?? escaped ?? plain);
    } else if (word !== undefined) {
      words.push(word);
      word = undefined;
    }
  }
  return { ok: true, words: word === undefined ? words : [...words, word] };
}

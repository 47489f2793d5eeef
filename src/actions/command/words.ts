export type Words =
  | { readonly ok: true; readonly words: readonly string[] }
  | { readonly ok: false; readonly why: string };

/**
 * Splits a command as Python's `shlex.split` does, which Ansible uses: blanks separate, quotes hold together, a
 * backslash takes the next character as it is (between double quotes only before `"` and `\`). Nothing is expanded.
 */
export function splitWords(text: string): Words {
  const words: string[] = [];
  let word: string | undefined;
  let quote: '"' | "'" | undefined;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index] ?? '';
    if (quote === "'") {
      if (character === "'") quote = undefined;
      else word = (word ?? '') + character;
    } else if (character === '\\' && (quote === undefined || '"\\'.includes(text[index + 1] ?? ' '))) {
      index += 1;
      if (index >= text.length) return { ok: false, why: 'it ends in a backslash' };
      word = (word ?? '') + text[index];
    } else if (quote === '"') {
      if (character === '"') quote = undefined;
      else word = (word ?? '') + character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (/\s/.test(character)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = (word ?? '') + character;
    }
  }
  if (quote !== undefined) return { ok: false, why: `the quote ${quote} is not closed` };
  if (word !== undefined) words.push(word);
  return { ok: true, words };
}

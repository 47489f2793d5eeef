import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Position } from '../../model/values/position.ts';
import { mistake } from '../diagnostics/mistake.ts';

/** `Keyword value`, or `Keyword=value`. */
export interface SshConfigLine {
  /** In lower case. */
  readonly keyword: string;
  /** What follows it, as written. */
  readonly rest: string;
  /** The words of that, without their quotes and without a comment at the end. */
  readonly words: readonly string[];
  readonly at: Position;
}

/** The lines that say something. A line with a quote that is never closed is noted and left out. */
export function sshConfigLines(
  text: string,
  file: string,
  diagnostics: Diagnostic[],
): readonly SshConfigLine[] {
  return text.split('\n').flatMap((written, index) => {
    const [, space = '', keyword = '', rest = ''] =
      /^(\s*)("[^"]*"|[^\s=#"]+)(?:\s*=\s*|\s+|$)(.*?)\s*$/s.exec(written) ?? [];
    if (keyword === '') return [];
    const at = { file, line: index + 1, column: space.length + 1 };
    const words = wordsOf(rest);
    if (words === undefined) {
      const place = { at, length: written.trim().length };
      const hint = 'close the quote, or take it out';
      diagnostics.push(mistake(place, 'invalid-ssh-config', 'a quote is never closed', hint));
      return [];
    }
    return [{ keyword: keyword.replaceAll('"', '').toLowerCase(), rest, words, at }];
  });
}

/** One piece of a word: behind a backslash, in double quotes, in single quotes, or plain. */
const piece =
  /\\(['"\\ ])|"((?:\\['"\\]|[^"\\]|\\(?!['"\\]))*)"|'((?:\\['"\\]|[^'\\]|\\(?!['"\\]))*)'|([^\s'"])/y;

/** As OpenSSH splits them: quotes group, a backslash keeps a quote, a blank or a backslash, `#` begins a comment. */
function wordsOf(text: string): readonly string[] | undefined {
  const words: string[] = [];
  let word: string | undefined;
  for (let at = 0; at < text.length; ) {
    if (/\s/.test(text.charAt(at))) {
      if (word !== undefined) words.push(word);
      word = undefined;
      at += 1;
      continue;
    }
    if (word === undefined && text.charAt(at) === '#') break;
    piece.lastIndex = at;
    const match = piece.exec(text);
    if (match === null) return undefined;
    const [, escaped, double, single, plain] = match;
    word = (word ?? '') + (escaped ?? (double ?? single)?.replace(/\\(['"\\])/g, '$1') ?? plain ?? '');
    at = piece.lastIndex;
  }
  return word === undefined ? words : [...words, word];
}

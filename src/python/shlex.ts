export type Words =
  | { readonly ok: true; readonly words: readonly string[] }
  | ({ readonly ok: false } & Unfinished);

export type PlacedWords =
  | { readonly ok: true; readonly words: readonly PlacedWord[] }
  | ({ readonly ok: false } & Unfinished);

export interface PlacedWord {
  /** Without its quotes and backslashes. */
  readonly text: string;
  /** Where it starts in the text, from 0. */
  readonly offset: number;
}

/** The quote that is never closed, or the backslash that nothing follows. `why` is half a sentence. */
export interface Unfinished {
  readonly mark: string;
  readonly offset: number;
  readonly why: string;
}

/** One piece of a word: quoted once, quoted twice, escaped, plain; or the blanks between two words. */
const PIECE = /'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])|([^ \t\r\n'"\\]+)|([ \t\r\n]+)/y;
/** The same, where a comment is a blank too. */
const PIECE_OR_COMMENT =
  /'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\([\s\S])|([^ \t\r\n'"\\#]+)|([ \t\r\n]+|#[^\n]*)/y;

/**
 * Splits a text as Python's `shlex.split` does: blanks separate, quotes hold together, a backslash takes the next
 * character as it is (between double quotes only before `"` and `\`). Nothing is expanded.
 */
export function splitWords(text: string): Words {
  const split = placedWords(text, PIECE);
  return split.ok ? { ok: true, words: split.words.map((word) => word.text) } : split;
}

/** The same with `comments=True`: a `#` outside quotes starts a comment, even inside a word. */
export function splitBeforeComment(text: string): PlacedWords {
  return placedWords(text, PIECE_OR_COMMENT);
}

function placedWords(text: string, pieces: RegExp): PlacedWords {
  const words: PlacedWord[] = [];
  let word: PlacedWord | undefined;
  for (let at = 0; at < text.length; at = pieces.lastIndex) {
    pieces.lastIndex = at;
    const piece = pieces.exec(text);
    if (piece === null) return { ok: false, ...unfinished(text.charAt(at), at) };
    const [, once, twice, escaped, plain, blanks] = piece;
    if (blanks === undefined) {
      const more = once ?? twice?.replace(/\\(["\\])/g, '$1') ?? escaped ?? plain ?? '';
      word = { text: (word?.text ?? '') + more, offset: word?.offset ?? at };
    } else if (word !== undefined) {
      words.push(word);
      word = undefined;
    }
  }
  return { ok: true, words: word === undefined ? words : [...words, word] };
}

function unfinished(mark: string, offset: number): Unfinished {
  return { mark, offset, why: mark === '\\' ? 'it ends in a backslash' : `the quote ${mark} is not closed` };
}

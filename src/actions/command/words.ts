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
  let rest = text;
  while (rest !== '') {
    const piece = nextPiece(rest);
    if (piece === undefined) return { ok: false, why: whyNot(rest) };
    rest = rest.slice(piece.length);
    if (piece.text !== undefined) {
      word = (word ?? '') + piece.text;
    } else if (word !== undefined) {
      words.push(word);
      word = undefined;
    }
  }
  if (word !== undefined) words.push(word);
  return { ok: true, words };
}

/** The start of a text: how long it is, and what it adds to a word; no text: it ends the word. */
interface Piece {
  readonly length: number;
  readonly text: string | undefined;
}

const BLANKS = /^\s+/;
const PLAIN = /^[^\s\\'"]+/;
const ESCAPED = /^\\([\s\S])/;
const SINGLE = /^'([^']*)'/;
const DOUBLE = /^"((?:[^"\\]|\\[\s\S])*)"/;

/** Undefined: a quote or a backslash without its end. */
function nextPiece(text: string): Piece | undefined {
  const blanks = BLANKS.exec(text);
  if (blanks !== null) return { length: blanks[0].length, text: undefined };
  const plain = PLAIN.exec(text);
  if (plain !== null) return { length: plain[0].length, text: plain[0] };
  const quoted = ESCAPED.exec(text) ?? SINGLE.exec(text);
  if (quoted !== null) return { length: quoted[0].length, text: quoted[1] ?? '' };
  const double = DOUBLE.exec(text);
  if (double === null) return undefined;
  return { length: double[0].length, text: (double[1] ?? '').replace(/\\(["\\])/g, '$1') };
}

function whyNot(rest: string): string {
  return rest === '\\' ? 'it ends in a backslash' : `the quote ${rest[0]} is not closed`;
}

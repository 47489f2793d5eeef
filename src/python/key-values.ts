import { unescaped } from './escapes.ts';

/** `name=value`, or a word without a name; `offset` is where it starts in the text, from 0. */
export type KeyValue =
  | { readonly kind: 'pair'; readonly key: string; readonly value: string; readonly offset: number }
  | { readonly kind: 'word'; readonly text: string; readonly offset: number };

export type KeyValues =
  | { readonly ok: true; readonly words: readonly KeyValue[] }
  /** What is still open where the text ends, and where it was opened. */
  | { readonly ok: false; readonly open: string; readonly offset: number };

/**
 * Splits `a=1 b="two words" c={{ x | d('y z') }}` as Ansible does: spaces and line ends separate, but neither between quotes nor inside
 * a template; quotes around a whole value go, all others stay; escapes of Python's strings count everywhere.
 */
export function splitKeyValues(text: string): KeyValues {
  const split = splitOutsideTemplates(text);
  return split.ok ? { ok: true, words: split.words.map(readWord) } : split;
}

interface Word {
  readonly text: string;
  readonly offset: number;
}

interface Open {
  readonly mark: string;
  readonly offset: number;
}

type Split = { readonly ok: true; readonly words: readonly Word[] } | Extract<KeyValues, { ok: false }>;

const closing: ReadonlyMap<string, string> = new Map([
  ['{{', '}}'],
  ['{%', '%}'],
  ['{#', '#}'],
]);

const PIECE = /\{[{%#]|[}%#]\}|[ \n]+|\\["']|[\s\S]/g;

function splitOutsideTemplates(text: string): Split {
  const words: Word[] = [];
  const open: Openings = { quote: undefined, templates: [] };
  let word: Word | undefined;
  for (const { 0: piece, index: offset } of text.matchAll(PIECE)) {
    if (/^[ \n]/.test(piece) && open.quote === undefined && open.templates.length === 0) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      word = { text: (word?.text ?? '') + piece, offset: word?.offset ?? offset };
      note({ mark: piece, offset }, open);
    }
  }
  const left = open.quote ?? open.templates[0];
  if (left !== undefined) return { ok: false, open: left.mark, offset: left.offset };
  return { ok: true, words: word === undefined ? words : [...words, word] };
}

interface Openings {
  quote: Open | undefined;
  readonly templates: Open[];
}

/** What opens or closes here. Quotes and templates do not know of each other, as in Ansible. */
function note(piece: Open, open: Openings): void {
  const innermost = open.templates.at(-1);
  if (closing.has(piece.mark)) open.templates.push(piece);
  else if (innermost !== undefined && closing.get(innermost.mark) === piece.mark) open.templates.pop();
  else if (piece.mark !== '"' && piece.mark !== "'") return;
  else if (open.quote === undefined) open.quote = piece;
  else if (open.quote.mark === piece.mark) open.quote = undefined;
}

function readWord({ text, offset }: Word): KeyValue {
  // Three digits of an octal number mean nothing here, unlike in a string of Python's.
  const read = unescaped(text.replace(/\\(?=[0-7])/g, '\\\\'));
  const plain = read.ok ? read.text : text;
  const equals = /(?<=[^\\])=/.exec(plain)?.index;
  if (equals === undefined) return { kind: 'word', text: plain.replaceAll('\\=', '='), offset };
  const key = plain.slice(0, equals).trim();
  return { kind: 'pair', key, value: unquoted(plain.slice(equals + 1).trim()), offset };
}

function unquoted(value: string): string {
  return /^(["'])([\s\S]*)(?<!\\)\1$/.exec(value)?.[2] ?? value;
}

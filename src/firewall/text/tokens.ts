import type { LineSpan } from './mistakes.ts';
import type { Word } from './rules.ts';

/** The words of a line, and where each stands on it: from `starts`, up to but without `ends`. */
export interface Tokens {
  readonly words: readonly Word[];
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** Where a double quote begins that nothing closes. */
  readonly unclosed: number | undefined;
}

const SPACE = 32;
const TAB = 9;
const QUOTE = 34;
const IN_QUOTES = /["\\]/g;

/**
 * Splits a line into words as iptables-restore does: at spaces and tabs; double quotes hold a word together and end it
 * (`a"b c"d` is `ab c` and `d`); a backslash takes the next character as it is, inside quotes only.
 */
export function tokenize(line: string, from: number): Tokens {
  const words: Word[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let index = from;
  while (index < line.length) {
    const start = index;
    const stop = bareEnd(line, start);
    const bare = line.slice(start, stop);
    const quote = line.charCodeAt(stop) === QUOTE ? quotedText(line, stop + 1) : undefined;
    if (quote === undefined && stop < line.length && line.charCodeAt(stop) === QUOTE) {
      return { words, starts, ends, unclosed: stop };
    }
    index = quote === undefined ? stop + 1 : quote.end;
    if (quote === undefined && bare === '') continue;
    words.push(
      quote === undefined ? { text: bare, quoted: false } : { text: bare + quote.text, quoted: true },
    );
    starts.push(start);
    ends.push(quote === undefined ? stop : quote.end);
  }
  return { words, starts, ends, unclosed: undefined };
}

/** Where the word with this number stands on its line; the beginning of the line when there is none. */
export function placeOf(word: number, { starts, ends }: Tokens, line: number): LineSpan {
  const start = starts[word] ?? 0;
  return { line, column: start + 1, length: (ends[word] ?? start + 1) - start };
}

function bareEnd(line: string, from: number): number {
  for (let index = from; index < line.length; index += 1) {
    const code = line.charCodeAt(index);
    if (code === SPACE || code === TAB || code === QUOTE) return index;
  }
  return line.length;
}

/** What stands from `from` to the closing quote, and where that ends; `undefined` when it is not closed. */
function quotedText(line: string, from: number): { readonly text: string; readonly end: number } | undefined {
  let text = '';
  let index = from;
  while (index < line.length) {
    IN_QUOTES.lastIndex = index;
    const stop = IN_QUOTES.exec(line)?.index ?? line.length;
    text += line.slice(index, stop);
    if (stop >= line.length) return undefined;
    if (line.charCodeAt(stop) === QUOTE) return { text, end: stop + 1 };
    text += line.slice(stop + 1, stop + 2);
    index = stop + 2;
  }
  return undefined;
}

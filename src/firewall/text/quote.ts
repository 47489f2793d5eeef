import type { Word } from './rules.ts';

const BARE = /^[-_0-9A-Za-z]+$/;
const ESCAPED = /["\\']/g;
const NEEDS_QUOTES = /[ \t"]/;

/**
 * A text as iptables-save writes a comment or a prefix: as it is when it has only letters, digits, `-` and `_`, else in
 * double quotes with a backslash before `"`, `\` and `'`. Reading it gives the same text. No rules file can hold a line
 * end in a word; nothing that was read from one has it.
 */
export function quoteWord(text: string): string {
  return BARE.test(text) ? text : `"${text.replace(ESCAPED, '\\$&')}"`;
}

/** The words of a rule as one line: what stood bare stays bare, as iptables-save leaves addresses and states bare. */
export function printWords(words: readonly Word[]): string {
  return words
    .map(({ text, quoted }) => (quoted || text === '' || NEEDS_QUOTES.test(text) ? quoteWord(text) : text))
    .join(' ');
}

/** `-A CHAIN` and the words of the rule, without counters: as an administrator would type it. */
export function printRule(chain: string, words: readonly Word[]): string {
  return ['-A', NEEDS_QUOTES.test(chain) || chain === '' ? quoteWord(chain) : chain, printWords(words)]
    .filter((part) => part !== '')
    .join(' ');
}

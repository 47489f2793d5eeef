import { canonicalOption } from '../text/option-names.ts';
import { printRule } from '../text/quote.ts';
import type { Rule, Word } from '../text/rules.ts';

/** The rule as a line that adds it at the end of its chain, without counters: as written, where that is such a line. */
export function appended(rule: Rule): string {
  if (rule.command === '-A') return withoutCounters(rule);
  return printRule(rule.chain, rule.command === '-I' ? asInserted(rule.words) : rule.words);
}

/** The rule as it stands, without the counters that may stand before it. */
export function withoutCounters({ text }: Pick<Rule, 'text'>): string {
  // Only what iptables takes for a blank: others are words.
  return text.replace(/^[ \t]*\[\d+:\d+\][ \t]*/, '').replace(/[ \t]+$/, '');
}

/** `-I` puts each address of a list in front of the one before it. */
function asInserted(words: readonly Word[]): readonly Word[] {
  return words.map((word, index) => {
    const isAddress = ADDRESSES.has(canonicalOption(words[index - 1]?.text ?? ''));
    return isAddress ? { ...word, text: word.text.split(',').reverse().join(',') } : word;
  });
}

const ADDRESSES: ReadonlySet<string> = new Set(['-s', '-d']);

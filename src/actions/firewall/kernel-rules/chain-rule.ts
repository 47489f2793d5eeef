import { type Family, kernelKey } from '../../../firewall/kernel/canonical.ts';
import { canonicalOption } from '../../../firewall/text/option-names.ts';
import { printWords } from '../../../firewall/text/quote.ts';
import type { Rule, Word } from '../../../firewall/text/rules.ts';

/** One rule of a chain, as a change needs it. */
export interface ChainRule {
  /** Equal for rules that do the same. */
  readonly key: string;
  /** `-A CHAIN …` as iptables prints it; undefined for a rule that the kernel does not have yet. */
  readonly text: string | undefined;
  /** All words behind `-A CHAIN`. */
  readonly words: readonly Word[];
  /** The administrator's: it may be taken out. */
  readonly ours: boolean;
  /** It takes every packet, and none goes on to the next rule. */
  readonly ends: boolean;
  /** The chain or target it leads to. */
  readonly target: string | undefined;
}

const VERDICTS: ReadonlySet<string> = new Set(['ACCEPT', 'DROP', 'REJECT', 'RETURN']);
const NO_CONDITION: ReadonlySet<string> = new Set(['-j', '--reject-with', '--comment', '-c']);

/** A rule that iptables printed. */
export function liveRule(rule: Rule, family: Family, ours: boolean): ChainRule {
  return { ...wantedRule(rule, family), text: rule.text, ours };
}

/** A rule that an administrator wrote. */
export function wantedRule(rule: Rule, family: Family): ChainRule {
  const { words, target } = rule;
  return { key: kernelKey(rule, family), text: undefined, words, ours: true, ends: isEnd(rule), target };
}

function isEnd({ target, options }: Rule): boolean {
  if (target === undefined || !VERDICTS.has(target)) return false;
  return options.every(({ name, values }) => {
    const short = canonicalOption(name);
    return short === '-m' ? values[0] === 'comment' : NO_CONDITION.has(short);
  });
}

/** As an administrator would write it, without `-A CHAIN`. */
export function ruleText({ words }: ChainRule): string {
  return printWords(words);
}

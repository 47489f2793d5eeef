import { type Family, incomparable } from '../../../firewall/kernel/canonical.ts';
import { isBuiltIn } from '../../../firewall/text/built-in-chains.ts';
import { readRules } from '../../../firewall/text/read.ts';
import type { Rule } from '../../../firewall/text/rules.ts';
import type { Difference } from '../../../model/change.ts';
import { type ChainRule, ruleText, wantedRule } from './chain-rule.ts';
import type { ChainPlace } from './edit-operation.ts';

/** Rules as an administrator writes them; or in one sentence which of them is wrong, and how. */
export function readWanted(
  table: string,
  chain: string,
  texts: readonly string[],
  family: Family,
): readonly ChainRule[] | string {
  const folded = texts.findIndex((text) => /[\r\n]/.test(text));
  if (folded >= 0) return `rule ${folded + 1} of ${chain} has more than one line`;
  const head = [`*${table}`, ...(isBuiltIn(table, chain) ? [] : [`:${chain} -`])];
  const lines = [...head, ...texts.map((text) => `-A ${chain} ${text}`), 'COMMIT', ''];
  const { value, diagnostics } = readRules(lines.join('\n'), 'rules');
  if (value === undefined) {
    const wrong = diagnostics.find(({ severity }) => severity === 'error');
    const number = (wrong?.at.line ?? 0) - head.length;
    const place = number < 1 || number > texts.length ? chain : `rule ${number} of ${chain}`;
    return `${place}: ${wrong?.message ?? 'it cannot be read'}${wrong?.hint === undefined ? '' : ` (${wrong.hint})`}`;
  }
  return wantedFrom(chain, value.tables[0]?.rules ?? [], family);
}

/** The same for rules that were read from a text. */
export function wantedFrom(
  chain: string,
  rules: readonly Rule[],
  family: Family,
): readonly ChainRule[] | string {
  for (const [index, rule] of rules.entries()) {
    const why = incomparable(rule);
    if (why !== undefined) return `rule ${index + 1} of ${chain} ${why}`;
  }
  return rules.map((rule) => wantedRule(rule, family));
}

/** The number of a rule that does what an earlier one does, and of that one, from 1; undefined: there is none. */
export function repeated(
  rules: readonly ChainRule[],
): { readonly first: number; readonly again: number } | undefined {
  const seen = new Map<string, number>();
  for (const [index, { key }] of rules.entries()) {
    const first = seen.get(key);
    if (first !== undefined) return { first: first + 1, again: index + 1 };
    seen.set(key, index);
  }
  return undefined;
}

/** What becomes of the rules of a chain. @param before undefined: there is no such chain */
export function chainDiff(
  { program, table, chain }: ChainPlace,
  before: readonly ChainRule[] | undefined,
  after: readonly ChainRule[],
): Difference {
  return {
    kind: 'text',
    subject: `${program} table ${table} chain ${chain}`,
    before: before && chainText(chain, before),
    after: chainText(chain, after),
  };
}

function chainText(chain: string, rules: readonly ChainRule[]): string {
  return rules.map((rule) => `${rule.text ?? `-A ${chain} ${ruleText(rule)}`}\n`).join('');
}

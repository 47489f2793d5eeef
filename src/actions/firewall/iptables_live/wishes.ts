import type { Family } from '../../../firewall/kernel/canonical.ts';
import { isJsonList, type JsonObject } from '../../../model/values/json.ts';
import type { ChainRule } from '../kernel-rules/chain-rule.ts';
import { readWanted } from '../kernel-rules/wanted.ts';

/** What one chain is to have. */
export interface ChainWish {
  readonly table: string;
  readonly chain: string;
  /** In their order; each once. */
  readonly rules: readonly ChainRule[];
}

/** The policy that a built-in chain is to have. */
export interface PolicyWish {
  readonly table: string;
  readonly chain: string;
  readonly policy: string;
}

export interface Wishes {
  readonly chains: readonly ChainWish[];
  readonly policies: readonly PolicyWish[];
  /** What was left out, in sentences. */
  readonly notes: readonly string[];
}

/** From the parameter; or in one sentence what is wrong with it. */
export function wishesFromRules(rules: JsonObject, table: string, family: Family): Wishes | string {
  const chains: ChainWish[] = [];
  const notes: string[] = [];
  for (const [chain, texts] of Object.entries(rules)) {
    if (!/^[^\s!"\\-][^\s"\\]{0,27}$/.test(chain)) return `\`${chain}\` is no name of a chain`;
    if (!isJsonList(texts) || !texts.every((text) => typeof text === 'string')) {
      return `the rules of ${chain} must be a list of texts`;
    }
    const wanted = readWanted(table, chain, texts, family);
    if (typeof wanted === 'string') return wanted;
    const { once, note } = onceEach(chain, wanted);
    chains.push({ table, chain, rules: once });
    notes.push(...note);
  }
  return { chains, policies: [], notes };
}

/** Without rules that do what one before them does: once is enough in a chain. */
export function onceEach(
  chain: string,
  rules: readonly ChainRule[],
): { readonly once: readonly ChainRule[]; readonly note: readonly string[] } {
  const seen = new Set<string>();
  const once = rules.filter(({ key }) => !seen.has(key) && seen.add(key));
  const more = rules.length - once.length;
  return { once, note: said(more, `of ${chain} there twice, and put in once`) };
}

/** `3 rules of INPUT …`; nothing for none. */
export function said(count: number, what: string): readonly string[] {
  return count === 0 ? [] : [`${count === 1 ? 'one rule' : `${count} rules`} ${what}`];
}

import { ruleKey } from '../../difference/same-rule.ts';
import { type Family, kernelKey } from '../../kernel/canonical.ts';
import { doubtful, type Mistake, wrong } from '../mistakes.ts';
import { contentOf, type OpenTable } from '../open-table.ts';
import type { Rule } from '../rules.ts';
import { isSeveral } from './several.ts';

/** `-I CHAIN [NUMBER]`: in front of the rule with that number, or behind the last. */
export function insertRule(rule: Rule, number = 1, table: OpenTable): Mistake | undefined {
  const rules = contentOf(table, rule.chain);
  table.effort -= 1 + (rules.length >> 5);
  const uncounted = uncountable(rule.chain, number - 1, table);
  if (uncounted !== undefined) return uncounted;
  if (number > rules.length + 1) return beyond(rule.chain, rules);
  rules.splice(number - 1, 0, rule);
  return undefined;
}

/** `-R CHAIN NUMBER`. */
export function replaceRule(rule: Rule, number: number, table: OpenTable): Mistake | undefined {
  const rules = contentOf(table, rule.chain);
  const uncounted = uncountable(rule.chain, number, table) ?? (isSeveral(rule) ? NOT_ONE : undefined);
  if (uncounted !== undefined) return uncounted;
  if (number > rules.length) return beyond(rule.chain, rules);
  rules[number - 1] = rule;
  const message =
    'iptables-restore of nft up to 1.8.9 breaks off at `-R` when it replaces a rule of the same text';
  return doubtful('replaced-rule', message, 'write the rule as it is meant to be where it was added');
}

/** `-D CHAIN NUMBER`, or `-D CHAIN` and the rule: the first that is the same. */
export function deleteRule(rule: Rule, number: number | undefined, table: OpenTable): Mistake | undefined {
  const rules = contentOf(table, rule.chain);
  if (number === undefined) return deleteSame(rule, rules, table);
  table.effort -= 1 + (rules.length >> 5);
  const uncounted = uncountable(rule.chain, number, table);
  if (uncounted !== undefined) return uncounted;
  if (number > rules.length) return beyond(rule.chain, rules);
  rules.splice(number - 1, 1);
  return undefined;
}

function deleteSame(rule: Rule, rules: Rule[], table: OpenTable): Mistake | undefined {
  if (isSeveral(rule)) return NOT_ONE;
  const index = rules.findIndex((each) => mayBeSame(each, rule));
  table.effort -= 1 + (index < 0 ? rules.length : index);
  const found = rules[index];
  if (found === undefined) {
    const message = `no rule of ${rule.chain} up to this line is the same`;
    return wrong('no-such-rule', message, 'write it as it was added, or remove both lines');
  }
  if (isSeveral(found) || ruleKey(found) !== ruleKey(rule)) {
    const message = `whether the rule of line ${found.line} is the one to be deleted cannot be told, for it is written in another way`;
    return wrong('no-such-rule', message, 'write both in the same way, or remove both lines');
  }
  rules.splice(index, 1);
  return undefined;
}

const FAMILIES: readonly Family[] = ['ipv4', 'ipv6'];

/** A rule with a list of addresses may hold the one, whatever else is the same. */
function mayBeSame(rule: Rule, wanted: Rule): boolean {
  if (rule.target !== wanted.target) return false;
  if (isSeveral(rule)) return true;
  const [own, other] = [keysOf(rule), keysOf(wanted)];
  return own.some((key, index) => key === other[index]);
}

const KEYS = new WeakMap<Rule, readonly string[]>();

/** What the kernel makes of the rule, in either family. */
function keysOf(rule: Rule): readonly string[] {
  const known = KEYS.get(rule);
  if (known !== undefined) return known;
  const keys = FAMILIES.map((family) => kernelKey(rule, family));
  KEYS.set(rule, keys);
  return keys;
}

const NOT_ONE: Mistake = wrong(
  'several-rules',
  'the rule has a list of addresses or the name of a host, and so is not one rule',
  'write a line for each address',
);

/** Whether the first rules of a chain are as many for the kernel as they are lines. */
function uncountable(chain: string, first: number, table: OpenTable): Mistake | undefined {
  if (!table.uncounted.has(chain)) return undefined;
  const rules = contentOf(table, chain).slice(0, first);
  table.effort -= rules.length;
  const several = rules.find(isSeveral);
  if (several === undefined) return undefined;
  const message = `the rules of ${chain} cannot be counted: that of line ${several.line} has a list of addresses, the name of a host, or \`-4\` or \`-6\``;
  const hint = 'write a rule for each address, or the rules in their order with `-A`';
  return wrong('uncountable', message, hint);
}

/** Said of a number that no rule of the chain has. */
export function beyond(chain: string, { length }: readonly Rule[]): Mistake {
  const message = `${chain} has ${length === 1 ? '1 rule' : `${length} rules`} up to this line`;
  const hint = 'rules are counted in their chain, from 1, and only those before this line are there';
  return wrong('rule-number', message, hint);
}

import { prefixOf } from '../../text/ip.ts';
import { canonicalOption } from '../text/option-names.ts';
import type { Rule } from '../text/rules.ts';

/** One condition or target of a rule, in the one way that iptables-save would write it. */
export interface RuleTerm {
  readonly name: string;
  readonly negated: boolean;
  readonly value: string;
}

/** What a rule says, whatever way it was written, with its comments apart. */
export interface RuleTerms {
  /** In the order of their names, `!` behind: equal conditions give equal lists. */
  readonly terms: readonly RuleTerm[];
  readonly comments: readonly string[];
}

/** Modules that say nothing without an option of theirs: what they ask is seen by their options. */
const SILENT: ReadonlySet<string> = new Set(
  'tcp udp sctp dccp icmp icmp6 comment addrtype conntrack state mark multiport pkttype set policy u32 bpf'.split(
    ' ',
  ),
);

/** Values that are a set: the order in which they were written means nothing. */
const SETS: ReadonlySet<string> = new Set(['--ctstate', '--dst-type', '--src-type', '--dports']);

/** iptables documents `-m state --state` as a subset of conntrack, and the kernel has one module for both. */
export const SAME_OPTION: ReadonlyMap<string, string> = new Map([['--state', '--ctstate']]);

export function termsOf(rule: Pick<Rule, 'options'>): RuleTerms {
  const terms: RuleTerm[] = [];
  const comments: string[] = [];
  for (const { name, negated, values } of rule.options) {
    const short = SAME_OPTION.get(canonicalOption(name)) ?? canonicalOption(name);
    const value = values.join(' ');
    if (short === '--comment') comments.push(value);
    else if (short !== '-m' || !SILENT.has(value)) {
      terms.push({ name: short, negated, value: canonical(short, value) });
    }
  }
  return { terms: terms.sort(byName), comments };
}

/** Names in the order of their characters; of two equal ones the negated one last. */
export function byName(a: Pick<RuleTerm, 'name' | 'negated'>, b: Pick<RuleTerm, 'name' | 'negated'>): number {
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  return Number(a.negated) - Number(b.negated);
}

function canonical(name: string, value: string): string {
  if (SETS.has(name)) return value.split(',').sort().join(',');
  if (name === '-s' || name === '-d') return plainAddress(value);
  return name === '-p' ? (PROTOCOLS.get(value) ?? value.toLowerCase()) : value;
}

const PROTOCOLS: ReadonlyMap<string, string> = new Map([
  ['1', 'icmp'],
  ['6', 'tcp'],
  ['17', 'udp'],
  ['58', 'ipv6-icmp'],
  ['icmpv6', 'ipv6-icmp'],
]);

/** A mask as the number of its bits, and none behind a single address. */
function plainAddress(value: string): string {
  const [, address = '', mask = ''] = /^([^/]+)\/(\d+\.\d+\.\d+\.\d+)$/.exec(value) ?? [];
  const prefix = prefixOf(mask, 4);
  const plain = prefix === undefined ? value : `${address}/${prefix}`;
  return plain.replace(/^(\d[\d.]*)\/32$|^(.*:.*)\/128$/, '$1$2');
}

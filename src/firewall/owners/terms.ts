import { canonicalOption } from '../option-names.ts';
import type { Rule } from '../rules.ts';

/** One condition or target of a rule, in the one way that iptables-save would write it. */
export interface Term {
  readonly name: string;
  readonly negated: boolean;
  readonly value: string;
}

/** What a rule says, whatever way it was written, with its comments apart. */
export interface RuleTerms {
  /** In the order of their names, `!` behind: equal conditions give equal lists. */
  readonly terms: readonly Term[];
  readonly comments: readonly string[];
}

/** Modules that say nothing without an option of theirs: what they ask is seen by their options. */
const SILENT: ReadonlySet<string> = new Set(
  'tcp udp sctp dccp icmp icmp6 comment addrtype conntrack state mark multiport set policy u32 bpf'.split(
    ' ',
  ),
);

/** Values that are a set: the order in which they were written means nothing. */
const SETS: ReadonlySet<string> = new Set(['--ctstate', '--state', '--dst-type', '--src-type', '--dports']);

export function termsOf(rule: Pick<Rule, 'options'>): RuleTerms {
  const terms: Term[] = [];
  const comments: string[] = [];
  for (const { name, negated, values } of rule.options) {
    const short = canonicalOption(name);
    const value = values.join(' ');
    if (short === '--comment') comments.push(value);
    else if (short !== '-m' || !SILENT.has(value)) {
      terms.push({ name: short, negated, value: canonical(short, value) });
    }
  }
  return { terms: terms.sort(byName), comments };
}

/** Names in the order of their characters; of two equal ones the negated one last. */
export function byName(a: Pick<Term, 'name' | 'negated'>, b: Pick<Term, 'name' | 'negated'>): number {
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  return Number(a.negated) - Number(b.negated);
}

function canonical(name: string, value: string): string {
  if (SETS.has(name)) return value.split(',').sort().join(',');
  if (name === '-s' || name === '-d') return value.replace(/\/(?:32|128|255\.255\.255\.255)$/, '');
  return name === '-p' ? value.toLowerCase() : value;
}

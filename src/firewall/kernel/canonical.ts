import { canonicalOption } from '../text/option-names.ts';
import type { Option, Rule } from '../text/rules.ts';
import { plainNetwork } from './address.ts';
import { type Family, isUnknownPort, plainOption } from './canonical-value.ts';

export type { Family } from './canonical-value.ts';

type Words = Pick<Rule, 'options'>;

/** What iptables tests before any match, in whatever order it was written. */
const HEADER: readonly string[] = ['-s', '-d', '-p', '-i', '-o', '-f'];
/** Said of the command, not of the rule. */
const NO_PART: ReadonlySet<string> = new Set(['-c', '-4', '-6']);

/** Modules that ask nothing without an option of theirs, and whose options are nobody else's: `-m` can be left out. */
const SILENT: ReadonlySet<string> = new Set(
  `tcp udp udplite sctp dccp icmp icmp6 icmpv6 esp ah comment mark multiport addrtype iprange mac state conntrack pkttype
   owner physdev limit ttl hl length dscp helper`.split(/\s+/),
);

/** Options of the module that iptables adds for `-p`: they may stand behind another module's. */
const OF_PROTOCOL: readonly string[] = [
  '--dport',
  '--sport',
  '--tcp-flags',
  '--syn',
  '--tcp-option',
  '--icmp-type',
  '--icmpv6-type',
];
const IN_NO_GROUP: ReadonlySet<string> = new Set([...HEADER, ...OF_PROTOCOL]);

/**
 * Two rules of one chain do the same exactly when their keys are equal, as far as it can be told from their words: what an
 * administrator writes, and what iptables prints of it on the legacy backend and on nft. Counters are not in it; the table
 * and the chain neither.
 *
 * Modules with a memory (`recent`, `statistic`) and those not known here stay in their order.
 */
export function kernelKey({ options }: Words, family: Family): string {
  const parts: string[] = [];
  const groups: string[][] = [];
  let group = parts;
  for (const option of options) {
    const name = canonicalOption(option.name);
    if (name === '-m') {
      group = groupOf(option.values[0] ?? '', parts);
      if (group !== parts) groups.push(group);
      continue;
    }
    if (name === '-j' || name === '-g') group = parts;
    if (!NO_PART.has(name))
      (IN_NO_GROUP.has(name) ? parts : group).push(...partOf({ ...option, name }, family));
  }
  return [...parts.sort(), ...groups.map((each) => each.sort().join('\t'))].join('\n');
}

/** What the options of a module go to: to all others, or to a group of their own. */
function groupOf(module: string, parts: string[]): string[] {
  return SILENT.has(module) ? parts : [`-m\0${module}`];
}

function partOf({ name, negated, values }: Option, family: Family): readonly string[] {
  const plain = plainOption(name, values, family);
  if (plain === undefined && !negated) return [];
  const { name: shown, value } = plain ?? { name, value: '' };
  return [[negated ? '!' : '', shown, value].join('\0')];
}

/**
 * Why a rule cannot be compared with what iptables will print of it; undefined: it can. Continues "the rule … ".
 */
export function incomparable({ options }: Words): string | undefined {
  for (const { name: written, values } of options) {
    const name = canonicalOption(written);
    const value = values.join(' ');
    if (name === '-s' || name === '-d') {
      if (value.includes(','))
        return 'has a list of addresses: write one rule for each, as iptables makes them';
      if (plainNetwork(value) === undefined) {
        return `has the name ${value}, which iptables looks up only once: write the address, as in 192.0.2.0/24`;
      }
    }
    if (isUnknownPort(name, value)) return `has the port ${value}: write its number`;
  }
  return undefined;
}

import type { Rule } from '../text/rules.ts';

/** After these a packet goes no further in the chain, so the same rule again never matches. */
const FINAL: ReadonlySet<string> = new Set([
  'ACCEPT',
  'DROP',
  'REJECT',
  'RETURN',
  'MASQUERADE',
  'SNAT',
  'DNAT',
  'REDIRECT',
]);

/** Modules that say the same of the same packet each time they are asked: no counting, no chance, no time. */
const STEADY: ReadonlySet<string> = new Set(
  `tcp udp udplite sctp dccp icmp icmp6 ipv6-icmp comment addrtype conntrack ctstate state mark connmark multiport set
  physdev iprange mac owner pkttype policy tcpmss length dscp tos ttl hl helper realm esp ah string`.split(
    /\s+/,
  ),
);

/**
 * Whether a second rule like this one, right behind it, does nothing: two limits let twice as much through, two LOGs
 * write twice, but two ACCEPTs accept once.
 *
 * @param chains Chains that are known to do nothing the second time.
 */
export function isIdleTwice({ target, options }: Rule, chains: ReadonlySet<string>): boolean {
  if (target === undefined || !(FINAL.has(target) || chains.has(target))) return false;
  return options.every(
    ({ name, values }) => (name !== '-m' && name !== '--match') || STEADY.has(values[0] ?? ''),
  );
}

import { knownChain } from '../../../firewall/owners/chains/known-chain.ts';
import { isAdmins, ownerName } from '../../../firewall/owners/owner.ts';
import { isBuiltIn } from '../../../firewall/text/built-in-chains.ts';
import type { Live } from '../../../probes/rules/live.ts';
import { type ChainRule, liveRule } from '../kernel-rules/chain-rule.ts';

/** A chain as it runs. */
export interface LiveChain {
  readonly kind: 'builtin' | 'own' | 'absent';
  readonly rules: readonly ChainRule[];
  /** How many of the rules are nobody's that we know. */
  readonly unknown: number;
}

/** A built-in chain, one of the administrator's, or one that can be made; or in one sentence why it is none of them. */
export function liveChain({ tables, family }: Live, table: string, name: string): LiveChain | string {
  const owned = tables.get(table);
  const rules = (owned?.rules ?? []).filter(({ rule }) => rule.chain === name);
  const found: Omit<LiveChain, 'kind'> = {
    rules: rules.map(({ rule, owner }) => liveRule(rule, family, isAdmins(owner))),
    unknown: rules.filter(({ owner }) => owner === 'unknown').length,
  };
  if (isBuiltIn(table, name)) return { kind: 'builtin', ...found };
  const there = owned?.chains.find(({ chain }) => chain.name === name);
  if (there === undefined) {
    const known = knownChain(table, name, new Set([name]));
    const free = known.kind === 'none' || ('owner' in known && isAdmins(known.owner));
    return free
      ? { kind: 'absent', ...found }
      : `the name ${name} is one of other software, and there is no such chain`;
  }
  if (isAdmins(there.owner)) return { kind: 'own', ...found };
  return `the chain ${name} is not the administrator's but that of ${ownerName(there.owner)}`;
}

import { isTarget } from '../../../firewall/clean/targets.ts';
import type { Live } from '../../../probes/rules/live.ts';
import type { ChainRule } from './chain-rule.ts';

/** A sentence about a wanted rule that leads to a chain which is not there, nor among `made`; undefined: there is none. */
export function missingTarget(
  { tables }: Live,
  table: string,
  wanted: readonly ChainRule[],
  made: Iterable<string>,
): string | undefined {
  const there = new Set([...(tables.get(table)?.chains.map(({ chain }) => chain.name) ?? []), ...made]);
  for (const { target } of wanted) {
    if (target === undefined || isTarget(target) || there.has(target)) continue;
    return `a rule leads to ${target}, and there is no such chain`;
  }
  return undefined;
}

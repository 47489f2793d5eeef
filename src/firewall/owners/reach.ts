import { groupedBy } from '../../model/values/grouped.ts';
import type { Owner } from './owner.ts';

/** A rule that goes to a chain: whose the rule is, or the unknown chain that it stands in. */
export interface Way {
  readonly to: string;
  readonly from: { readonly owner: Owner } | { readonly chain: string };
}

/**
 * The owners whose rules lead to each chain of unknown ownership, straight or by other such chains. Linear in the
 * number of ways, times the number of owners.
 */
export function ownersReaching(
  chains: Iterable<string>,
  ways: readonly Way[],
): ReadonlyMap<string, ReadonlySet<Owner>> {
  const reaching = new Map([...chains].map((chain) => [chain, new Set<Owner>()]));
  const onward = groupedBy(ways, ({ from }) => ('chain' in from ? from.chain : undefined));
  const work = ways.flatMap(({ to, from }) => ('owner' in from ? [[to, from.owner] as const] : []));
  for (let next = work.pop(); next !== undefined; next = work.pop()) {
    const [chain, owner] = next;
    const owners = reaching.get(chain);
    if (owners === undefined || owners.has(owner)) continue;
    owners.add(owner);
    for (const { to } of onward.get(chain) ?? []) work.push([to, owner]);
  }
  return reaching;
}

import { commonInOrder } from '../../../firewall/difference/common-order.ts';
import type { ChainRule } from './chain-rule.ts';

/** What a chain is to be: rules that stay where they are, by their index, and rules to put between them. */
export type ChainSlot =
  | { readonly kind: 'stay'; readonly index: number }
  | { readonly kind: 'put'; readonly rule: ChainRule };

export interface Arrangement {
  readonly places: readonly ChainSlot[];
  /** Indices of rules that go: unwanted ones, and those that are put elsewhere. */
  readonly gone: readonly number[];
  /** Indices of the administrator's rules that are not wanted, whether they go or not. */
  readonly unwanted: readonly number[];
}

export interface Wish {
  /** No rule twice, and none that `live` has as somebody else's. */
  readonly rules: readonly ChainRule[];
  /** Whether the administrator's rules that are not wanted go. */
  readonly removeUnwanted: boolean;
  /** Nothing is put behind this index: `live.length`, or that of a last rule which must stay the last. */
  readonly end: number;
}

/**
 * Puts the wanted rules in, in their order, with as few changes as can be. Rules of others stay where they are.
 *
 * A missing rule goes behind the wanted one before it; without one, before the wanted one after it; without that, before
 * the first rule that ends the chain for all packets. A missing rule that itself ends the chain goes behind everything.
 */
export function arrange(live: readonly ChainRule[], { rules, removeUnwanted, end }: Wish): Arrangement {
  const ours = live.flatMap(({ ours: mine }, index) => (mine ? [index] : []));
  const pairs = commonInOrder(
    ours.map((index) => live[index]?.key ?? ''),
    rules.map(({ key }) => key),
  );
  const staying = new Map(pairs.map(([a, b]) => [b, ours[a] ?? 0]));
  const stays = new Set(staying.values());
  const spare = ours.filter((index) => !stays.has(index));
  const moved = new Set<number>();
  const puts = slots(live, rules, staying, end).map(([slot, rule]) => {
    const from = spare.find((index) => live[index]?.key === rule.key && !moved.has(index));
    if (from !== undefined) moved.add(from);
    return [slot, from === undefined ? rule : (live[from] ?? rule)] as const;
  });
  const unwanted = spare.filter((index) => !moved.has(index));
  return {
    places: placesOf(live.length, puts),
    gone: removeUnwanted ? spare : spare.filter((index) => moved.has(index)),
    unwanted,
  };
}

type Slot = readonly [number, ChainRule];

/** Before which index each missing rule goes. */
function slots(
  live: readonly ChainRule[],
  rules: readonly ChainRule[],
  staying: ReadonlyMap<number, number>,
  end: number,
): readonly Slot[] {
  const found: Slot[] = [];
  const firstEnd = live.findIndex(({ ends }) => ends);
  let least = firstEnd < 0 ? end : Math.min(firstEnd, end);
  let hasBefore = false;
  for (const [index, rule] of rules.entries()) {
    const at = staying.get(index);
    if (at !== undefined) {
      least = at + 1;
      hasBefore = true;
      continue;
    }
    const next = nextStaying(index, rules.length, staying);
    // The last possible place for what ends the chain: rules of others must come before it.
    if (rule.ends) least = Math.max(next ?? end, hasBefore ? least : 0);
    else if (!hasBefore) least = next ?? least;
    hasBefore = true;
    found.push([least, rule]);
  }
  return found;
}

function nextStaying(index: number, count: number, staying: ReadonlyMap<number, number>): number | undefined {
  for (let next = index + 1; next < count; next += 1) {
    const at = staying.get(next);
    if (at !== undefined) return at;
  }
  return undefined;
}

function placesOf(count: number, puts: readonly Slot[]): readonly ChainSlot[] {
  const places: ChainSlot[] = [];
  let next = 0;
  for (let index = 0; index <= count; index += 1) {
    for (; puts[next]?.[0] === index; next += 1) {
      const rule = puts[next]?.[1];
      if (rule !== undefined) places.push({ kind: 'put', rule });
    }
    if (index < count) places.push({ kind: 'stay', index });
  }
  return places;
}

import type { Host } from '../model/playbook/inventory.ts';
import type { Play } from '../model/playbook/playbook.ts';
import type { BatchSize } from '../model/values/batch-size.ts';
import { shuffled } from '../python/chance/chance.ts';
import { seededChance } from '../python/chance/seeded.ts';

/**
 * Splits the hosts of a play as `serial:` says: one size a batch, the last size again and again. Percentages are of
 * all the hosts, rounded down, and at least one host. No sizes, or one of zero: everybody who is left in one batch.
 * Never an empty batch; no hosts, no batches.
 */
export function batchesOf<Host>(
  hosts: readonly Host[],
  serial: readonly BatchSize[],
): readonly (readonly Host[])[] {
  const batches: (readonly Host[])[] = [];
  for (let from = 0; from < hosts.length; from += batches.at(-1)?.length ?? 0) {
    const size = countOf(serial[batches.length] ?? serial.at(-1), hosts.length);
    batches.push(hosts.slice(from, from + size));
  }
  return batches;
}

function countOf(size: BatchSize | undefined, all: number): number {
  if (size === undefined) return all;
  const count = size.kind === 'hosts' ? size.count : Math.max(1, Math.floor((size.percent * all) / 100));
  return count > 0 ? count : all;
}

/** The hosts of a play as `order:` says. `seed`: what `shuffle` begins with; the same one gives the same order. */
export function inOrderOf(hosts: readonly Host[], order: Play['order'], seed: string): readonly Host[] {
  const byName = (): readonly Host[] => hosts.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  switch (order) {
    case 'inventory':
      return hosts;
    case 'reverse_inventory':
      return hosts.toReversed();
    case 'sorted':
      return byName();
    case 'reverse_sorted':
      return byName().toReversed();
    case 'shuffle':
      return shuffled(seededChance(seed), hosts);
  }
}

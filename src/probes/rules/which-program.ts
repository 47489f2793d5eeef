import type { Live } from './live.ts';
import type { ProgramFacts } from './program.ts';

/** Of several backends, the one that the plain name means on this host. */
export function usualOf<Of extends Pick<Live, 'program'>>(
  all: readonly Of[],
  { backend }: ProgramFacts,
): Of | undefined {
  if (all.length < 2) return all[0];
  return all.find(({ program }) => program.replace(/-save$/, '').endsWith(`-${backend}`)) ?? all[0];
}

/** The backend that has a chain; of several that have it, or when none has, the usual one. */
export function programWith(
  all: readonly Live[],
  table: string,
  chain: string,
  facts: ProgramFacts,
): Live | undefined {
  const having = all.filter((live) => hasChain(live, table, chain));
  return having.length === 1 ? having[0] : usualOf(all, facts);
}

function hasChain({ tables }: Live, table: string, chain: string): boolean {
  return tables.get(table)?.chains.some((owned) => owned.chain.name === chain) ?? false;
}

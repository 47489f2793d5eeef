import type { Answer } from '../../model/action.ts';
import { linesOf } from '../answer.ts';
import type { Live } from './live.ts';

/**
 * Of several backends, the one that the plain name means on this host, which is what Docker and Kubernetes use as well.
 *
 * @param answer of `rr_iptables`
 */
export function usualOf<Of extends Pick<Live, 'program'>>(
  all: readonly Of[],
  answer: Answer,
): Of | undefined {
  if (all.length < 2) return all[0];
  const plain = linesOf(answer).find((line) => /^program ip6?tables /.test(line)) ?? '';
  const kind = plain.includes('(nf_tables)') ? 'nft' : 'legacy';
  return all.find(({ program }) => program.replace(/-save$/, '').endsWith(`-${kind}`)) ?? all[0];
}

/** The backend that has a chain; of several that have it, or when none has, the usual one. */
export function programWith(
  all: readonly Live[],
  table: string,
  chain: string,
  answer: Answer,
): Live | undefined {
  const having = all.filter((live) => hasChain(live, table, chain));
  return having.length === 1 ? having[0] : usualOf(all, answer);
}

function hasChain({ tables }: Live, table: string, chain: string): boolean {
  return tables.get(table)?.chains.some((owned) => owned.chain.name === chain) ?? false;
}

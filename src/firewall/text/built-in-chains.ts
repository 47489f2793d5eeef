/** The chains every table has of its own, without a `:` line. Source: the kernel's tables, and nft's copies of them. */
export const BUILT_IN_CHAINS: ReadonlyMap<string, readonly string[]> = new Map([
  ['filter', ['INPUT', 'FORWARD', 'OUTPUT']],
  ['nat', ['PREROUTING', 'INPUT', 'OUTPUT', 'POSTROUTING']],
  ['mangle', ['PREROUTING', 'INPUT', 'FORWARD', 'OUTPUT', 'POSTROUTING']],
  ['raw', ['PREROUTING', 'OUTPUT']],
  ['security', ['INPUT', 'FORWARD', 'OUTPUT']],
]);

const ALL: ReadonlySet<string> = new Set([...BUILT_IN_CHAINS.values()].flat());

/** In a table nobody knows, the five names of all tables together. */
export function isBuiltIn(table: string, chain: string): boolean {
  return BUILT_IN_CHAINS.get(table)?.includes(chain) ?? ALL.has(chain);
}

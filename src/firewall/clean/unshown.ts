/** A table of which iptables-save says that it could not show it, or not all of it. */
export interface Unshown {
  readonly table: string;
  /** 1 is the first line of the text. */
  readonly line: number;
  /** `some`: the table is there, without the chains that another program made beside those of iptables. */
  readonly missing: 'all' | 'some';
}

/** What the nft backend prints, with exit code 0, for a table with a rule or a chain that iptables has no words for. */
const INCOMPATIBLE = /^\W*Table [`'"]?([\w-]+)[`'"]? (is|contains) incompatible\b/;

/** What the answer of iptables-save leaves out, in the order of its lines. */
export function unshownIn(lines: readonly string[]): readonly Unshown[] {
  return lines.flatMap((text, index): readonly Unshown[] => {
    const [, table, verb] = INCOMPATIBLE.exec(text) ?? [];
    if (table === undefined) return [];
    return [{ table, line: index + 1, missing: verb === 'is' ? 'all' : 'some' }];
  });
}

/** A sentence without a full stop. */
export function sayUnshown({ table, missing }: Unshown): string {
  return missing === 'all'
    ? `the table ${table} cannot be looked at: it is incompatible with iptables, which shows nothing of it`
    : `the table ${table} cannot be looked at whole: it has chains that are incompatible with iptables`;
}

/** How a person sees such a table. @param family of the addresses, as nft calls it */
export function lookByNft(family: 'ip' | 'ip6', { table }: Unshown): string {
  return `\`nft list table ${family} ${table}\` shows it; take out what iptables did not make`;
}

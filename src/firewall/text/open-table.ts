import { BUILT_IN_CHAINS } from './built-in-chains.ts';
import type { Chain, Rule, Table } from './rules.ts';

/** A table whose COMMIT has not been read yet: what iptables-restore would have made of it up to here. */
export interface OpenTable {
  readonly name: string;
  readonly line: number;
  /** By name; of a chain that is declared twice the last line counts. */
  readonly chains: Map<string, Chain>;
  /** The chains a rule can be added to from here on. */
  readonly declared: Set<string>;
  /** The rules of each chain that has had one, in the order in which they take effect. */
  readonly content: Map<string, Rule[]>;
  /** Chains that have had a rule of which the kernel may get another number than one. */
  readonly uncounted: Set<string>;
  /** False once a line did something else than to declare a chain or to add a rule at the end of one. */
  inOrder: boolean;
  /** How many rules may still be looked at to carry out commands: what is left of a limit. */
  effort: number;
}

/** So that a text of commands is read in a time that its length explains; an ordinary one needs a thousandth. */
const MOST_EFFORT = 2_000_000;

export function emptyTable(name: string, line: number): OpenTable {
  const builtIn = BUILT_IN_CHAINS.get(name) ?? BUILT_IN_CHAINS.get('mangle');
  return {
    name,
    line,
    chains: new Map(),
    declared: new Set(builtIn),
    content: new Map(),
    uncounted: new Set(),
    inOrder: true,
    effort: MOST_EFFORT,
  };
}

/** The rules of a chain so far, to be changed. */
export function contentOf(table: OpenTable, chain: string): Rule[] {
  const there = table.content.get(chain);
  if (there !== undefined) return there;
  const rules: Rule[] = [];
  table.content.set(chain, rules);
  return rules;
}

/** What the table has come to. Rules that stand in the text in their order keep the order of the text between chains too. */
export function tableOf({ name, line, chains, content, inOrder }: OpenTable): Table {
  const byChain = [...content.values()];
  const rules = byChain.length === 1 ? (byChain[0] ?? []) : byChain.flat();
  return {
    name,
    line,
    chains: [...chains.values()],
    rules: inOrder ? rules.sort((a, b) => a.line - b.line) : rules,
    inOrder,
  };
}

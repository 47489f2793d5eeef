import { isForeign } from '../owners/owner.ts';
import type { OwnedChain, OwnedTable } from '../owners/ownership.ts';
import { sayReason } from '../owners/reason.ts';
import type { Chain, Rule, Table } from '../text/rules.ts';
import { appended, withoutCounters } from './appended.ts';
import type { Dropped, Moved, Unclear } from './cleaned.ts';
import { isIdleTwice } from './duplicate.ts';
import { refusalsOf } from './refusals.ts';

/** What becomes of one table. */
export interface CleanTable {
  readonly table: Table;
  /** False when nothing of it is left: a bare table would flush the whole of it when it is loaded. */
  readonly kept: boolean;
  /** What is to be written of it, by the number of the line in the text, in the order in which it takes effect. */
  readonly lines: ReadonlyMap<number, string>;
  /** Its lines say what they say in an order of their own, and none of that goes: they stay as they stand. */
  readonly asItStands: boolean;
  readonly dropped: readonly Dropped[];
  readonly moved: readonly Moved[];
  readonly undecided: readonly Unclear[];
  readonly refused: readonly Unclear[];
}

export function cleanTable(owned: OwnedTable): CleanTable {
  const byName = new Map(owned.chains.map((chain) => [chain.chain.name, chain]));
  const busy = new Set(owned.rules.map(({ rule }) => rule.chain));
  const chains = owned.chains.filter((chain) => staysChain(chain, busy));
  const sorted = sortRules(owned, byName);
  const keptChains = new Set(chains.map(({ chain }) => chain.name));
  const kept = sorted.kept.length > 0 || chains.some(isReason);
  const dropped = [
    ...(kept ? [] : [droppedTable(owned)]),
    ...owned.chains.filter(({ chain }) => !keptChains.has(chain.name)).map(droppedChain),
    ...sorted.dropped,
  ];
  const lines = [
    ...chains.map(({ chain }) => [chain.line, chainLine(chain)] as const),
    ...sorted.kept.map((rule) => [rule.line, appended(rule)] as const),
  ];
  return {
    table: owned.table,
    kept,
    lines: new Map(kept ? lines : []),
    asItStands: !owned.table.inOrder && dropped.length === 0 && sorted.moved.length === 0,
    dropped,
    moved: sorted.moved,
    undecided: chains.flatMap(undecided),
    refused: refusalsOf(owned, sorted.kept, keptChains),
  };
}

interface SortedRules {
  readonly kept: readonly Rule[];
  readonly moved: readonly Moved[];
  readonly dropped: readonly Dropped[];
}

function sortRules({ rules, chains }: OwnedTable, byName: ReadonlyMap<string, OwnedChain>): SortedRules {
  const kept: Rule[] = [];
  const moved: Moved[] = [];
  const dropped: Dropped[] = [];
  const idle = new Set(chains.filter(({ owner }) => owner === 'installer').map(({ chain }) => chain.name));
  const last = new Map<string, string>();
  for (const { rule, owner, reason } of rules) {
    const text = appended(rule);
    const { table, chain, line } = rule;
    const stood = withoutCounters(rule);
    if (isForeign(owner)) {
      dropped.push({ kind: 'rule', line, table, text: stood, owner, why: sayReason(owner, reason) });
    } else if (last.get(chain) === text && isIdleTwice(rule, idle)) {
      const why = 'the rule before it is the same';
      dropped.push({ kind: 'duplicate', line, table, text: stood, owner, why });
    } else {
      last.set(chain, text);
      if (isForeign(byName.get(chain)?.owner ?? 'admin')) moved.push({ line, table, chain, text });
      else kept.push(rule);
    }
  }
  return { kept, moved, dropped };
}

function staysChain({ chain, owner, reached }: OwnedChain, busy: ReadonlySet<string>): boolean {
  if (owner === 'unknown') return reached || busy.has(chain.name);
  return !isForeign(owner);
}

/** A chain for whose sake a table stays without any rule. */
function isReason({ owner, policy }: OwnedChain): boolean {
  return owner !== 'builtin' || policy === 'admin' || policy === 'undecided';
}

/** With its counters at zero. */
export function chainLine({ name, policy }: Chain): string {
  return `:${name} ${policy ?? '-'} [0:0]`;
}

function droppedChain({ chain, owner, reason }: OwnedChain): Dropped {
  const { line, table, name } = chain;
  const why = owner === 'unknown' ? 'empty, and no rule jumps to it' : sayReason(owner, reason);
  return { kind: 'chain', line, table, text: `:${name} -`, owner, why };
}

function droppedTable({ table: { name, line } }: OwnedTable): Dropped {
  const why = 'nothing of it is left, and a bare table empties the running one when it is loaded';
  return { kind: 'table', line, table: name, text: `*${name}`, owner: 'builtin', why };
}

function undecided({ chain, policy }: OwnedChain): readonly Unclear[] {
  if (policy !== 'undecided') return [];
  const text = `:${chain.name} ${chain.policy ?? ''}`;
  const why =
    'Docker since 1.13 sets this policy when it turns forwarding on, and administrators set it too: it is left as it is';
  return [{ line: chain.line, table: chain.table, text, why, fix: 'write ACCEPT if it is not yours' }];
}

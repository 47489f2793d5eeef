import { groupedBy } from '../../model/values/grouped.ts';
import { isBuiltIn } from '../text/built-in-chains.ts';
import type { Rule, RulesText, Table } from '../text/rules.ts';
import { commonInOrder } from './common-order.ts';
import { ruleKey } from './same-rule.ts';

/** What becomes of one rule of a chain. A rule that moved is there twice: where it was and where it is. */
export type RuleChange =
  | { readonly kind: 'kept'; readonly before: Rule; readonly after: Rule }
  | { readonly kind: 'removed'; readonly before: Rule }
  | { readonly kind: 'added'; readonly after: Rule }
  | { readonly kind: 'moved-away'; readonly before: Rule; readonly after: Rule }
  | { readonly kind: 'moved-here'; readonly before: Rule; readonly after: Rule };

/** A policy is `undefined` where the text does not set one. */
export interface PolicyChange {
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** One chain that is not as it was. */
export interface ChainDifference {
  readonly chain: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly policy: PolicyChange | undefined;
  /** All rules of the chain, in order; the ones that are kept are the lines around the changes. */
  readonly rules: readonly RuleChange[];
}

/** One table that is not as it was. A table that only one text has: iptables-restore leaves it alone with the other. */
export interface TableDifference {
  readonly table: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** Only those that differ, in the order of `after`, then the removed ones. */
  readonly chains: readonly ChainDifference[];
}

/**
 * What is different between two texts, besides comment lines, counters, and ways of writing the same rule. Empty when
 * loading one or the other gives the same rules. Of a table that stands twice in a text the last one counts, as it does for
 * iptables-restore, which empties the table again.
 */
export function differenceOfRules(before: RulesText, after: RulesText): readonly TableDifference[] {
  const old = lastOfEach(before.tables);
  const now = lastOfEach(after.tables);
  return [...new Set([...now.keys(), ...old.keys()])].flatMap((table) =>
    tableDifference(table, old.get(table), now.get(table)),
  );
}

function lastOfEach(tables: readonly Table[]): ReadonlyMap<string, Table> {
  return new Map(tables.map((table) => [table.name, table]));
}

function tableDifference(
  table: string,
  before: Table | undefined,
  after: Table | undefined,
): readonly TableDifference[] {
  const kind = kindOf(before, after);
  const old = contentOf(before);
  const now = contentOf(after);
  const chains = [...new Set([...now.keys(), ...old.keys()])].flatMap((chain) =>
    chainDifference(chain, old.get(chain), now.get(chain), kind === 'changed' && isBuiltIn(table, chain)),
  );
  return kind === 'changed' && chains.length === 0 ? [] : [{ table, kind, chains }];
}

function kindOf(before: unknown, after: unknown): TableDifference['kind'] {
  if (before === undefined) return 'added';
  return after === undefined ? 'removed' : 'changed';
}

interface ChainContent {
  readonly policy: string | undefined;
  readonly rules: readonly Rule[];
}

/** Its chains, declared ones first; of one that is declared twice the last line counts. */
function contentOf(table: Table | undefined): ReadonlyMap<string, ChainContent> {
  const rules = groupedBy(table?.rules ?? [], ({ chain }) => chain);
  const policies = new Map((table?.chains ?? []).map(({ name, policy }) => [name, policy]));
  const names = new Set([...policies.keys(), ...rules.keys()]);
  return new Map(
    [...names].map((name) => [name, { policy: policies.get(name), rules: rules.get(name) ?? [] }]),
  );
}

const NOTHING: ChainContent = { policy: undefined, rules: [] };

function chainDifference(
  chain: string,
  before: ChainContent | undefined,
  after: ChainContent | undefined,
  alwaysThere: boolean,
): readonly ChainDifference[] {
  // A chain that is built in is there whether or not the text names it.
  const kind = alwaysThere ? 'changed' : kindOf(before, after);
  const old = before ?? NOTHING;
  const now = after ?? NOTHING;
  const policy = old.policy === now.policy ? undefined : { before: old.policy, after: now.policy };
  const rules = ruleChanges(old.rules, now.rules);
  const same = kind === 'changed' && policy === undefined && rules.every((change) => change.kind === 'kept');
  return same ? [] : [{ chain, kind, policy, rules }];
}

function ruleChanges(before: readonly Rule[], after: readonly Rule[]): readonly RuleChange[] {
  const [old, now] = [before.map(ruleKey), after.map(ruleKey)];
  const changes: RuleChange[] = [];
  let [a, b] = [0, 0];
  for (const [nextA, nextB] of [...commonInOrder(old, now), [before.length, after.length] as const]) {
    for (const rule of before.slice(a, nextA)) changes.push({ kind: 'removed', before: rule });
    for (const rule of after.slice(b, nextB)) changes.push({ kind: 'added', after: rule });
    const [left, right] = [before[nextA], after[nextB]];
    if (left !== undefined && right !== undefined) changes.push({ kind: 'kept', before: left, after: right });
    a = nextA + 1;
    b = nextB + 1;
  }
  return withMoves(changes);
}

/** A rule removed here and added there is one that moved; of several the same, the first goes with the first. */
function withMoves(changes: readonly RuleChange[]): readonly RuleChange[] {
  const added = groupedBy(
    changes.flatMap((change) => (change.kind === 'added' ? [change.after] : [])),
    ruleKey,
  );
  const origins = new Map<Rule, Rule>();
  const left = changes.map((change): RuleChange => {
    if (change.kind !== 'removed') return change;
    const after = added.get(ruleKey(change.before))?.shift();
    if (after === undefined) return change;
    origins.set(after, change.before);
    return { kind: 'moved-away', before: change.before, after };
  });
  return left.map((change): RuleChange => {
    const before = change.kind === 'added' ? origins.get(change.after) : undefined;
    return before === undefined || change.kind !== 'added'
      ? change
      : { kind: 'moved-here', before, after: change.after };
  });
}

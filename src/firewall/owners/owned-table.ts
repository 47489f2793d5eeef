import { groupedBy } from '../../model/values/grouped.ts';
import { isBuiltIn } from '../text/built-in-chains.ts';
import type { Chain, Rule, Table } from '../text/rules.ts';
import { builtInRule, type Verdict } from './chains/built-in-rule.ts';
import { both, byReach, openChains, type SettledChain, settledChains } from './chains/chain-owners.ts';
import { firewalldBlock } from './chains/firewalld-block.ts';
import type { Evidence } from './evidence.ts';
import { isForeign, type Owner } from './owner.ts';
import type { OwnedChain, OwnedRule, OwnedTable, PolicyOwner } from './ownership.ts';
import { ownersReaching, type Way } from './reach.ts';
import type { ReadRule } from './read-rules.ts';

/** @param told Owners that the caller gives to chains. */
export function ownedTable(
  table: Table,
  rules: readonly ReadRule[],
  evidence: Evidence,
  told: ReadonlyMap<string, Owner> | undefined,
): OwnedTable {
  const settled = settledChains(table, told);
  const open = openChains(table, rules, settled);
  const ofBuiltIn = builtInRules(table, rules, evidence);
  const targets = new Set(table.rules.map(({ target }) => target));
  const reaching = ownersReaching(open.keys(), ways(rules, settled, ofBuiltIn));
  for (const [chain, hint] of open) settled.set(chain, byReach(reaching.get(chain) ?? new Set(), hint));
  const lastOf = new Map(table.rules.map((rule) => [rule.chain, rule]));
  return {
    table,
    chains: table.chains.map((chain) => ownedChain(chain, settled, targets)),
    rules: rules.map((rule) => ownedRule(rule, settled, ofBuiltIn, lastOf)),
  };
}

function builtInRules(
  table: Table,
  rules: readonly ReadRule[],
  evidence: Evidence,
): ReadonlyMap<Rule, Verdict> {
  const verdicts = new Map<Rule, Verdict>();
  for (const [chain, there] of groupedBy(rules, ([rule]) => rule.chain)) {
    if (!isBuiltIn(table.name, chain)) continue;
    const block = firewalldBlock(there);
    for (const rule of there) verdicts.set(rule[0], builtInRule(rule, evidence, block));
  }
  return verdicts;
}

function ways(
  rules: readonly ReadRule[],
  settled: ReadonlyMap<string, SettledChain>,
  ofBuiltIn: ReadonlyMap<Rule, Verdict>,
): readonly Way[] {
  return rules.flatMap(([rule]): readonly Way[] => {
    if (rule.target === undefined) return [];
    const owner = ofBuiltIn.get(rule)?.owner ?? settled.get(rule.chain)?.content;
    return [{ to: rule.target, from: owner === undefined ? { chain: rule.chain } : { owner } }];
  });
}

function ownedChain(
  chain: Chain,
  settled: ReadonlyMap<string, SettledChain>,
  targets: ReadonlySet<string | undefined>,
): OwnedChain {
  const builtIn: SettledChain = { owner: 'builtin', content: 'admin', reason: { kind: 'builtin' } };
  const { owner, content, reason } = settled.get(chain.name) ?? builtIn;
  const reached = owner === 'builtin' || targets.has(chain.name);
  return { chain, owner, content, reason, reached, policy: policyOwner(chain) };
}

function policyOwner({ table, name, policy }: Chain): PolicyOwner {
  if (policy === undefined) return 'none';
  if (policy === 'ACCEPT') return 'default';
  return table === 'filter' && name === 'FORWARD' ? 'undecided' : 'admin';
}

function ownedRule(
  [rule, { terms, comments }]: ReadRule,
  settled: ReadonlyMap<string, SettledChain>,
  ofBuiltIn: ReadonlyMap<Rule, Verdict>,
  lastOf: ReadonlyMap<string, Rule>,
): OwnedRule {
  const verdict = ofBuiltIn.get(rule);
  if (verdict !== undefined) return { rule, ...withTarget(verdict, rule, settled) };
  const { owner, content } = settled.get(rule.chain) ?? both('unknown', { kind: 'unreached' });
  if (owner === content) return { rule, owner, reason: { kind: 'inside', chain: rule.chain } };
  const ends = rule.target === 'RETURN' && terms.length === 1 && comments.length === 0;
  if (owner === 'docker' && ends && lastOf.get(rule.chain) === rule) {
    return { rule, owner, reason: { kind: 'return', chain: rule.chain } };
  }
  return { rule, owner: content, reason: { kind: 'content', chain: rule.chain } };
}

/** A plain rule is still the administrator's when it jumps to another's chain; but it leans on that, which is said. */
function withTarget(verdict: Verdict, { target }: Rule, settled: ReadonlyMap<string, SettledChain>): Verdict {
  if (verdict.reason.kind !== 'plain' || target === undefined) return verdict;
  const owner = settled.get(target)?.owner;
  if (owner === undefined) return verdict;
  if (owner === 'unknown') return { owner: 'unknown', reason: { kind: 'jump', chain: target } };
  return isForeign(owner) ? { owner: 'admin', reason: { kind: 'other-shape', chain: target } } : verdict;
}

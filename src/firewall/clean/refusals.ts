import { isForeign, ownerName } from '../owners/owner.ts';
import type { OwnedChain, OwnedRule, OwnedTable } from '../owners/ownership.ts';
import { sayReason } from '../owners/reason.ts';
import type { Rule } from '../text/rules.ts';
import { withoutCounters } from './appended.ts';
import type { Unclear } from './cleaned.ts';
import { isTarget } from './targets.ts';

/** Sets of addresses that a program makes while it runs: not there at boot, and then the whole file does not load. */
const FOREIGN_SETS =
  /^(?:inet6:)?(?:KUBE-|docker-ext-|kube-router-|cali\d|cali-|felix-|weave-|cilium_|OPENSHIFT-)/;

/** Whose a chain is has to be said by somebody who knows. */
const SAY_WHOSE =
  'find out whose it is and say so (`--owner CHAIN=OWNER`, or `owners` of iptables_file), or remove its lines by hand';

/** What of a table stands in the way of cleaning it. */
export function refusalsOf(
  owned: OwnedTable,
  kept: readonly Rule[],
  keptChains: ReadonlySet<string>,
): readonly Unclear[] {
  const chains = new Map(owned.chains.map((chain) => [chain.chain.name, chain]));
  return [
    ...owned.chains.filter(({ chain }) => keptChains.has(chain.name)).flatMap(unknownChain),
    ...owned.rules.flatMap(unknownRule),
    ...kept.flatMap((rule) => [...leaning(rule, chains, keptChains), ...foreignSet(rule)]),
  ];
}

function unknownChain({ chain, owner, reason }: OwnedChain): readonly Unclear[] {
  if (owner !== 'unknown') return [];
  const why = `whose the chain ${chain.name} is cannot be told: ${sayReason(owner, reason)}`;
  return [{ line: chain.line, table: chain.table, text: `:${chain.name} -`, why, fix: SAY_WHOSE }];
}

function unknownRule({ rule, owner, reason }: OwnedRule): readonly Unclear[] {
  if (owner !== 'unknown' || reason.kind === 'inside') return [];
  const fix = reason.kind === 'doubtful' ? 'say which networks are the cluster’s' : SAY_WHOSE;
  return [refused(rule, `whose the rule is cannot be told: ${sayReason(owner, reason)}`, fix)];
}

function leaning(
  rule: Rule,
  chains: ReadonlyMap<string, OwnedChain>,
  kept: ReadonlySet<string>,
): readonly Unclear[] {
  const { target } = rule;
  if (target === undefined || kept.has(target)) return [];
  const chain = chains.get(target);
  if (chain === undefined) {
    if (isTarget(target)) return [];
    return [
      refused(
        rule,
        `the rule jumps to ${target}, which the table does not declare`,
        'declare the chain, or remove the rule',
      ),
    ];
  }
  if (!isForeign(chain.owner)) return [];
  const why = `the rule is the administrator’s but jumps to ${target}, a chain of ${ownerName(chain.owner)} that is not there at boot`;
  return [refused(rule, why, `remove the rule, or write out what it wants of ${target}`)];
}

function foreignSet(rule: Rule): readonly Unclear[] {
  const sets = rule.options.filter(({ name }) => name === '--match-set').map(({ values }) => values[0] ?? '');
  const foreign = sets.find((set) => FOREIGN_SETS.test(set));
  if (foreign === undefined) return [];
  const why = `the rule is the administrator’s but asks the set ${foreign}, which a program makes and which is not there at boot`;
  return [refused(rule, why, 'remove the rule, or use a set that is made before the file is loaded')];
}

function refused(rule: Rule, why: string, fix: string): Unclear {
  return { line: rule.line, table: rule.table, text: withoutCounters(rule), why, fix };
}

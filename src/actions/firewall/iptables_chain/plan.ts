import { knownChain } from '../../../firewall/owners/chains/known-chain.ts';
import { isAdmins, isForeign, type Owner, ownerName } from '../../../firewall/owners/owner.ts';
import type { OwnedChain } from '../../../firewall/owners/ownership.ts';
import { sayReason } from '../../../firewall/owners/reason.ts';
import { isBuiltIn } from '../../../firewall/text/built-in-chains.ts';
import type { Decision, Refusal } from '../../../model/action.ts';
import type { Live } from '../../../probes/rules/live.ts';
import { refused, satisfied, wanted as wantedChange } from '../../decision.ts';
import { arrange } from '../kernel-rules/arrange.ts';
import { editChain } from '../kernel-rules/chain-edit.ts';
import { type ChainRule, liveRule, ruleText } from '../kernel-rules/chain-rule.ts';
import { editOperation, undoOperation } from '../kernel-rules/edit-operation.ts';
import { missingTarget } from '../kernel-rules/missing-target.ts';
import { chainDiff } from '../kernel-rules/wanted.ts';
import type { IptablesChainParams } from './params.ts';

/** Decides about one chain of one backend. */
export function planChain(params: IptablesChainParams, wanted: readonly ChainRule[], live: Live): Decision {
  const { chain, table, state } = params;
  if (isBuiltIn(table, chain)) {
    return refused(
      `${chain} is a chain of the kernel, into which others write as well`,
      'use `iptables_live`, which changes the rules of the administrator there',
    );
  }
  const there = live.tables.get(table)?.chains.find((owned) => owned.chain.name === chain);
  const obstacle = there === undefined ? obstacleToMaking(params, wanted) : obstacleIn(there);
  if (obstacle !== undefined) return obstacle;
  const lacking = missingTarget(live, table, wanted, [chain]);
  if (lacking !== undefined)
    return refused(`${lacking} in the table ${table}`, 'make it first, or mend the name');

  const now = rulesOf(live, table, chain);
  // The RETURN that Docker ends its chain with stays the last.
  const end = now.at(-1)?.ours === false ? now.length - 1 : now.length;
  const rules = end < now.length ? withoutReturn(wanted) : wanted;
  const removeUnwanted = state === 'exact';
  const edit = editChain(chain, now, arrange(now, { rules, removeUnwanted, end }));
  const made = there === undefined;
  if (edit.steps.length === 0 && !made) return satisfied({ chain, rules: now.length });

  const place = { program: live.program, table, chain };
  return wantedChange({
    summary: `${made ? 'make the chain' : 'change the rules of'} ${chain}`,
    diff: [chainDiff(place, made ? undefined : now, edit.result)],
    apply: [editOperation(place, edit, made)],
    undo: { kind: 'possible', operations: [undoOperation(place, edit, made)] },
  });
}

function rulesOf({ tables, family }: Live, table: string, chain: string): readonly ChainRule[] {
  const rules = tables.get(table)?.rules ?? [];
  return rules
    .filter(({ rule }) => rule.chain === chain)
    .map(({ rule, owner }) => liveRule(rule, family, !isForeign(owner)));
}

function withoutReturn(wanted: readonly ChainRule[]): readonly ChainRule[] {
  const last = wanted.at(-1);
  return last !== undefined && ruleText(last) === '-j RETURN' ? wanted.slice(0, -1) : wanted;
}

function obstacleIn({ chain, content, owner, reason }: OwnedChain): Refusal | undefined {
  if (isAdmins(content)) return undefined;
  if (content === 'unknown') {
    return refused(
      `whose the chain ${chain.name} is cannot be told: ${sayReason(owner, reason)}`,
      'give it a name that no other software uses',
    );
  }
  return refused(
    `${chain.name} is a chain of ${ownerName(owner)}: ${sayReason(owner, reason)}`,
    `what is put there is lost; ${waysOut(owner)}`,
  );
}

function waysOut(owner: Owner): string {
  if (owner === 'docker') return 'put it into DOCKER-USER';
  if (owner === 'openshift') return 'put it into OPENSHIFT-ADMIN-OUTPUT-RULES';
  return 'put it into a chain of your own, or into a built-in one with `iptables_live`';
}

/** Why a chain that is not there cannot be made; undefined: it can. */
function obstacleToMaking(
  { chain, table, create }: IptablesChainParams,
  wanted: readonly ChainRule[],
): Refusal | undefined {
  const known = knownChain(table, chain, new Set([chain]));
  const owner =
    known.kind === 'name' || known.kind === 'family' || known.kind === 'zone' ? known.owner : undefined;
  if (owner !== undefined && isForeign(owner)) {
    return refused(
      `the chain ${chain} is not there, and only ${ownerName(owner)} makes it`,
      `start ${ownerName(owner)} first and wait for the chain, as \`firewall_probe\` does with \`expect\` and \`converge\``,
    );
  }
  if (known.kind === 'reserved' || known.kind === 'software') {
    return refused(`the name ${chain} is one of other software`, 'give the chain another name');
  }
  if (create) return undefined;
  const count = wanted.length === 1 ? 'one rule' : `${wanted.length} rules`;
  return refused(`there is no chain ${chain} for ${count}`, 'add `create: true`, or mend the name');
}

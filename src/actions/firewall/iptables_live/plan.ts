import type { Decision } from '../../../model/action.ts';
import type { Operation } from '../../../model/operation.ts';
import type { Live } from '../../../probes/rules/live.ts';
import { info, refused, satisfied, wanted } from '../../decision.ts';
import { arrange } from '../kernel-rules/arrange.ts';
import { type ChainEdit, editChain } from '../kernel-rules/chain-edit.ts';
import { type ChainPlace, editOperation, undoOperation } from '../kernel-rules/edit-operation.ts';
import { missingTarget } from '../kernel-rules/missing-target.ts';
import { chainDiff } from '../kernel-rules/wanted.ts';
import { type LiveChain, liveChain } from './live-chain.ts';
import { type ChainWish, type PolicyWish, said, type Wishes } from './wishes.ts';

/** What becomes of the administrator's rules that are not wanted. */
export type UnwantedRules = 'remove' | 'tell' | 'leave';

/** One chain with what is to be done to it. */
interface ChainPlan {
  readonly place: ChainPlace;
  readonly live: LiveChain;
  readonly edit: ChainEdit;
  readonly notes: readonly string[];
}

/** Decides about all chains of one backend. */
export function planLive({ chains, policies, notes }: Wishes, live: Live, unwanted: UnwantedRules): Decision {
  const made = chains.map(({ chain }) => chain);
  const plans: ChainPlan[] = [];
  for (const wish of chains) {
    const lacking = missingTarget(live, wish.table, wish.rules, made);
    if (lacking !== undefined)
      return refused(
        `${wish.chain}: ${lacking} in the table ${wish.table}`,
        'name it too, or wait until it is there',
      );
    const there = liveChain(live, wish.table, wish.chain);
    if (typeof there === 'string')
      return refused(there, 'use `iptables_chain` for chains whose content alone is yours');
    plans.push(planOne(wish, live, there, unwanted));
  }
  const told = [...notes, ...plans.flatMap((plan) => plan.notes), ...otherPolicies(policies, live)];
  const changing = plans.filter(({ live: { kind }, edit }) => kind === 'absent' || edit.steps.length > 0);
  if (changing.length === 0) return satisfied({ chains: plans.length }, told.map(info));
  return changeOf(changing, told);
}

/** Docker sets the policy DROP of FORWARD when it starts, and counts on it. */
function isDockers({ table, chain, policy }: PolicyWish): boolean {
  return table === 'filter' && chain === 'FORWARD' && policy === 'ACCEPT';
}

/** A policy takes hold of every packet at once, so it is left to a person. */
function otherPolicies(policies: readonly PolicyWish[], { program, tables }: Live): readonly string[] {
  return policies.flatMap((wish) => {
    const { table, chain, policy } = wish;
    const running = tables.get(table)?.chains.find((each) => each.chain.name === chain)?.chain.policy;
    const now = running ?? 'ACCEPT';
    if (now === policy || isDockers(wish)) return [];
    const set = `${program} -w -t ${table} -P ${chain} ${policy}`;
    return [`the policy of ${chain} is ${now}, not ${policy}, and left so: \`${set}\` sets it`];
  });
}

function planOne(
  { table, chain, rules }: ChainWish,
  live: Live,
  there: LiveChain,
  unwanted: UnwantedRules,
): ChainPlan {
  const now = there.rules;
  const others = new Set(now.filter(({ ours }) => !ours).map(({ key }) => key));
  const own = rules.filter(({ key }) => !others.has(key));
  const arrangement = arrange(now, { rules: own, removeUnwanted: unwanted === 'remove', end: now.length });
  const stays = unwanted === 'tell' ? arrangement.unwanted.length : 0;
  const already = rules.length - own.length;
  return {
    place: { program: live.program, table, chain },
    live: there,
    edit: editChain(chain, now, arrangement),
    notes: [
      ...said(already, `of ${chain} there as somebody else's`),
      ...said(stays, `of ${chain} not wanted, and left in: \`remove_unwanted\` takes them out`),
      ...said(there.unknown, `of ${chain} left as they are, since whose they are cannot be told`),
    ],
  };
}

/** New chains first, then what is in chains of the administrator, then the rules that lead there. Back the other way. */
function changeOf(plans: readonly ChainPlan[], notes: readonly string[]): Decision {
  const inOrder = [...plans].sort(
    (a, b) => Number(a.live.kind === 'builtin') - Number(b.live.kind === 'builtin'),
  );
  const absent = inOrder.filter(({ live }) => live.kind === 'absent');
  const edited = inOrder.filter(({ edit }) => edit.steps.length > 0);
  const names = plans.map(({ place }) => place.chain).join(', ');
  return wanted({
    summary: `change the running rules of ${names}`,
    diff: inOrder.map(({ place, live: { kind, rules }, edit }) =>
      chainDiff(place, kind === 'absent' ? undefined : rules, edit.result),
    ),
    apply: [
      ...absent.map(({ place }): Operation => editOperation(place, NOTHING, true)),
      ...edited.map(({ place, edit }) => editOperation(place, edit, false)),
    ],
    undo: {
      kind: 'possible',
      operations: [
        ...[...edited].reverse().map(({ place, edit }) => undoOperation(place, edit, false)),
        ...[...absent].reverse().map(({ place }) => undoOperation(place, NOTHING, true)),
      ],
    },
    impact: notes,
  });
}

const NOTHING: ChainEdit = editChain('', [], { places: [], gone: [], unwanted: [] });

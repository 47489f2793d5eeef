import type { Answer, Decision, Message, PlanContext } from '../../model/action.ts';
import { answerAt } from '../answer.ts';
import { type Containers, describeContainer, readContainers } from '../containers/containers.ts';
import { info, refused, satisfied } from '../decision.ts';
import type { FirewallProbeParams } from './action.ts';
import { blindness, type Seen, seenByBoth, warnings } from './blind.ts';
import { compareRules, openedBetween, type RuleDifference } from './difference.ts';
import { missingFrom } from './missing.ts';
import { blindSpots, isSettled, readRules } from './rules.ts';

const BETWEEN_LOOKS_MS = 3000;

export function planFirewallProbe(
  params: FirewallProbeParams,
  answers: readonly Answer[],
  { baseline }: PlanContext,
): Decision {
  const { unchanged = true, containers = 'any', expect = [], except = [], policies, converge } = params;
  const looks = bothLooks(answers, baseline, containers);
  if (typeof looks === 'string') return refused(looks, HINT);
  const { now, before } = looks;
  const missing = missingFrom({ expect, except }, now.rules, before?.rules);
  const blind = blindness(now, before, missing.length > 0 || expect.includes('auto'));
  if (blind !== undefined && 'why' in blind) return refused(blind.why, blind.hint);
  const difference = differenceOf(before, now, { ...params, unchanged });
  const faults = [...missing, ...difference.rules.faults];
  // A container that has stopped does not start again by waiting.
  const lasting = [...difference.containers.faults, ...(converge === undefined ? faults : [])];
  if (lasting.length > 0) return refused(told([...difference.containers.faults, ...faults]), HINT);
  if (converge !== undefined && (faults.length > 0 || !isSettled(answerAt(answers, 0)))) {
    const lacking =
      faults.length > 0 ? `what is not as it should be: ${told(faults)}` : 'the rules to stop changing';
    return { kind: 'waiting', for: lacking, everyMs: BETWEEN_LOOKS_MS, limitMs: converge };
  }
  const compares = unchanged || containers === 'unchanged' || policies === 'kept' || expect.includes('auto');
  const churn = [...difference.rules.churn, ...difference.containers.churn];
  const said = before === undefined && compares ? ['there is nothing to compare with yet'] : churn;
  return satisfied(resultOf(now), [...warnings(blind), ...said.map((text): Message => info(text))]);
}

interface Differences {
  readonly rules: RuleDifference;
  readonly containers: RuleDifference;
}

const NO_CHANGE: RuleDifference = { faults: [], churn: [] };

function differenceOf(
  before: Look | undefined,
  now: Look,
  { unchanged, policies }: Pick<FirewallProbeParams, 'unchanged' | 'policies'>,
): Differences {
  if (before === undefined) return { rules: NO_CHANGE, containers: NO_CHANGE };
  const opened = policies === 'kept' ? openedBetween(before.rules, now.rules) : [];
  return {
    rules: unchanged === true ? compareRules(...seenByBoth(before, now)) : { faults: opened, churn: [] },
    containers: compareContainers(before.containers, now.containers),
  };
}

const HINT = 'compare with `iptables-save` and `docker ps` on the host';

interface Look extends Seen {
  readonly containers: Containers;
}

/** Now, and before the run where that is known; or in one sentence what is not known. */
function bothLooks(
  answers: readonly Answer[],
  baseline: readonly Answer[] | undefined,
  containers: 'unchanged' | 'any',
): { readonly now: Look; readonly before: Look | undefined } | string {
  const now = look(answers, containers);
  if (typeof now === 'string') return now;
  const before = baseline === undefined ? undefined : look(baseline, containers);
  return typeof before === 'string' ? `before the run, ${before}` : { now, before };
}

function look(answers: readonly Answer[], containers: 'unchanged' | 'any'): Look | string {
  const rules = readRules(answerAt(answers, 0));
  if (typeof rules === 'string') return rules;
  const blind = blindSpots(answerAt(answers, 0));
  if (containers === 'any') return { rules, blind, containers: { kind: 'none' } };
  const running = readContainers(answerAt(answers, 1));
  return running.kind === 'unknown'
    ? `the running containers are not known: ${running.why}`
    : { rules, blind, containers: running };
}

function compareContainers(before: Containers, now: Containers): RuleDifference {
  const then = before.kind === 'running' ? before.all : [];
  const present = new Map(
    (now.kind === 'running' ? now.all : []).map((container) => [container.id, container]),
  );
  const faults = then.flatMap((container) => {
    const same = present.get(container.id);
    if (same === undefined) return [`the container ${describeContainer(container)} is gone`];
    return same.startedAt === container.startedAt
      ? []
      : [`the container ${describeContainer(container)} was started again at ${same.startedAt}`];
  });
  const known = new Set(then.map(({ id }) => id));
  const come = [...present.values()].filter(({ id }) => !known.has(id));
  return { faults, churn: come.map((container) => `the container ${describeContainer(container)} is new`) };
}

/** The most differences that a sentence names. */
const MOST_NAMED = 10;

function told(faults: readonly string[]): string {
  const more = faults.length - MOST_NAMED;
  return `${faults.slice(0, MOST_NAMED).join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}

function resultOf({ rules, containers }: Look) {
  const chains = [...rules.values()];
  return {
    chains: chains.length,
    rules: chains.reduce((sum, chain) => sum + chain.rules.length, 0),
    containers: containers.kind === 'running' ? containers.all.length : 0,
  };
}

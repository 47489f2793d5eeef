import type { Action, Decision } from '../../../model/action.ts';
import {
  type Containers,
  describeContainer,
  runningContainers,
} from '../../../probes/containers/containers.ts';
import { ruleSets } from '../../../probes/rules/rule-sets.ts';
import { hindered, info, refused, satisfied } from '../../decision.ts';
import { defineAction } from '../../define-action.ts';
import { blindness, type Seen, seenByBoth, warnings } from './blind.ts';
import { compareRules, openedBetween, type RuleDifference } from './difference.ts';
import { missingFrom } from './missing.ts';
import { type FirewallProbeParams, probeProperties } from './params.ts';

const BETWEEN_LOOKS_MS = 3000;

export const firewallProbe: Action = defineAction({
  name: 'firewall_probe',
  collections: [],
  summary: 'Check that the running rules and containers are as they were before the run',
  params: probeProperties,
  readOnly: true,
  example: `\
- name: The running rules and containers are as they were
  firewall_probe:
    unchanged: true
    containers: unchanged
    expect: [auto]
    converge: 90s
`,
  observe: ({ containers, converge }) => ({
    // Two seconds within the question and three between two of them: a look every five.
    look: ruleSets(converge === undefined ? undefined : 2),
    containers: containers === 'unchanged' ? runningContainers : undefined,
  }),
  plan(params, told, context): Decision {
    const { unchanged, containers, expect = [], except = [], policies, converge } = params;
    const now = lookFrom(told);
    const before = context.before && lookFrom(context.before);
    const missing = missingFrom({ expect, except }, now.rules, before?.rules);
    const blind = blindness(now, before, missing.length > 0 || expect.includes('auto'));
    if (blind !== undefined && 'why' in blind) return hindered(blind);
    const difference = differenceOf(before, now, params);
    const faults = [...missing, ...difference.rules.faults];
    // A container that has stopped does not start again by waiting.
    const lasting = [...difference.containers.faults, ...(converge === undefined ? faults : [])];
    if (lasting.length > 0) return refused(shortened([...difference.containers.faults, ...faults]), HINT);
    if (converge !== undefined && (faults.length > 0 || !told.look.settled)) {
      const lacking =
        faults.length > 0
          ? `what is not as it should be: ${shortened(faults)}`
          : 'the rules to stop changing';
      return { kind: 'waiting', for: lacking, everyMs: BETWEEN_LOOKS_MS, limitMs: converge };
    }
    const compares =
      unchanged || containers === 'unchanged' || policies === 'kept' || expect.includes('auto');
    const churn = [...difference.rules.churn, ...difference.containers.churn];
    const said = before === undefined && compares ? ['there is nothing to compare with yet'] : churn;
    return satisfied(resultOf(now), [...warnings(blind), ...said.map(info)]);
  },
});

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
    rules: unchanged ? compareRules(...seenByBoth(before, now)) : { faults: opened, churn: [] },
    containers: compareContainers(before.containers, now.containers),
  };
}

const HINT = 'compare with `iptables-save` and `docker ps` on the host';

interface Look extends Seen {
  readonly containers: Containers;
}

interface HostTold {
  readonly look: Seen;
  /** Undefined where it was not asked. */
  readonly containers: Containers | undefined;
}

function lookFrom({ look, containers = { kind: 'none' } }: HostTold): Look {
  return { ...look, containers };
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

function shortened(faults: readonly string[]): string {
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

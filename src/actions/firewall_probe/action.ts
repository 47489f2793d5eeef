import type { Action, Answer, Decision, Message, PlanContext } from '../../model/action.ts';
import { answerAt } from '../answer.ts';
import { type Containers, describeContainer, readContainers } from '../containers/containers.ts';
import { info, refused, satisfied } from '../decision.ts';
import { defineAction } from '../define-action.ts';
import { compareRules, type RuleDifference } from './difference.ts';
import { type RuleSets, readRules } from './rules.ts';

interface FirewallProbeParams {
  readonly unchanged?: boolean;
  readonly containers?: 'unchanged' | 'any';
}

export const firewallProbe: Action = defineAction<FirewallProbeParams>({
  name: 'firewall_probe',
  collections: [],
  summary: 'Check that the running rules and containers are as they were before the run',
  params: {
    type: 'object',
    properties: {
      unchanged: {
        type: 'boolean',
        description:
          'No rule in the kernel may be lost, new or moved; those of single Kubernetes services come and go',
        default: true,
      },
      containers: {
        type: 'string',
        enum: ['unchanged', 'any'],
        description: 'No container may have stopped or started again; new ones may have come',
        default: 'any',
      },
    },
    required: [],
    additionalProperties: false,
  },
  readOnly: true,
  example: `\
- name: The running rules and containers are as they were
  firewall_probe:
    unchanged: true
    containers: unchanged
`,
  observe: ({ containers = 'any' }) => [
    { argv: ['rr_firewall'] },
    ...(containers === 'unchanged' ? [{ argv: ['rr_containers'] as const }] : []),
  ],
  plan: planFirewallProbe,
});

export function planFirewallProbe(
  { unchanged = true, containers = 'any' }: FirewallProbeParams,
  answers: readonly Answer[],
  { baseline }: PlanContext,
): Decision {
  const now = look(answers, containers);
  if (typeof now === 'string') return refused(now, HINT);
  const before = baseline === undefined ? undefined : look(baseline, containers);
  if (typeof before === 'string') return refused(`before the run, ${before}`, HINT);
  if (before === undefined) return satisfied(resultOf(now), [info('there is nothing to compare with yet')]);
  const rules = unchanged ? compareRules(before.rules, now.rules) : { faults: [], churn: [] };
  const running = compareContainers(before.containers, now.containers);
  const faults = [...rules.faults, ...running.faults];
  if (faults.length > 0) return refused(told(faults), HINT);
  return satisfied(
    resultOf(now),
    [...rules.churn, ...running.churn].map((text): Message => info(text)),
  );
}

const HINT = 'compare with `iptables-save` and `docker ps` on the host';

interface Look {
  readonly rules: RuleSets;
  readonly containers: Containers;
}

function look(answers: readonly Answer[], containers: 'unchanged' | 'any'): Look | string {
  const rules = readRules(answerAt(answers, 0));
  if (typeof rules === 'string') return rules;
  if (containers === 'any') return { rules, containers: { kind: 'none' } };
  const running = readContainers(answerAt(answers, 1));
  return running.kind === 'unknown'
    ? `the running containers are not known: ${running.why}`
    : { rules, containers: running };
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

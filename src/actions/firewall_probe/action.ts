import type { Action, Answer, Decision, Message, Observation, PlanContext } from '../../model/action.ts';
import { answerAt, linesOf, troubleIn } from '../answer.ts';
import { type Container, describeContainer, readContainers } from '../containers/containers.ts';
import { refused, satisfied, warning } from '../decision.ts';
import { defineAction } from '../define-action.ts';
import { countRules, differences, readRules } from './rules.ts';

export interface FirewallProbeParams {
  readonly unchanged: boolean;
  readonly containers?: 'unchanged';
  readonly saved_rules?: 'warn';
  readonly timeout: number;
}

const ASK_AGAIN_MS = 2_000;
const SHOWN = 5;

export const firewallProbe: Action = defineAction<FirewallProbeParams>({
  name: 'firewall_probe',
  collections: [],
  summary: 'Check that the running firewall rules and containers are as they were',
  readOnly: true,
  params: {
    type: 'object',
    properties: {
      unchanged: {
        type: 'boolean',
        description: 'The rules in the kernel must be those of before the run; counters do not count',
        default: false,
      },
      containers: {
        type: 'string',
        enum: ['unchanged'],
        description: 'The same containers must run since the same moment as before the run',
      },
      saved_rules: {
        type: 'string',
        enum: ['warn'],
        description: 'Say when /etc/sysconfig/iptables holds rules that Docker, OpenShift or Kubernetes made',
      },
      timeout: { type: 'duration', description: 'How long rules may take to come back', default: '30s' },
    },
    required: [],
    additionalProperties: false,
  },
  example: `- name: The running rules and containers are as they were
  firewall_probe: {unchanged: true, containers: unchanged}
`,
  observe: questions,
  plan: planFirewallProbe,
});

function questions({
  unchanged,
  containers,
  saved_rules: saved,
}: FirewallProbeParams): readonly Observation[] {
  return [
    ...(unchanged ? [{ argv: ['rr_firewall'] as const }] : []),
    ...(containers === undefined ? [] : [{ argv: ['rr_containers'] as const }]),
    ...(saved === undefined ? [] : SAVED),
  ];
}

const SAVED: readonly Observation[] = [
  { argv: ['grep', '-cE', '^:(DOCKER|KUBE-|OPENSHIFT-)', '/etc/sysconfig/iptables'] },
  { argv: ['grep', '-cE', '^ *IPTABLES_SAVE_ON_STOP="?yes', '/etc/sysconfig/iptables-config'] },
];

export function planFirewallProbe(
  params: FirewallProbeParams,
  answers: readonly Answer[],
  { baseline }: PlanContext,
): Decision {
  const asked = questions(params);
  const now = answersBy(asked, answers);
  const before = baseline === undefined ? undefined : answersBy(asked, baseline);
  const rules = compareRules(now.get('rr_firewall'), before?.get('rr_firewall'));
  if (typeof rules === 'string') {
    return refused(`the running rules cannot be read: ${rules}`, 'check with: iptables-save');
  }
  const containers = compareContainers(now.get('rr_containers'), before?.get('rr_containers'));
  if (typeof containers === 'string') {
    return refused(`the containers cannot be listed: ${containers}`, 'check with: docker ps');
  }
  const problems = [...rules.problems, ...containers.problems];
  if (problems.length > 0) return unlike(problems, params.timeout);
  return satisfied(
    { rules: rules.count, containers: containers.count },
    params.saved_rules === undefined ? [] : savedRuleWarnings(answers.slice(-SAVED.length)),
  );
}

/** The answers by the first word of their question. */
function answersBy(asked: readonly Observation[], answers: readonly Answer[]): ReadonlyMap<string, Answer> {
  return new Map(asked.map(({ argv }, index) => [argv[0], answerAt(answers, index)]));
}

/** How many there are now, and in what they differ from before. */
interface Comparison {
  /** Undefined: it was not asked. */
  readonly count: number | undefined;
  readonly problems: readonly string[];
}

const NOT_ASKED: Comparison = { count: undefined, problems: [] };

/** A text: why there is no comparison. */
function compareRules(answer: Answer | undefined, earlier: Answer | undefined): Comparison | string {
  if (answer === undefined) return NOT_ASKED;
  const trouble = troubleIn(answer);
  if (trouble !== undefined) return trouble;
  const now = readRules(linesOf(answer));
  if (!now.ok) return now.why;
  const before = earlier === undefined ? undefined : readRules(linesOf(earlier));
  return { count: countRules(now.rules), problems: before?.ok ? differences(before.rules, now.rules) : [] };
}

function compareContainers(answer: Answer | undefined, earlier: Answer | undefined): Comparison | string {
  if (answer === undefined) return NOT_ASKED;
  const now = readContainers(answer);
  if (now.kind === 'unknown') return now.why;
  const all = now.kind === 'running' ? now.all : [];
  const before = earlier === undefined ? undefined : readContainers(earlier);
  return {
    count: all.length,
    problems: before?.kind === 'running' ? missingContainers(before.all, all) : [],
  };
}

/** Rules may come back by themselves, so this is asked again for a while. */
function unlike(problems: readonly string[], timeout: number): Decision {
  const rest = problems.length > SHOWN ? `, and ${problems.length - SHOWN} more` : '';
  const what = `${problems.slice(0, SHOWN).join('; ')}${rest}`;
  if (timeout <= 0) return refused(`not as before the run: ${what}`, undefined);
  return {
    kind: 'waiting',
    for: `what was before the run (${what})`,
    everyMs: ASK_AGAIN_MS,
    limitMs: timeout,
  };
}

function missingContainers(before: readonly Container[], now: readonly Container[]): readonly string[] {
  return before.flatMap((container) => {
    const found = now.find(({ id }) => id === container.id);
    if (found === undefined) return [`container ${describeContainer(container)} no longer runs`];
    if (found.startedAt !== container.startedAt)
      return [`container ${describeContainer(container)} was restarted`];
    return [];
  });
}

function savedRuleWarnings([foreign, saveOnStop]: readonly Answer[]): readonly Message[] {
  const count = Number(foreign === undefined ? 0 : linesOf(foreign)[0]);
  return [
    ...(count > 0
      ? [
          warning(
            `/etc/sysconfig/iptables holds ${count} chains of Docker, OpenShift or Kubernetes: whoever loads it again puts ` +
              'back rules that are out of date',
          ),
        ]
      : []),
    ...(saveOnStop?.exitCode === 0
      ? [
          warning(
            'IPTABLES_SAVE_ON_STOP is yes in /etc/sysconfig/iptables-config: each stop of iptables.service writes the rules ' +
              'of all others into /etc/sysconfig/iptables',
          ),
        ]
      : []),
  ];
}

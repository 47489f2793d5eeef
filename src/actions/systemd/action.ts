import { flushByUnit } from '../../firewall/flush.ts';
import type { Action, Answer, Decision, Observation } from '../../model/action.ts';
import type { JsonObject } from '../../model/json.ts';
import type { PropertySchema } from '../../model/params-schema.ts';
import { answerAt, linesOf, troubleIn } from '../answer.ts';
import { type Containers, readContainers } from '../containers/containers.ts';
import { info, refused, satisfied, wanted } from '../decision.ts';
import { BUILTIN, defineAction } from '../define-action.ts';
import { type Dependents, readDependents } from './dependents.ts';
import { planUnit } from './plan.ts';
import { DAEMON_RELOAD } from './step.ts';
import { readUnit } from './unit.ts';
import { isTemplateName, UNIT_NAME_PATTERN, unitName } from './unit-name.ts';
import { obstacleToCopy, questionsOfCopy } from './whole-copy.ts';

interface SystemdParams {
  readonly name?: string;
  readonly enabled?: boolean;
  readonly masked?: boolean;
  readonly state?: 'started' | 'stopped' | 'restarted' | 'reloaded';
  readonly daemon_reload?: boolean;
  readonly unless_restarted_with?: string;
}

export const NAME: PropertySchema = {
  type: 'string',
  description: 'The unit; without a suffix, a service',
  pattern: UNIT_NAME_PATTERN,
};

export const ENABLED: PropertySchema = {
  type: 'boolean',
  description: 'Whether it starts at boot. Disabling a unit that is not installed is already done',
};

export const STATE: PropertySchema = {
  type: 'string',
  enum: ['started', 'stopped', 'restarted', 'reloaded'],
  description:
    'What it must be doing. `restarted` and `reloaded` are done each time; what does not run is started',
};

export const systemd: Action = defineAction<SystemdParams>({
  name: 'systemd',
  aliases: ['systemd_service'],
  collections: BUILTIN,
  summary: 'Enable, mask, start or stop a systemd unit',
  params: {
    type: 'object',
    properties: {
      name: { ...NAME, aliases: ['service', 'unit'] },
      enabled: ENABLED,
      masked: {
        type: 'boolean',
        description:
          'Whether systemd refuses to start it. Masked and disabled are both reached, whatever the order they are written in; nothing is stopped',
      },
      state: STATE,
      daemon_reload: {
        type: 'boolean',
        description: 'Read unit files again that have changed on disk, before anything else',
        aliases: ['daemon-reload'],
      },
      unless_restarted_with: {
        ...NAME,
        description:
          'With `state: restarted`: a unit restarted before. Where it takes this one along (PartOf, Requires, BindsTo), this one is not restarted once more',
      },
    },
    required: [],
    additionalProperties: false,
  },
  readOnly: false,
  example: `\
- name: Keep iptables.service from ever starting again
  systemd:
    name: iptables.service
    enabled: false
    masked: true
`,
  flushes: flushesOf,
  observe: ({ name, state, unless_restarted_with: other }) =>
    name === undefined
      ? [{ argv: ['rr_unit_stale'] }]
      : [
          ...questionsAbout(name, state),
          ...(other === undefined ? [] : [{ argv: ['rr_unit_dependents', unitName(other)] as const }]),
        ],
  plan(params, answers): Decision {
    const { name, enabled, masked, state, daemon_reload: reload = false } = params;
    if (name === undefined) return planReload(params, answerAt(answers, 0));
    const taken = takenAlong(params, answers);
    if (typeof taken === 'object') return taken;
    const want = { enabled, masked, state: taken === undefined ? state : undefined, reload };
    const decision = planNamed(name, want, answers);
    if (taken === undefined || decision.kind !== 'satisfied') return decision;
    return { ...decision, messages: [...decision.messages, info(taken)] };
  },
});

/** Says how a restart has reached this unit already; undefined: it has not. */
function takenAlong(
  { name = '', state, unless_restarted_with: other }: SystemdParams,
  answers: readonly Answer[],
): string | undefined | Decision {
  if (other === undefined) return undefined;
  if (state !== 'restarted')
    return refused('`unless_restarted_with` is about a restart', 'say `state: restarted`, or leave it out');
  const dependents = readDependents(answerAt(answers, questionsAbout(name, state).length));
  if (typeof dependents === 'string') return refused(dependents, WHERE_TO_LOOK);
  const found = dependents.all.find(({ unit, active }) => active && unit === unitName(name));
  return (
    found && `${found.unit} restarts with ${unitName(other)} (${found.bond}=${found.on}), and not once more`
  );
}

const WHERE_TO_LOOK = 'check with `systemctl status` on the host';
const NO_DEPENDENTS: Dependents = { all: [], activeConflicts: [] };

const VERBS: Readonly<Record<string, string>> = { stopped: 'stop', restarted: 'restart', reloaded: 'reload' };

/** Stopping iptables.service empties every table, and starting it again brings back only what its file holds. */
export function flushesOf({ name, service, unit, state }: JsonObject): string | undefined {
  const verb = VERBS[String(state)];
  return verb === undefined ? undefined : flushByUnit(verb, String(name ?? service ?? unit));
}

/** The questions that `planNamed` needs answered. */
export function questionsAbout(name: string, state: string | undefined): readonly Observation[] {
  const unit = unitName(name);
  return [
    { argv: ['rr_unit', unit] },
    ...(state === undefined ? [] : [{ argv: ['rr_unit_dependents', unit] as const }]),
    ...(state === 'stopped' || state === 'restarted' ? [{ argv: ['rr_containers'] as const }] : []),
    ...questionsOfCopy(name, state),
  ];
}

export function planNamed(
  name: string,
  want: Parameters<typeof planUnit>[0],
  answers: readonly Answer[],
): Decision {
  if (isTemplateName(unitName(name))) {
    return refused(
      `${name} is a template`,
      `name one of its instances, as in ${name.replace('@.', '@one.')}`,
    );
  }
  const unit = readUnit(answerAt(answers, 0));
  if (typeof unit === 'string') return refused(unit, WHERE_TO_LOOK);
  const dependents = want.state === undefined ? NO_DEPENDENTS : readDependents(answerAt(answers, 1));
  if (typeof dependents === 'string') return refused(dependents, WHERE_TO_LOOK);
  const asksContainers = want.state === 'stopped' || want.state === 'restarted';
  const containers: Containers = asksContainers ? readContainers(answerAt(answers, 2)) : { kind: 'none' };
  const decision = planUnit(want, unit, { dependents, containers });
  // What is registered has the name as it was written.
  if (decision.kind === 'satisfied') return { ...decision, result: { ...decision.result, name } };
  const obstacle =
    decision.kind === 'change'
      ? obstacleToCopy(name, want.state, answers.slice(0, questionsAbout(name, want.state).length))
      : undefined;
  return obstacle === undefined ? decision : refused(obstacle.why, obstacle.hint);
}

/** Without a unit's name only the files of all units can be read again. */
function planReload(
  { enabled, masked, state, daemon_reload: reload }: SystemdParams,
  answer: Answer,
): Decision {
  if (enabled !== undefined || masked !== undefined || state !== undefined || reload !== true) {
    return refused('no unit is named', 'add `name`; only `daemon_reload: true` goes without');
  }
  const trouble = troubleIn(answer, /^(?:\S+\.[a-z]+\n)*$/);
  if (trouble !== undefined) return refused(`systemd did not answer: ${trouble}`, WHERE_TO_LOOK);
  const stale = linesOf(answer);
  if (stale.length === 0) return satisfied({});
  return wanted({
    summary:
      stale.length === 1 ? `reload the files of ${stale[0]}` : `reload the files of ${stale.length} units`,
    diff: stale.map((unit) => ({
      kind: 'state',
      subject: `files of ${unit}`,
      before: 'outdated',
      after: 'current',
    })),
    apply: [DAEMON_RELOAD],
    preserve: [],
    undo: { kind: 'nothing' },
    impact: [],
    proof: 'ask-again',
  });
}

import { flushByUnit, flushHazard } from '../../../firewall/flush/flush.ts';
import type { Action, Decision, ParamMistake } from '../../../model/action.ts';
import type { PropertySchema } from '../../../model/params/params-schema.ts';
import type { Hazard } from '../../../model/playbook/hazard.ts';
import type { JsonObject } from '../../../model/values/json.ts';
import { type Containers, runningContainers } from '../../../probes/containers/containers.ts';
import type { Probe, Told } from '../../../probes/probe.ts';
import { type Dependents, dependentsOf } from '../../../probes/unit/dependents.ts';
import { staleUnits } from '../../../probes/unit/stale.ts';
import { type Unit, unitNamed } from '../../../probes/unit/unit.ts';
import { isTemplateName, UNIT_NAME_PATTERN, unitName } from '../../../probes/unit/unit-name.ts';
import { info, refused, satisfied, wanted } from '../../decision.ts';
import { BUILTIN, defineAction } from '../../define-action.ts';
import { planUnit } from './plan.ts';
import { DAEMON_RELOAD } from './step.ts';
import { copyOf, obstacleToCopy } from './whole-copy.ts';

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

export const systemd: Action = defineAction({
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
  hazards: hazardsOf,
  mistakeIn: ({ name }) => (name === undefined ? undefined : mistakeInName(name)),
  observe: questionsFor,
  plan(params, told): Decision {
    const { name, enabled, masked, state, daemon_reload: reload = false } = params;
    if (name === undefined) return planReload(params, told.stale ?? []);
    const taken = takenAlong(params, told.other);
    if (typeof taken === 'object') return taken;
    const want = { enabled, masked, state: taken === undefined ? state : undefined, reload };
    const decision = planNamed(name, want, told);
    if (taken === undefined || decision.kind !== 'satisfied') return decision;
    return { ...decision, messages: [...decision.messages, info(taken)] };
  },
});

function questionsFor({ name, state, unless_restarted_with: other }: SystemdParams) {
  return {
    stale: name === undefined ? staleUnits : undefined,
    ...questionsAbout(name, state),
    other: name === undefined || other === undefined ? undefined : dependentsOf(unitName(other)),
  };
}

/** Says how a restart has reached this unit already; undefined: it has not. */
function takenAlong(
  { name = '', state, unless_restarted_with: other }: SystemdParams,
  dependents: Dependents | undefined,
): string | undefined | Decision {
  if (other === undefined || dependents === undefined) return undefined;
  if (state !== 'restarted')
    return refused('`unless_restarted_with` is about a restart', 'say `state: restarted`, or leave it out');
  const found = dependents.all.find(({ unit, active }) => active && unit === unitName(name));
  return (
    found && `${found.unit} restarts with ${unitName(other)} (${found.bond}=${found.on}), and not once more`
  );
}

const NO_DEPENDENTS: Dependents = { all: [], activeConflicts: [] };

const VERBS: Readonly<Record<string, string>> = { stopped: 'stop', restarted: 'restart', reloaded: 'reload' };

/** Stopping iptables.service empties every table, and starting it again brings back only what its file holds. */
export function hazardsOf({ name, service, unit, state }: JsonObject): readonly Hazard[] {
  const verb = VERBS[String(state)];
  return flushHazard(verb === undefined ? undefined : flushByUnit(verb, String(name ?? service ?? unit)));
}

/** What `planNamed` needs to know. */
export type UnitProbes = {
  readonly unit: Probe<Unit> | undefined;
  readonly dependents: Probe<Dependents> | undefined;
  readonly containers: Probe<Containers> | undefined;
  readonly copy: ReturnType<typeof copyOf>;
};

/** Nothing without a name. */
export function questionsAbout(name: string | undefined, state: string | undefined): UnitProbes {
  const unit = name === undefined ? undefined : unitName(name);
  const stops = state === 'stopped' || state === 'restarted';
  return {
    unit: unit === undefined ? undefined : unitNamed(unit),
    dependents: unit === undefined || state === undefined ? undefined : dependentsOf(unit),
    containers: unit !== undefined && stops ? runningContainers : undefined,
    copy: unit === undefined ? undefined : copyOf(unit, state),
  };
}

export function mistakeInName(name: string): ParamMistake | undefined {
  if (!isTemplateName(unitName(name))) return undefined;
  return {
    why: `${name} is a template`,
    hint: `name one of its instances, as in ${name.replace('@.', '@one.')}`,
  };
}

export function planNamed(
  name: string,
  want: Parameters<typeof planUnit>[0],
  told: Told<UnitProbes>,
): Decision {
  if (told.unit === undefined) throw new Error(`nothing was asked about ${name}`);
  const dependents = want.state === undefined ? NO_DEPENDENTS : (told.dependents ?? NO_DEPENDENTS);
  const stops = want.state === 'stopped' || want.state === 'restarted';
  const containers: Containers = (stops ? told.containers : undefined) ?? { kind: 'none' };
  const decision = planUnit(want, told.unit, { dependents, containers });
  // What is registered has the name as it was written.
  if (decision.kind === 'satisfied') return { ...decision, result: { ...decision.result, name } };
  const obstacle =
    decision.kind === 'change' && want.state !== undefined ? obstacleToCopy(told.copy) : undefined;
  return obstacle === undefined ? decision : refused(obstacle.why, obstacle.hint);
}

/** Without a unit's name only the files of all units can be read again. */
function planReload(
  { enabled, masked, state, daemon_reload: reload }: SystemdParams,
  stale: readonly string[],
): Decision {
  if (enabled !== undefined || masked !== undefined || state !== undefined || reload !== true) {
    return refused('no unit is named', 'add `name`; only `daemon_reload: true` goes without');
  }
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

import type { Action, Decision, Obstacle } from '../../../model/action.ts';
import type { PropertySchema } from '../../../model/params/params-schema.ts';
import type { Probe, SureProbe, Told } from '../../../probes/probe.ts';
import { type Dependents, dependentsOf } from '../../../probes/unit/dependents.ts';
import { type Unit, unitNamed } from '../../../probes/unit/unit.ts';
import { isTemplateName, UNIT_NAME_PATTERN, unitName } from '../../../probes/unit/unit-name.ts';
import { hindered } from '../../decision.ts';
import type { HostEffect, UnitEffect, UnitVerb } from '../../unit-effect.ts';
import { planUnit } from './plan.ts';
import type { WantedUnit } from './wanted.ts';

export const NAME: PropertySchema & { readonly type: 'string' } = {
  type: 'string',
  description: 'The unit; without a suffix, a service',
  pattern: UNIT_NAME_PATTERN,
};

export const ENABLED = {
  type: 'boolean',
  description: 'Whether it starts at boot. Disabling a unit that is not installed is already done',
} as const;

export const STATE = {
  type: 'string',
  enum: ['started', 'stopped', 'restarted', 'reloaded'],
  description:
    'What it must be doing. `restarted` and `reloaded` are done each time; what does not run is started',
} as const;

const VERBS: Readonly<Record<NonNullable<WantedUnit['state']>, UnitVerb>> = {
  started: 'start',
  stopped: 'stop',
  restarted: 'restart',
  reloaded: 'reload',
};

/** What a task must not do to a unit by accident, by its parameters as they are written. */
export function hazardsBy(effects: readonly UnitEffect[]): Action['hazards'] {
  return ({ name, service, unit, state }) => {
    const verb = Object.entries(VERBS).find(([word]) => word === state)?.[1];
    const written = String(name ?? service ?? unit);
    return effects.flatMap((effect) => (verb && effect.hazards?.(written, verb)) ?? []);
  };
}

/** What `planNamed` needs to know. */
export type UnitProbes = {
  readonly unit: Probe<Unit> | undefined;
  readonly dependents: Probe<Dependents> | undefined;
  readonly known: readonly SureProbe<HostEffect>[];
};

/** Nothing without a name. */
export function questionsAbout(
  name: string | undefined,
  state: WantedUnit['state'],
  effects: readonly UnitEffect[],
): UnitProbes {
  const unit = name === undefined ? undefined : unitName(name);
  const moved = state === undefined ? undefined : unit;
  const verb = state && VERBS[state];
  return {
    unit: unit === undefined ? undefined : unitNamed(unit),
    dependents: moved === undefined ? undefined : dependentsOf(moved),
    known: effects.flatMap((effect) => (moved && verb && effect.asks?.(moved, verb)) || []),
  };
}

export function mistakeInName(name: string): Obstacle | undefined {
  if (!isTemplateName(unitName(name))) return undefined;
  return {
    why: `${name} is a template`,
    hint: `name one of its instances, as in ${name.replace('@.', '@one.')}`,
  };
}

const ALONE: Dependents = { all: [], activeConflicts: [] };
const UNMOVED: Pick<Told<UnitProbes>, 'dependents' | 'known'> = { dependents: ALONE, known: [] };

export function planNamed(
  name: string,
  wanted: WantedUnit,
  told: Told<UnitProbes>,
  effects: readonly UnitEffect[],
): Decision {
  if (told.unit === undefined) throw new Error(`nothing was asked about ${name}`);
  const { dependents = ALONE, known } = wanted.state === undefined ? UNMOVED : told;
  const decision = planUnit(wanted, told.unit, { dependents, effects, known });
  // What is registered has the name as it was written.
  if (decision.kind === 'satisfied') return { ...decision, result: { ...decision.result, name } };
  const obstacle = known.find((effect) => effect.obstacle !== undefined)?.obstacle;
  return obstacle === undefined || decision.kind !== 'change' ? decision : hindered(obstacle);
}

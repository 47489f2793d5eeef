import type { Dependents } from '../../../probes/unit/dependents.ts';
import type { Unit } from '../../../probes/unit/unit.ts';
import type { HostEffect, UnitEffect } from '../../unit-effect.ts';

/** What is known around the unit when its state is to change. */
export interface Surroundings {
  readonly dependents: Dependents;
  readonly effects: readonly UnitEffect[];
  /** What the host has told of these effects. */
  readonly known: readonly HostEffect[];
}

/** What masking means beyond the unit itself. */
export function impactOfMasking(unit: Unit): readonly string[] {
  return unit.requiredBy.map(
    (other) => `${other} requires ${unit.id}: it cannot start again while ${unit.id} is masked`,
  );
}

/** What stopping or restarting means beyond the unit itself. */
export function impactOfStopping(
  unit: Unit,
  verb: 'stop' | 'restart',
  { dependents, known }: Surroundings,
): readonly string[] {
  const affected = dependents.all.filter(({ active }) => active);
  const verbs = verb === 'stop' ? 'stops' : 'restarts';
  const triggers = verb === 'stop' ? unit.triggeredBy : [];
  return [
    ...affected.map(({ unit: other, on, bond }) => `${verbs} ${other} too (${bond}=${on})`),
    ...[unit.id, ...affected.map(({ unit: other }) => other)].flatMap((other) =>
      known.flatMap((effect) => effect.impact?.(other, verb) ?? []),
    ),
    ...triggers.map((trigger) => `${trigger} can start ${unit.id} again`),
  ];
}

/** What starting means beyond the unit itself. */
export function impactOfStarting({ id }: Unit, { dependents }: Surroundings): readonly string[] {
  return dependents.activeConflicts.map((other) => `stops ${other} (it conflicts with ${id})`);
}

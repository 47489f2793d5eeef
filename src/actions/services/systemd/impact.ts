import type { Containers } from '../../../probes/containers/containers.ts';
import type { Dependents } from '../../../probes/unit/dependents.ts';
import type { Unit } from '../../../probes/unit/unit.ts';
import { CONTAINER_UNITS, ruleLoss, withoutItAtBoot } from './firewall-units.ts';

/** What is known around the unit when its state is to change. */
export interface Surroundings {
  readonly dependents: Dependents;
  readonly containers: Containers;
}

/** What disabling or masking means beyond the unit itself. */
export function impactOfNotStarting(unit: Unit, masking: boolean): readonly string[] {
  const needy = unit.requiredBy.map(
    (other) => `${other} requires ${unit.id}: it cannot start again while ${unit.id} is masked`,
  );
  return [...withoutItAtBoot(unit.id), ...(masking ? needy : [])];
}

/** What stopping, restarting or reloading means beyond the unit itself. */
export function impactOfStopping(
  unit: Unit,
  verb: 'stop' | 'restart' | 'reload',
  { dependents, containers }: Surroundings,
): readonly string[] {
  const lost = ruleLoss(unit.id, verb);
  if (verb === 'reload') return lost;
  const affected = dependents.all.filter(({ active }) => active);
  const verbs = verb === 'stop' ? 'stops' : 'restarts';
  const triggers = verb === 'stop' ? unit.triggeredBy : [];
  return [
    ...lost,
    ...affected.map(({ unit: other, on, bond }) => `${verbs} ${other} too (${bond}=${on})`),
    ...[unit.id, ...affected.map(({ unit: other }) => other)]
      .filter((other) => CONTAINER_UNITS.has(other))
      .map((other) => containerImpact(other, verb, containers)),
    ...triggers.map((trigger) => `${trigger} can start ${unit.id} again`),
  ];
}

/** What starting means beyond the unit itself. */
export function impactOfStarting({ id }: Unit, { dependents }: Surroundings): readonly string[] {
  return [
    ...ruleLoss(id, 'start'),
    ...dependents.activeConflicts.map((other) => `stops ${other} (it conflicts with ${id})`),
  ];
}

function containerImpact(unit: string, verb: 'stop' | 'restart', containers: Containers): string {
  if (containers.kind !== 'running')
    return `all containers of ${unit} stop${verb === 'restart' ? ' and start' : ''}`;
  const one = containers.all.length === 1;
  const count = one ? '1 container' : `${containers.all.length} containers`;
  if (containers.liveRestore)
    return `${verb}s ${unit}: its ${count} ${one ? 'keeps' : 'keep'} running (live-restore)`;
  const again = one ? ' and starts' : ' and start';
  return `${verb}s ${unit}: ${count} ${one ? 'stops' : 'stop'}${verb === 'restart' ? again : ''}`;
}

import { type Containers, runningContainers } from '../../probes/containers/containers.ts';
import { derived, type Perhaps, perhaps } from '../../probes/probe.ts';
import type { UnitEffect } from '../unit-effect.ts';

/** Units whose containers stop when they do. */
const CONTAINER_UNITS: ReadonlySet<string> = new Set([
  'docker.service',
  'docker-latest.service',
  'container-engine.service',
  'crio.service',
  'containerd.service',
]);

/** Whatever unit stops, one of these may stop with it. */
export const containerStop: UnitEffect = {
  asks: (_, verb) =>
    verb === 'stop' || verb === 'restart'
      ? derived(perhaps(runningContainers), (containers) => ({
          impact: (unit, done) =>
            CONTAINER_UNITS.has(unit) ? [containerImpact(unit, done, containers)] : [],
        }))
      : undefined,
};

function containerImpact(unit: string, verb: 'stop' | 'restart', told: Perhaps<Containers>): string {
  const containers = told.known ? told.value : undefined;
  if (containers?.kind !== 'running')
    return `all containers of ${unit} stop${verb === 'restart' ? ' and start' : ''}`;
  const one = containers.all.length === 1;
  const count = one ? '1 container' : `${containers.all.length} containers`;
  if (containers.liveRestore)
    return `${verb}s ${unit}: its ${count} ${one ? 'keeps' : 'keep'} running (live-restore)`;
  const again = one ? ' and starts' : ' and start';
  return `${verb}s ${unit}: ${count} ${one ? 'stops' : 'stop'}${verb === 'restart' ? again : ''}`;
}

import { state } from './boot-steps.ts';
import { impactOfStarting, impactOfStopping, type Surroundings } from './impact.ts';
import { type Step, systemctl } from './step.ts';
import type { Unit } from './unit.ts';
import { endsByItself, hitStartLimit, isRunning, isStopped } from './unit-state.ts';

/** A unit that ends by itself is started each time. */
export function startStep(unit: Unit, around: Surroundings): Step | undefined {
  if (isRunning(unit)) return undefined;
  return starting(unit, around, 'started');
}

export function stopStep(unit: Unit, around: Surroundings): Step | undefined {
  if (isStopped(unit)) return undefined;
  const active = around.dependents.all
    .filter((dependent) => dependent.active)
    .map(({ unit: other }) => other);
  return {
    verb: 'stop',
    diff: [state('state', unit.activeState, 'stopped')],
    apply: [systemctl('stop', unit.id)],
    touches: [],
    // In one transaction, so that systemd puts them in their own order.
    undo: isRunning(unit) ? [systemctl('start', unit.id, ...active)] : [],
    impact: impactOfStopping(unit, 'stop', around),
    provable: true,
  };
}

/** Restarting or reloading what does not run starts it, as in Ansible. */
export function restartStep(unit: Unit, around: Surroundings, verb: 'restart' | 'reload'): Step {
  if (!isRunning(unit)) return starting(unit, around, `${verb}ed`);
  return {
    verb,
    diff: [state('state', 'running', `${verb}ed`)],
    apply: [systemctl(verb, unit.id)],
    touches: [],
    undo: [],
    impact: impactOfStopping(unit, verb, around),
    provable: false,
  };
}

function starting(unit: Unit, around: Surroundings, wanted: string): Step {
  return {
    verb: 'start',
    diff: [state('state', unit.activeState === 'failed' ? 'failed' : 'stopped', 'started')],
    apply: [
      ...(hitStartLimit(unit) ? [systemctl('reset-failed', unit.id)] : []),
      systemctl('start', unit.id),
    ],
    touches: [],
    undo: [
      systemctl('stop', unit.id),
      ...(around.dependents.activeConflicts.length > 0
        ? [systemctl('start', ...around.dependents.activeConflicts)]
        : []),
    ],
    impact: impactOfStarting(unit, around),
    provable: wanted === 'started' && !endsByItself(unit),
  };
}

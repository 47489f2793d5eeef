import type { Operation } from '../../../model/operation.ts';
import type { Unit } from '../../../probes/unit/unit.ts';
import {
  endsByItself,
  hitStartLimit,
  isMasked,
  isRunning,
  isStopped,
  masksOf,
} from '../../../probes/unit/unit-state.ts';
import { stateDiff } from '../../decision.ts';
import { impactOfStarting, impactOfStopping, type Surroundings } from './impact.ts';
import { DAEMON_RELOAD, systemctl, type UnitMove } from './unit-move.ts';

/** A unit that ends by itself is started each time. */
export function startMove(unit: Unit, around: Surroundings): UnitMove | undefined {
  if (isRunning(unit)) return undefined;
  return starting(unit, around, 'started');
}

export function stopMove(unit: Unit, around: Surroundings): UnitMove | undefined {
  if (isStopped(unit)) return undefined;
  return {
    verb: 'stop',
    diff: [stateDiff('state', unit.activeState, 'stopped')],
    apply: [systemctl('stop', unit.id)],
    ...(isRunning(unit) ? startingAgain(unit, around) : {}),
    impact: impactOfStopping(unit, 'stop', around),
  };
}

/** In one transaction with those that stopped with it, so that systemd puts them in their own order. */
function startingAgain(unit: Unit, around: Surroundings): Pick<UnitMove, 'touches' | 'undoFirst' | 'undo'> {
  const start = systemctl('start', unit.id, ...activeDependents(around));
  if (!isMasked(unit)) return { undo: [start] };
  // It ran although it was masked, and can only be started while it is not. By then there may be a mask for good.
  const masks = [...new Set([...masksOf(unit).map(({ path }) => path), `/etc/systemd/system/${unit.id}`])];
  return {
    touches: masks,
    undoFirst: [...masks.map((path) => ({ kind: 'remove' as const, path })), DAEMON_RELOAD, start],
  };
}

/**
 * Does nothing where all run. A service that failed too often in too short a time is given another try: what made it fail
 * has gone back by then.
 */
function startAllAgain(unit: Unit, around: Surroundings): Operation {
  const script = 'systemctl reset-failed "$@" 2>/dev/null; exec systemctl start "$@"';
  return { kind: 'run', argv: ['sh', '-c', script, 'sh', unit.id, ...activeDependents(around)] };
}

/** Restarting or reloading what does not run starts it, as in Ansible. */
export function restartMove(unit: Unit, around: Surroundings, verb: 'restart' | 'reload'): UnitMove {
  if (!isRunning(unit)) return starting(unit, around, `${verb}ed`);
  return {
    verb,
    diff: [stateDiff('state', 'running', `${verb}ed`)],
    apply: [systemctl(verb, unit.id)],
    // What does not come up again by itself: after a restart that failed, or was cut off between stop and start.
    undo: verb === 'restart' ? [startAllAgain(unit, around)] : [],
    impact: verb === 'restart' ? impactOfStopping(unit, verb, around) : [],
    unprovable: true,
  };
}

function activeDependents({ dependents }: Surroundings): readonly string[] {
  return dependents.all.filter(({ active }) => active).map(({ unit }) => unit);
}

function starting(unit: Unit, around: Surroundings, wanted: string): UnitMove {
  return {
    verb: 'start',
    diff: [stateDiff('state', unit.activeState === 'failed' ? 'failed' : 'stopped', 'started')],
    apply: [
      ...(hitStartLimit(unit) ? [systemctl('reset-failed', unit.id)] : []),
      systemctl('start', unit.id),
    ],
    // What ran without it before must go on running without it.
    undo: [
      activeDependents(around).length > 0
        ? systemctl('stop', '--job-mode=ignore-dependencies', unit.id)
        : systemctl('stop', unit.id),
      ...(around.dependents.activeConflicts.length > 0
        ? [systemctl('start', ...around.dependents.activeConflicts)]
        : []),
    ],
    impact: impactOfStarting(unit, around),
    unprovable: wanted !== 'started' || endsByItself(unit),
  };
}

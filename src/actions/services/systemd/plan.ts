import type { Decision, Message } from '../../../model/action.ts';
import type { Unit } from '../../../probes/unit/unit.ts';
import {
  cannotBeEnabled,
  isEnabled,
  isMasked,
  isMissing,
  isRunning,
} from '../../../probes/unit/unit-state.ts';
import { wanted as changeWanted, hindered, info, satisfied, warning } from '../../decision.ts';
import { notWritable } from '../../files/host-file/obstacle.ts';
import { disableMove, enableMove, maskMove, reloadMove, unmaskMove } from './boot-moves.ts';
import { closedFolder } from './enablement.ts';
import type { Surroundings } from './impact.ts';
import { refusalOf } from './refusal.ts';
import { restartMove, startMove, stopMove } from './run-moves.ts';
import { changeOf, type UnitMove, withEffects } from './unit-move.ts';
import type { WantedUnit } from './wanted.ts';

/** Decides what a unit needs to be as wanted. The order of the moves is systemd's: see `disableMove`. */
export function planUnit(wanted: WantedUnit, unit: Unit, around: Surroundings): Decision {
  const refusal = refusalOf(wanted, unit);
  if (refusal !== undefined) return hindered(refusal);
  const moves = movesFor(wanted, unit, around).filter((move) => move !== undefined);
  if (moves.length === 0) return satisfied(resultOf(unit), messagesFor(wanted, unit));
  const change = changeOf(
    unit,
    moves.map((move) => withEffects(move, unit.id, around.effects)),
  );
  const closed = closedFolder(unit, change.preserve);
  return closed === undefined ? changeWanted(change) : hindered(notWritable(closed));
}

function movesFor(wanted: WantedUnit, unit: Unit, around: Surroundings): readonly (UnitMove | undefined)[] {
  const reload = wanted.reload ? reloadMove(unit) : undefined;
  const unmask = wanted.masked === false ? unmaskMove(unit) : undefined;
  const run = moveTo(wanted.state, unit, around);
  // What is not there cannot be disabled or masked: a mask would only stand in the way of installing it.
  if (isMissing(unit)) return [reload, unmask, run];
  return [
    reload,
    unmask,
    wanted.enabled === true ? enableMove(unit) : undefined,
    wanted.enabled === false
      ? disableMove(unit, isMasked(unit) && unmask === undefined, wanted.masked === true)
      : undefined,
    wanted.masked === true ? maskMove(unit) : undefined,
    run,
  ];
}

function moveTo(state: WantedUnit['state'], unit: Unit, around: Surroundings): UnitMove | undefined {
  switch (state) {
    case undefined:
      return undefined;
    case 'started':
      return startMove(unit, around);
    case 'stopped':
      return stopMove(unit, around);
    case 'restarted':
      return restartMove(unit, around, 'restart');
    case 'reloaded':
      return restartMove(unit, around, 'reload');
  }
}

/** What `register` keeps, in the words of Ansible's module. */
function resultOf(unit: Unit) {
  return {
    enabled: isEnabled(unit),
    masked: isMasked(unit),
    state: isRunning(unit) ? 'started' : 'stopped',
    status: {
      ActiveState: unit.activeState,
      FragmentPath: unit.fragmentPath,
      LoadState: unit.loadState,
      SubState: unit.subState,
      UnitFileState: unit.enabledWord,
    },
  };
}

function messagesFor(wanted: WantedUnit, unit: Unit): readonly Message[] {
  const messages: Message[] = [];
  if (isMissing(unit) && !isMasked(unit)) {
    messages.push(info(`${unit.id} is not installed: there is nothing to disable or mask`));
  } else if (wanted.enabled !== undefined && cannotBeEnabled(unit)) {
    messages.push(
      info(
        `${unit.id} is ${unit.enabledWord}: it starts when another unit wants it, and is never enabled or disabled`,
      ),
    );
  } else if (wanted.enabled === false && unit.vendorLinks.length > 0 && !isMasked(unit)) {
    const paths = unit.vendorLinks.map(({ path }) => path).join(', ');
    messages.push(
      warning(
        `${unit.id} still starts at boot because of ${paths}: only \`masked: true\` keeps it from that`,
      ),
    );
  }
  if (unit.needsReload && !wanted.reload) {
    messages.push(
      warning(`systemd has not read the latest files of ${unit.id}: \`daemon_reload: true\` would make it`),
    );
  }
  return messages;
}

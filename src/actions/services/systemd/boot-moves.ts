import type { Difference } from '../../../model/change.ts';
import type { Unit, UnitLink } from '../../../probes/unit/unit.ts';
import {
  cannotBeEnabled,
  isEnabled,
  isMasked,
  isMaskedForGood,
  linkOfUnitFile,
  masksOf,
  ownLinks,
  unitFileOf,
} from '../../../probes/unit/unit-state.ts';
import { stateDiff } from '../../decision.ts';
import { linksToCome, pathsOfEnablement } from './enablement.ts';
import { impactOfMasking } from './impact.ts';
import { DAEMON_RELOAD, systemctl, type UnitMove } from './unit-move.ts';

/** Systemd reads the unit's files again when they have changed, or when it has not read them at all. */
export function reloadMove(unit: Unit): UnitMove | undefined {
  const unread = unit.loadState === 'not-found' && unitFileOf(unit) !== undefined;
  if (!unit.needsReload && !unread) return undefined;
  return {
    verb: 'reload the files of',
    diff: [stateDiff('unit files in memory', unread ? 'none' : 'outdated', 'current')],
    apply: [DAEMON_RELOAD],
  };
}

export function unmaskMove(unit: Unit): UnitMove | undefined {
  if (!isMasked(unit)) return undefined;
  const masks = masksOf(unit);
  const runtime = masks.some(({ kind }) => kind === 'runtime');
  const persistent = masks.some(({ kind }) => kind === 'persistent');
  return {
    verb: 'unmask',
    diff: [stateDiff('masked', runtime && !persistent ? 'until the next boot' : 'yes', 'no')],
    apply: [
      ...(persistent ? [systemctl('unmask', unit.id)] : []),
      ...(runtime ? [systemctl('unmask', '--runtime', unit.id)] : []),
      // The mask is gone from disk already, and systemd has not noticed.
      ...(persistent || runtime ? [] : [DAEMON_RELOAD]),
    ],
    touches: masks.map(({ path }) => path),
  };
}

export function enableMove(unit: Unit): UnitMove | undefined {
  if (isEnabled(unit) && unit.enabledWord !== 'enabled-runtime') return undefined;
  if (cannotBeEnabled(unit)) return undefined;
  const present = new Set(unit.enablement.map(({ path }) => path));
  const made = linksToCome(unit).filter((path) => !present.has(path));
  return {
    verb: 'enable',
    diff: [
      stateDiff('enabled', isEnabled(unit) ? 'until the next boot' : 'no', 'yes'),
      ...made.map((path) => stateDiff(path, 'absent', 'link')),
    ],
    apply: [systemctl('enable', unit.id)],
    touches: pathsOfEnablement(unit),
  };
}

/**
 * `systemctl disable` passes over a masked unit without a word and leaves its links, so that unmasking it would enable it
 * again; those links are removed one by one.
 *
 * A unit that was linked into the administrator's folder loses that link too.
 *
 * @param masked the unit is masked when this step's turn comes
 * @param masking a mask comes next, and needs the place of that link
 */
export function disableMove(unit: Unit, masked: boolean, masking: boolean): UnitMove | undefined {
  const linked = masked ? undefined : linkOfUnitFile(unit);
  if (!isEnabled(unit) && (linked === undefined || !masking)) return undefined;
  const own = ownLinks(unit);
  const links = masked ? own : unit.enablement;
  const runtime = own.some(({ path }) => path.startsWith('/run/'));
  return {
    verb: 'disable',
    diff: [
      ...(isEnabled(unit) ? [stateDiff('enabled', 'yes', 'no')] : []),
      ...[...links, ...(linked === undefined ? [] : [linked])].map(removed),
    ],
    apply: masked
      ? [...own.map(({ path }) => ({ kind: 'remove' as const, path })), DAEMON_RELOAD]
      : [systemctl('disable', unit.id), ...(runtime ? [systemctl('disable', '--runtime', unit.id)] : [])],
    touches: [...links, ...(linked === undefined ? [] : [linked])].map(({ path }) => path),
  };
}

/** Comes after `disableMove`: the other way round, disabling would do nothing. */
export function maskMove(unit: Unit): UnitMove | undefined {
  if (isMaskedForGood(unit)) return undefined;
  const persistent = masksOf(unit).find(({ kind }) => kind === 'persistent');
  return {
    verb: 'mask',
    diff: [
      stateDiff('masked', isMasked(unit) && persistent === undefined ? 'until the next boot' : 'no', 'yes'),
    ],
    apply: persistent === undefined ? [systemctl('mask', unit.id)] : [DAEMON_RELOAD],
    touches: [`/etc/systemd/system/${unit.id}`],
    impact: impactOfMasking(unit),
  };
}

function removed({ path, target }: Pick<UnitLink, 'path' | 'target'>): Difference {
  return stateDiff(path, `link to ${target}`, 'absent');
}

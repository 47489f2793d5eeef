import type { Obstacle } from '../../../model/action.ts';
import type { Unit } from '../../../probes/unit/unit.ts';
import { unitName } from '../../../probes/unit/unit-name.ts';
import {
  isMasked,
  isMaskedForGood,
  isMissing,
  isRunning,
  isStopped,
  linkOfUnitFile,
  masksOf,
  outranksMasks,
  unitFileOf,
} from '../../../probes/unit/unit-state.ts';
import type { WantedUnit } from './wanted.ts';

/** Why the unit cannot be made as wanted; undefined: it can. Nothing has been changed. */
export function refusalOf(wanted: WantedUnit, unit: Unit): Obstacle | undefined {
  return (
    contradiction(wanted, unit) ??
    notInstalled(wanted, unit) ??
    cannotMask(wanted, unit) ??
    cannotUnmask(wanted, unit) ??
    cannotEnable(wanted, unit) ??
    cannotRun(wanted, unit) ??
    notByHand(wanted, unit)
  );
}

function contradiction({ enabled, masked }: WantedUnit, { id }: Unit): Obstacle | undefined {
  if (enabled !== true || masked !== true) return undefined;
  return {
    why: `${id} cannot be enabled and masked at once`,
    hint: 'a masked unit never starts: leave out `enabled`',
  };
}

function notInstalled(wanted: WantedUnit, unit: Unit): Obstacle | undefined {
  if (!isMissing(unit)) return undefined;
  const running = isRunning(unit);
  if (running && wanted.state === 'stopped') {
    return {
      why: `${unit.id} runs, and its unit file is gone: once stopped it could not be started again`,
      hint: `install what brings it, or use \`command: systemctl stop ${unit.id}\` with \`irreversible: true\``,
    };
  }
  const onlyStopped =
    wanted.state === 'stopped' && wanted.enabled === undefined && wanted.masked === undefined;
  const runs =
    wanted.state === undefined || wanted.state === 'stopped' || (wanted.state === 'started' && running);
  if (!onlyStopped && wanted.enabled !== true && runs) return undefined;
  return {
    why: `${unit.id} is not installed${isMasked(unit) ? ' (there is only a mask by that name)' : ''}`,
    hint: `check the name with \`systemctl list-unit-files\`, or install what brings ${unit.id}`,
  };
}

/** A mask is a link in the administrator's folder, and there a unit file has its place already. */
function cannotMask(wanted: WantedUnit, unit: Unit): Obstacle | undefined {
  if (wanted.masked !== true || isMaskedForGood(unit)) return undefined;
  if (outranksMasks(unit)) {
    return {
      why: `${unit.id} cannot be masked: its file ${unit.fragmentPath} comes before /etc/systemd/system, and a mask there has no effect`,
      hint: `a unit that something has started for this boot only goes when it is stopped: \`state: stopped\``,
    };
  }
  // Disabling comes first, and takes the link away.
  if (wanted.enabled === false && linkOfUnitFile(unit) !== undefined) return undefined;
  const path = `/etc/systemd/system/${unit.id}`;
  const file = unitFileOf(unit);
  if (file?.path !== path) return undefined;
  const what = file.kind === 'link' ? `a link to ${file.target}` : 'its unit file';
  return {
    why: `${unit.id} cannot be masked: ${path} is ${what}, and the mask has to be there`,
    hint:
      `move it aside first, as in \`command: mv ${path} /usr/local/lib/systemd/system/${unit.id}\` with ` +
      `\`undo: mv /usr/local/lib/systemd/system/${unit.id} ${path}\`, followed by \`systemd: daemon_reload: true\``,
  };
}

function cannotUnmask(wanted: WantedUnit, unit: Unit): Obstacle | undefined {
  const vendor = masksOf(unit).find(({ kind }) => kind === 'vendor');
  if (wanted.masked !== false || !isMasked(unit) || vendor === undefined) return undefined;
  return {
    why: `${unit.id} is masked by its package: ${vendor.path} is empty or a link to /dev/null`,
    hint: `put a unit file into /etc/systemd/system/${unit.id}; that one counts first`,
  };
}

function cannotEnable({ enabled, masked }: WantedUnit, unit: Unit): Obstacle | undefined {
  if (enabled === undefined) return undefined;
  if (enabled && isMasked(unit) && masked !== false) {
    return { why: `${unit.id} is masked and cannot be enabled`, hint: 'add `masked: false`' };
  }
  if (unit.sourcePath !== '' && unitFileOf(unit) === undefined) {
    return {
      why: `${unit.id} is the init script ${unit.sourcePath}, which systemd only runs`,
      hint: `use \`command: chkconfig ${shortName(unit.id)} ${enabled ? 'on' : 'off'}\` with an \`undo:\``,
    };
  }
  return enabled ? broken(unit) : undefined;
}

function cannotRun({ state, masked, reload }: WantedUnit, unit: Unit): Obstacle | undefined {
  if (state === undefined || state === 'stopped' || (state === 'started' && isRunning(unit)))
    return undefined;
  if (masked === true || (isMasked(unit) && masked !== false)) {
    return {
      why: `${unit.id} is masked and cannot be started`,
      hint: 'add `masked: false`, or leave out `state`',
    };
  }
  if (unit.loadState === 'not-found' && !reload) {
    return { why: `systemd has not read the unit file of ${unit.id} yet`, hint: 'add `daemon_reload: true`' };
  }
  if (state === 'reloaded' && isRunning(unit) && !unit.canReload) {
    return {
      why: `${unit.id} cannot reload: its unit file has no ExecReload=`,
      hint: 'use `state: restarted`',
    };
  }
  return broken(unit);
}

/** Some units are started and stopped by others alone, such as auditd.service. What cannot go back is not begun either. */
function notByHand({ state }: WantedUnit, unit: Unit): Obstacle | undefined {
  const { id, refusesStart, refusesStop } = unit;
  const runs = isRunning(unit);
  if (state === undefined || (state === 'started' && runs) || (state === 'stopped' && isStopped(unit)))
    return undefined;
  if ((state === 'reloaded' && runs) || !(refusesStart || refusesStop)) return undefined;
  const starts = state !== 'stopped' && !runs;
  const [first, again] = starts ? [refusesStart, 'stopped'] : [refusesStop, 'started'];
  const verb = starts ? 'started' : 'stopped';
  const setting = (yes: string): string => `RefuseManual${yes === 'started' ? 'Start' : 'Stop'}=yes`;
  return {
    why: first
      ? `${id} cannot be ${verb} by hand: ${setting(verb)}`
      : `${id} could be ${verb} by hand, and not ${again} again: ${setting(again)}`,
    hint: `\`systemctl cat ${id}\` shows it; have what starts it for itself do it`,
  };
}

function broken({ id, loadState, loadError }: Unit): Obstacle | undefined {
  if (loadState !== 'error' && loadState !== 'bad-setting') return undefined;
  return {
    why: `systemd cannot load ${id}${loadError === '' ? '' : `: ${loadError}`}`,
    hint: `see \`systemctl status ${id}\` and \`systemd-analyze verify ${id}\` on the host`,
  };
}

function shortName(id: string): string {
  return unitName(id.replace(/\.service$/, '')) === id ? id.replace(/\.service$/, '') : id;
}

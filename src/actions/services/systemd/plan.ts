import type { Decision, Message } from '../../../model/action.ts';
import type { Unit } from '../../../probes/unit/unit.ts';
import {
  cannotBeEnabled,
  isEnabled,
  isMasked,
  isMissing,
  isRunning,
} from '../../../probes/unit/unit-state.ts';
import { wanted as changeWanted, hindered, info, refused, satisfied, warning } from '../../decision.ts';
import { notWritable } from '../../files/host-file/obstacle.ts';
import { disableStep, enableStep, maskStep, reloadStep, unmaskStep } from './boot-steps.ts';
import { closedFolder } from './enablement.ts';
import type { Surroundings } from './impact.ts';
import { refusalOf } from './refusal.ts';
import { restartStep, startStep, stopStep } from './run-steps.ts';
import { keepingRules } from './running-rules.ts';
import { changeOf, type Step } from './step.ts';
import type { Wanted } from './wanted.ts';

/** Decides what a unit needs to be as wanted. The order of the steps is systemd's: see `disableStep`. */
export function planUnit(wanted: Wanted, unit: Unit, around: Surroundings): Decision {
  const refusal = refusalOf(wanted, unit);
  if (refusal !== undefined) return refused(refusal.why, refusal.hint);
  const steps = stepsFor(wanted, unit, around).filter((step) => step !== undefined);
  if (steps.length > 0) return planSteps(unit, steps);
  return satisfied(resultOf(unit), messagesFor(wanted, unit));
}

function planSteps(unit: Unit, steps: readonly Step[]): Decision {
  const change = changeOf(unit, steps);
  const closed = closedFolder(unit, change.preserve);
  return closed === undefined ? changeWanted(change) : hindered(notWritable(closed));
}

function stepsFor(wanted: Wanted, unit: Unit, around: Surroundings): readonly (Step | undefined)[] {
  const reload = wanted.reload ? reloadStep(unit) : undefined;
  const unmask = wanted.masked === false ? unmaskStep(unit) : undefined;
  // What is not there cannot be disabled or masked: a mask would only stand in the way of installing it.
  if (isMissing(unit)) return [reload, unmask, runStep(wanted, unit, around)];
  return [
    reload,
    unmask,
    wanted.enabled === true ? enableStep(unit) : undefined,
    wanted.enabled === false
      ? disableStep(unit, isMasked(unit) && unmask === undefined, wanted.masked === true)
      : undefined,
    wanted.masked === true ? maskStep(unit) : undefined,
    runStep(wanted, unit, around),
  ];
}

function runStep({ state }: Wanted, unit: Unit, around: Surroundings): Step | undefined {
  const step = stepTo(state, unit, around);
  return step && keepingRules(unit.id, step);
}

function stepTo(state: Wanted['state'], unit: Unit, around: Surroundings): Step | undefined {
  switch (state) {
    case undefined:
      return undefined;
    case 'started':
      return startStep(unit, around);
    case 'stopped':
      return stopStep(unit, around);
    case 'restarted':
      return restartStep(unit, around, 'restart');
    case 'reloaded':
      return restartStep(unit, around, 'reload');
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

function messagesFor(wanted: Wanted, unit: Unit): readonly Message[] {
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

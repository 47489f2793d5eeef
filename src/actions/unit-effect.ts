import type { Obstacle } from '../model/action.ts';
import type { Operation } from '../model/operation.ts';
import type { Hazard } from '../model/playbook/hazard.ts';
import type { SureProbe } from '../probes/probe.ts';

/** What is done to a unit, in the words of a preview. */
export type UnitVerb =
  | 'start'
  | 'stop'
  | 'restart'
  | 'reload'
  | 'enable'
  | 'disable'
  | 'mask'
  | 'unmask'
  | 'reload the files of';

/**
 * What else changes on a host when something is done to a unit, which systemd itself does not know: rules in the kernel,
 * containers. Whoever knows fills a table of these, and the actions that move units ask it. Units have their full names.
 */
export interface UnitEffect {
  /** What a task must not do by accident. `name`: the unit as the task has written it. */
  hazards?(name: string, verb: UnitVerb): readonly Hazard[];
  /** What the move brings with it; undefined: nothing. */
  of?(unit: string, verb: UnitVerb): MoveEffect | undefined;
  /** Asks the host what the effect depends on; undefined: on nothing. A restart may turn out to be a start. */
  asks?(unit: string, verb: UnitVerb): SureProbe<HostEffect> | undefined;
}

export interface MoveEffect {
  /** Lines of the preview. */
  readonly impact: readonly string[];
  /** Done just before the move and just after it. */
  readonly before?: readonly Operation[];
  readonly after?: readonly Operation[];
  /** Done last when the move goes back. */
  readonly undo?: readonly Operation[];
}

/** What follows from what a host has told. */
export interface HostEffect {
  /** Why the unit must not be moved now. */
  readonly obstacle?: Obstacle | undefined;
  /** Lines of the preview for a unit that stops or restarts, by itself or along with the one that is moved. */
  impact?(unit: string, verb: 'stop' | 'restart'): readonly string[];
}

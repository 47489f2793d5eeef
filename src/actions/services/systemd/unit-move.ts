import type { Change, Difference } from '../../../model/change.ts';
import type { Operation } from '../../../model/operation.ts';
import type { Unit } from '../../../probes/unit/unit.ts';
import { listed } from '../../../text/words.ts';
import type { UnitEffect, UnitVerb } from '../../unit-effect.ts';
import { restoreLinks } from './enablement.ts';

/** One thing to do to a unit; several make up a change. */
export interface UnitMove {
  readonly verb: UnitVerb;
  readonly diff: readonly Difference[];
  readonly apply: readonly Operation[];
  /** Files and links it may touch: they are as before after an undo. */
  readonly touches?: readonly string[];
  /** What goes back before files and links do. */
  readonly undoFirst?: readonly Operation[];
  /** What goes back once files and links are as before. */
  readonly undo?: readonly Operation[];
  readonly impact?: readonly string[];
  /** True when the same state cannot be told from the state before, as after a restart. */
  readonly unprovable?: boolean;
}

export const DAEMON_RELOAD: Operation = { kind: 'run', argv: ['systemctl', 'daemon-reload'] };

export function systemctl(verb: string, ...words: readonly string[]): Operation {
  return { kind: 'run', argv: ['systemctl', verb, ...words] };
}

/** The move with what these effects bring along; the same one where they bring nothing. */
export function withEffects(move: UnitMove, unit: string, effects: readonly UnitEffect[]): UnitMove {
  const found = effects.flatMap((effect) => effect.of?.(unit, move.verb) ?? []);
  if (found.length === 0) return move;
  return {
    ...move,
    apply: [
      ...found.flatMap(({ before = [] }) => before),
      ...move.apply,
      ...found.flatMap(({ after = [] }) => after),
    ],
    undo: [...(move.undo ?? []), ...found.flatMap(({ undo = [] }) => undo)],
    impact: [...found.flatMap(({ impact }) => impact), ...(move.impact ?? [])],
  };
}

/** The moves as one change, done in their order. Undone in one go: as a rule files and links first, then what runs. */
export function changeOf(unit: Unit, moves: readonly UnitMove[]): Change {
  const paths = [...new Set(moves.flatMap(({ touches = [] }) => touches))];
  const backwards = [...moves].reverse();
  const operations = [
    ...backwards.flatMap(({ undoFirst = [] }) => undoFirst),
    ...restoreLinks(unit, paths),
    ...(paths.length > 0 ? [DAEMON_RELOAD] : []),
    ...backwards.flatMap(({ undo = [] }) => undo),
  ];
  return {
    summary: `${listed(moves.map(({ verb }) => verb))} ${unit.id}`,
    diff: moves.flatMap(({ diff }) => diff),
    apply: moves.flatMap(({ apply }) => apply),
    preserve: paths,
    undo: operations.length === 0 ? { kind: 'nothing' } : { kind: 'possible', operations },
    impact: [...new Set(moves.flatMap(({ impact = [] }) => impact))],
    proof: moves.some(({ unprovable }) => unprovable) ? 'exit-code' : 'ask-again',
  };
}

import type { Change, Difference } from '../../../model/change.ts';
import type { Operation } from '../../../model/operation.ts';
import type { Unit } from '../../../probes/unit/unit.ts';
import { restoreLinks } from './enablement.ts';

/** One thing to do to a unit; several make up a change. */
export interface Step {
  /** As in `systemctl`: `disable`. */
  readonly verb: string;
  readonly diff: readonly Difference[];
  readonly apply: readonly Operation[];
  /** Files and links it may touch: they are as before after an undo. */
  readonly touches: readonly string[];
  /** What goes back before files and links do. */
  readonly undoFirst?: readonly Operation[];
  /** What goes back once files and links are as before. */
  readonly undo: readonly Operation[];
  readonly impact: readonly string[];
  /** False when the same state cannot be told from the state before, as after a restart. */
  readonly provable: boolean;
}

export const DAEMON_RELOAD: Operation = { kind: 'run', argv: ['systemctl', 'daemon-reload'] };

export function systemctl(verb: string, ...words: readonly string[]): Operation {
  return { kind: 'run', argv: ['systemctl', verb, ...words] };
}

/** The steps as one change, done in their order. Undone in one go: as a rule files and links first, then what runs. */
export function changeOf(unit: Unit, steps: readonly Step[]): Change {
  const paths = [...new Set(steps.flatMap(({ touches }) => touches))];
  const backwards = [...steps].reverse();
  const operations = [
    ...backwards.flatMap(({ undoFirst = [] }) => undoFirst),
    ...restoreLinks(unit, paths),
    ...(paths.length > 0 ? [DAEMON_RELOAD] : []),
    ...backwards.flatMap(({ undo }) => undo),
  ];
  return {
    summary: `${inWords(steps.map(({ verb }) => verb))} ${unit.id}`,
    diff: steps.flatMap(({ diff }) => diff),
    apply: steps.flatMap(({ apply }) => apply),
    preserve: paths,
    undo: operations.length === 0 ? { kind: 'nothing' } : { kind: 'possible', operations },
    impact: [...new Set(steps.flatMap(({ impact }) => impact))],
    proof: steps.every(({ provable }) => provable) ? 'ask-again' : 'exit-code',
  };
}

function inWords(verbs: readonly string[]): string {
  const last = verbs.at(-1) ?? '';
  return verbs.length < 2 ? last : `${verbs.slice(0, -1).join(', ')} and ${last}`;
}

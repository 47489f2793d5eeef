import type { Change } from '../../../model/change.ts';

/** Several changes as one, done in this order and undone in the opposite one. The last gives the summary. */
export function inOneStep(changes: readonly Change[]): Change {
  const last = changes.at(-1);
  if (last === undefined) throw new Error('there is no change to make one of');
  return {
    summary: last.summary,
    diff: changes.flatMap(({ diff }) => diff),
    apply: changes.flatMap(({ apply }) => apply),
    preserve: changes.flatMap(({ preserve }) => preserve),
    undo: {
      kind: 'possible',
      operations: changes
        .toReversed()
        .flatMap(({ undo }) => (undo.kind === 'possible' ? undo.operations : [])),
    },
    impact: changes.flatMap(({ impact }) => impact),
    proof: last.proof,
  };
}

import { onlyLooks, type RunCommand } from '../../model/run/event.ts';
import type { TaskRecord } from './task-record.ts';
import { ANSWERED, type TaskState } from './task-state.ts';

/** What came of a task on a host, as one sign in a table. */
export interface TaskCell {
  /** Told apart without colour. */
  readonly sign: string;
  /** In a word or two. */
  readonly words: string;
  /** As part of a style sheet. */
  readonly kind: CellKind;
}

export type CellKind = Exclude<TaskState, 'refused' | 'started'> | 'undone' | 'stuck' | 'unfinished';

export const CELLS: Readonly<Record<CellKind, TaskCell>> = {
  ok: { sign: '✓', words: 'as wanted', kind: 'ok' },
  changed: { sign: '●', words: 'changed', kind: 'changed' },
  skipped: { sign: '–', words: 'skipped', kind: 'skipped' },
  rescued: { sign: '↷', words: 'failed, rescued', kind: 'rescued' },
  ignored: { sign: '!', words: 'failed, ignored', kind: 'ignored' },
  failed: { sign: '✗', words: 'failed', kind: 'failed' },
  undone: { sign: '↶', words: 'undone', kind: 'undone' },
  stuck: { sign: '‼', words: 'not undone', kind: 'stuck' },
  pending: { sign: '○', words: 'would change', kind: 'pending' },
  unforeseen: { sign: '?', words: 'cannot be told yet', kind: 'unforeseen' },
  unfinished: { sign: '…', words: 'started, no end recorded', kind: 'unfinished' },
};

export function cellOf({ state, undo }: Pick<TaskRecord, 'state' | 'undo'>): TaskCell {
  if (undo === 'failed') return CELLS.stuck;
  if (undo === 'undone' && state !== 'failed') return CELLS.undone;
  if (state === 'refused') return CELLS.failed;
  return state === 'started' ? CELLS.unfinished : CELLS[state];
}

const WORST_FIRST: readonly CellKind[] = ['stuck', 'failed', 'unfinished', 'undone', ...ANSWERED];

/** Of what came of a task that was done several times, that which says most. */
export function worstCell(one: CellKind, other: CellKind): CellKind {
  return WORST_FIRST.indexOf(one) <= WORST_FIRST.indexOf(other) ? one : other;
}

/** In an apply that is over, what was foreseen did not come about. */
export function wordsOf({ kind, words }: TaskCell, command: RunCommand): string {
  return kind === 'pending' && !onlyLooks(command) ? 'foreseen, not started' : words;
}

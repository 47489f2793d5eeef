import type { TaskRecord } from './task-record.ts';

/** What came of a task on a host, as one sign in a table. */
export interface TaskCell {
  /** Told apart without colour. */
  readonly sign: string;
  /** In a word or two. */
  readonly words: string;
  /** As part of a style sheet. */
  readonly kind: CellKind;
}

export type CellKind =
  | Exclude<TaskRecord['state'], 'refused' | 'started'>
  | 'undone'
  | 'stuck'
  | 'unfinished';

export const CELLS: Readonly<Record<CellKind, TaskCell>> = {
  ok: { sign: '✓', words: 'as wanted', kind: 'ok' },
  changed: { sign: '●', words: 'changed', kind: 'changed' },
  skipped: { sign: '–', words: 'skipped', kind: 'skipped' },
  ignored: { sign: '!', words: 'failed, ignored', kind: 'ignored' },
  failed: { sign: '✗', words: 'failed', kind: 'failed' },
  undone: { sign: '↶', words: 'undone', kind: 'undone' },
  stuck: { sign: '‼', words: 'not undone', kind: 'stuck' },
  pending: { sign: '○', words: 'would change', kind: 'pending' },
  unforeseen: { sign: '?', words: 'cannot be told yet', kind: 'unforeseen' },
  unfinished: { sign: '…', words: 'started, no end recorded', kind: 'unfinished' },
};

export function cellOf({ state, undo }: TaskRecord): TaskCell {
  if (undo === 'failed') return CELLS.stuck;
  if (undo === 'undone' && state !== 'failed') return CELLS.undone;
  if (state === 'refused') return CELLS.failed;
  return state === 'started' ? CELLS.unfinished : CELLS[state];
}

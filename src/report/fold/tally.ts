import type { OnHost, RunEvent } from '../../model/run/event.ts';

/** What came of the tasks on one host, in numbers. */
export interface Counts {
  /** Checks that passed and tasks that were as wanted. */
  readonly ok: number;
  readonly changed: number;
  readonly skipped: number;
  /** Tasks that failed, the ignored ones left out. */
  readonly failed: number;
  readonly ignored: number;
  readonly undone: number;
  /** What a preview expects to change. */
  readonly pending: number;
}

/** Counts that grow with the events of their host. */
export interface Tally {
  add(event: RunEvent & OnHost): void;
  /** Takes back what tasks came to so far, but not the checks before them, nor what is expected to change. */
  forgetPreview(): void;
  counts(): Counts;
}

/** What an event of a kind is one more of. Checks that passed are counted apart. */
const COUNTED: Partial<Record<RunEvent['type'], keyof Counts | 'checks'>> = {
  'preflight.passed': 'checks',
  'preflight.refused': 'failed',
  'task.satisfied': 'ok',
  'task.changed': 'changed',
  'task.skipped': 'skipped',
  'task.failed': 'failed',
  'task.pending': 'pending',
  'undo.done': 'undone',
};

export function newTally(): Tally {
  const counts = { checks: 0, ok: 0, changed: 0, skipped: 0, failed: 0, ignored: 0, undone: 0, pending: 0 };
  return {
    add(event) {
      const count = event.type === 'task.failed' && event.ignored ? 'ignored' : COUNTED[event.type];
      if (count !== undefined) counts[count] += 1;
    },
    forgetPreview() {
      Object.assign(counts, { ok: 0, skipped: 0, failed: 0, ignored: 0 });
    },
    counts() {
      const { checks, ...tasks } = counts;
      return { ...tasks, ok: tasks.ok + checks };
    },
  };
}

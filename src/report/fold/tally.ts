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

export function newTally(): Tally {
  let checks = 0;
  let pending = 0;
  const tasks = { ok: 0, changed: 0, skipped: 0, failed: 0, ignored: 0, undone: 0 };

  return {
    add(event) {
      switch (event.type) {
        case 'preflight.passed':
          checks += 1;
          break;
        case 'task.satisfied':
          tasks.ok += 1;
          break;
        case 'task.changed':
          tasks.changed += 1;
          break;
        case 'task.skipped':
          tasks.skipped += 1;
          break;
        case 'task.failed':
          tasks[event.ignored ? 'ignored' : 'failed'] += 1;
          break;
        case 'preflight.refused':
          tasks.failed += 1;
          break;
        case 'undo.done':
          tasks.undone += 1;
          break;
        case 'task.pending':
          pending += 1;
          break;
        case 'host.connected':
        case 'host.failed':
        case 'host.finished':
        case 'task.unforeseen':
        case 'task.started':
        case 'task.intent':
        case 'undo.started':
        case 'undo.failed':
          break;
      }
    },
    forgetPreview() {
      Object.assign(tasks, { ok: 0, skipped: 0, failed: 0, ignored: 0 });
    },
    counts: () => ({ ...tasks, ok: tasks.ok + checks, pending }),
  };
}

import type { OfStep, OnHost, RunEvent } from '../model/event.ts';
import { playOf } from '../model/host-run.ts';
import { taskKey } from '../model/plan.ts';
import { type Begun, isOwed, undoIn } from '../model/undo-owed.ts';

/** What a run began on one host and has not undone, growing with the events of that host. */
export interface Owed {
  add(event: RunEvent & OnHost): void;
  /** How many steps have something to go back, or call for a person. */
  steps(): number;
}

export function newOwed(): Owed {
  const steps = new Map<string, Begun>();
  /** The newest step of each task: what becomes of the task becomes of that step. */
  const ofTask = new Map<string, string>();

  function settle(key: string | undefined, end: Pick<Begun, 'state' | 'changed'>): void {
    const step = key === undefined ? undefined : steps.get(key);
    if (key !== undefined && step !== undefined) steps.set(key, { ...step, ...end });
  }

  return {
    add(event) {
      switch (event.type) {
        case 'task.intent': {
          const key = `${event.task.play} ${event.step}`;
          ofTask.set(taskKey(event.task), key);
          steps.set(key, { ...undoIn(event.change), state: 'started', changed: false });
          break;
        }
        case 'task.changed':
          settle(ofTask.get(taskKey(event.task)), { state: ended(event, 'done'), changed: true });
          break;
        case 'task.satisfied':
          settle(ofTask.get(taskKey(event.task)), { state: ended(event, 'done'), changed: false });
          break;
        case 'task.failed':
          if (event.step !== undefined)
            settle(`${event.task.play} ${event.step}`, { state: ended(event, 'failed'), changed: false });
          break;
        case 'undo.done':
          settle(`${playOf(event.hostRun)} ${event.step}`, { state: 'undone', changed: false });
          break;
        default:
          break;
      }
    },
    steps: () => [...steps.values()].filter(isOwed).length,
  };
}

/** What was never begun has nothing to go back. */
function ended({ unbegun }: OfStep, state: Begun['state']): Begun['state'] {
  return unbegun === true ? 'undone' : state;
}

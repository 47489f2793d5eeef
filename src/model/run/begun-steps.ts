import { itemKey } from '../playbook/plan.ts';
import type { OfStep, OnHost, OnTask, RunEvent } from './event.ts';
import { playOf } from './host-run.ts';
import { type Begun, undoIn } from './undo-owed.ts';

type Intent = Extract<RunEvent, { readonly type: 'task.intent' }>;

/** What a run began on one host, growing with the events of that host. */
export interface BegunSteps<Step extends Begun> {
  add(event: RunEvent & OnHost): void;
  /** Oldest first. A step whose intent is recorded may have been begun, so it is among them. */
  all(): readonly Step[];
}

/** What is known of a step when its intent is recorded. */
export function begunBy({ change }: Intent): Begun {
  return { ...undoIn(change), state: 'started', changed: false };
}

/** The one reading of what the events of a host tell of its steps; `stepFrom` says what is kept of each. */
export function begunSteps<Step extends Begun>(stepFrom: (intent: Intent) => Step): BegunSteps<Step> {
  const steps = new Map<string, Step>();
  /** The newest step of each task, and of each item of a loop: what becomes of it becomes of that step. */
  const ofTask = new Map<string, string>();

  function settle(key: string, end: Pick<Begun, 'state' | 'changed'>): void {
    const step = steps.get(key);
    if (step !== undefined) steps.set(key, { ...step, ...end });
  }

  return {
    all: () => [...steps.values()],
    add(event) {
      switch (event.type) {
        case 'task.intent': {
          const key = `${event.task.play} ${event.step}`;
          ofTask.set(wordOf(event), key);
          steps.set(key, stepFrom(event));
          break;
        }
        case 'task.changed':
          settle(`${event.task.play} ${event.step}`, { state: stateOf(event, 'done'), changed: true });
          break;
        case 'task.failed':
          settle(`${event.task.play} ${event.step}`, { state: stateOf(event, 'failed'), changed: false });
          break;
        // It may have been done all the same: its author does not count it as a change.
        case 'task.satisfied':
          settle(ofTask.get(wordOf(event)) ?? '', { state: stateOf(event, 'done'), changed: false });
          break;
        case 'undo.done':
          settle(`${playOf(event.hostRun)} ${event.step}`, { state: 'undone', changed: false });
          break;
        default:
          break;
      }
    },
  };
}

/** A task may be done on one host for many. */
function wordOf({ host, task }: OnTask): string {
  return `${host} ${itemKey(task)}`;
}

/** What was never begun has nothing to go back, whatever its author makes of it. */
function stateOf({ unbegun }: OfStep, state: Begun['state']): Begun['state'] {
  return unbegun === true ? 'undone' : state;
}

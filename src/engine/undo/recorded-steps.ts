import type { RunEvent } from '../../model/event.ts';
import { hostRunName } from '../../model/host-run.ts';
import { taskKey } from '../../model/plan.ts';
import { undoIn } from '../../model/undo-owed.ts';
import type { StartedStep } from '../hosts/host-state.ts';
import { isWithheld } from '../no-log.ts';

/** What the journal of a run tells of one host. */
export interface HostRecord {
  /** What was begun there, oldest first. A step whose intent is recorded may have been begun, so it is among them. */
  readonly steps: readonly StartedStep[];
  /** The host was taken for the run, or something was begun there: the run may have left something. */
  readonly reached: boolean;
}

/** What the journal of a run tells of its hosts. What there is to undo, the records on the hosts decide. */
export function recordedSteps(run: string, events: readonly RunEvent[]): ReadonlyMap<string, HostRecord> {
  const hosts = new Map<string, Growing>();
  for (const event of events) {
    if (!('host' in event)) continue;
    const host = hosts.get(event.host) ?? { steps: new Map(), ofTask: new Map(), reached: false };
    hosts.set(event.host, host);
    if (event.type === 'host.reserved' || event.type === 'task.intent') host.reached = true;
    replay(event, run, host);
  }
  return new Map(
    [...hosts].map(([name, { steps, reached }]) => [name, { steps: [...steps.values()], reached }]),
  );
}

interface Growing {
  readonly steps: Map<string, StartedStep>;
  /** The newest step of each task. */
  readonly ofTask: Map<string, StartedStep>;
  reached: boolean;
}

type HostEvent = Extract<RunEvent, { readonly host: string }>;

function replay(event: HostEvent, run: string, { steps, ofTask }: Growing): void {
  if (event.type === 'task.intent') {
    const hostRun = hostRunName(run, event.task.play);
    const step: StartedStep = {
      number: event.step,
      hostRun,
      title: event.title,
      become: event.become,
      ...undoIn(event.change),
      withheld: isWithheld(event.change),
      asked: event.asked ?? [],
      // The journal knows its operations in words only.
      mayCutAccess: true,
      state: 'started',
      changed: false,
    };
    steps.set(`${hostRun} ${event.step}`, step);
    ofTask.set(taskKey(event.task), step);
  }
  // It was done, and its author does not count it as a change.
  const unchanged = event.type === 'task.satisfied' ? ofTask.get(taskKey(event.task)) : undefined;
  if (unchanged !== undefined) Object.assign(unchanged, { state: 'done', changed: false });
  if (event.type === 'task.changed' && event.step !== undefined)
    settle(steps, hostRunName(run, event.task.play), event.step, 'done', true);
  if (event.type === 'task.failed' && event.step !== undefined) {
    settle(steps, hostRunName(run, event.task.play), event.step, 'failed', false);
  }
  // Whatever its author makes of it, nothing was done that could go back.
  if ('unbegun' in event) Object.assign(ofTask.get(taskKey(event.task)) ?? {}, { state: 'undone' });
  if (event.type === 'undo.done') settle(steps, event.hostRun, event.step, 'undone', false);
}

function settle(
  steps: Map<string, StartedStep>,
  hostRun: string,
  number: number,
  state: StartedStep['state'],
  changed: boolean,
): void {
  const step = steps.get(`${hostRun} ${number}`);
  if (step === undefined) return;
  step.state = state;
  step.changed = changed;
}

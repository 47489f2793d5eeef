import type { RunEvent } from '../model/event.ts';
import { hostRunName, type StartedStep } from './host-state.ts';
import { isWithheld } from './no-log.ts';
import { mayStay } from './rollback.ts';

/** What the journal of a run tells of one host. */
export interface HostRecord {
  /** What was begun there, oldest first. A step whose intent is recorded may have been begun, so it is among them. */
  readonly steps: readonly StartedStep[];
  /** The host was taken for the run, or something was begun there: the run may have left something. */
  readonly reached: boolean;
}

/** What the journal of a run tells of its hosts. What there is to undo, the records on the hosts decide. */
export function recordedSteps(run: string, events: readonly RunEvent[]): ReadonlyMap<string, HostRecord> {
  const hosts = new Map<string, { readonly steps: Map<string, StartedStep>; reached: boolean }>();
  for (const event of events) {
    if (!('host' in event)) continue;
    const host = hosts.get(event.host) ?? { steps: new Map<string, StartedStep>(), reached: false };
    hosts.set(event.host, host);
    if (event.type === 'host.reserved' || event.type === 'task.intent') host.reached = true;
    replay(event, run, host.steps);
  }
  return new Map(
    [...hosts].map(([name, { steps, reached }]) => [name, { steps: [...steps.values()], reached }]),
  );
}

/** True for a step that a rollback has to do something about, or a person: not undone already, and not meant to stay. */
export function isLeft(step: StartedStep): boolean {
  if (step.state === 'undone') return false;
  return step.undo === 'possible' || (step.undo === 'impossible' && !mayStay(step));
}

type HostEvent = Extract<RunEvent, { readonly host: string }>;

function replay(event: HostEvent, run: string, steps: Map<string, StartedStep>): void {
  if (event.type === 'task.intent') {
    const hostRun = hostRunName(run, event.task.play);
    const { undo } = event.change;
    steps.set(`${hostRun} ${event.step}`, {
      number: event.step,
      hostRun,
      title: event.title,
      become: event.become,
      undo: undo.kind === 'irreversible' ? 'impossible' : undo.kind,
      accepted: undo.kind === 'irreversible' && undo.accepted,
      withheld: isWithheld(event.change),
      asked: event.asked ?? [],
      // The journal knows its operations in words only.
      mayCutAccess: true,
      state: 'started',
      changed: false,
    });
  }
  if (event.type === 'task.changed' && event.step !== undefined)
    settle(steps, hostRunName(run, event.task.play), event.step, 'done', true);
  if (event.type === 'task.failed' && event.step !== undefined) {
    settle(steps, hostRunName(run, event.task.play), event.step, 'failed', false);
  }
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

import type { RunEvent } from '../model/event.ts';
import { hostRunName, type StartedStep } from './host-state.ts';

/**
 * What a run began on each host and has not undone, oldest first, as its journal tells it. A step whose intent is
 * recorded may have been begun, so it is among them; the host's own records say whether it was.
 */
export function recordedSteps(events: readonly RunEvent[]): ReadonlyMap<string, readonly StartedStep[]> {
  const [first] = events;
  const run = first?.type === 'run.started' ? first.run : '';
  const hosts = new Map<string, Map<string, StartedStep>>();
  for (const event of events) {
    if (!('host' in event)) continue;
    const steps = hosts.get(event.host) ?? new Map<string, StartedStep>();
    hosts.set(event.host, steps);
    replay(event, run, steps);
  }
  return new Map([...hosts].map(([host, steps]) => [host, [...steps.values()].filter(isLeft)]));
}

/** Neither undone already nor something that need not go back. */
function isLeft({ state, undo, accepted, changed }: StartedStep): boolean {
  if (state === 'undone' || undo === 'nothing') return false;
  return undo === 'possible' || (!accepted && state === 'done' && changed);
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

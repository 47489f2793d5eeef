import { type BegunSteps, begunBy, begunSteps } from '../../model/run/begun-steps.ts';
import { placeOf, type RunEvent } from '../../model/run/event.ts';
import { hostRunName } from '../../model/run/host-run.ts';
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
    const place = placeOf(event);
    const host = hosts.get(place) ?? { begun: newSteps(run), reached: false };
    hosts.set(place, host);
    if (event.type === 'host.reserved' || event.type === 'task.intent') host.reached = true;
    host.begun.add(event);
  }
  return new Map([...hosts].map(([name, { begun, reached }]) => [name, { steps: begun.all(), reached }]));
}

interface Growing {
  readonly begun: BegunSteps<StartedStep>;
  reached: boolean;
}

function newSteps(run: string): BegunSteps<StartedStep> {
  return begunSteps((intent) => ({
    ...begunBy(intent),
    number: intent.step,
    hostRun: hostRunName(run, intent.task.play),
    title: intent.title,
    of: intent.task,
    ...(intent.delegate === undefined ? {} : { visitor: intent.host }),
    become: intent.become,
    withheld: isWithheld(intent.change),
    asked: intent.asked ?? [],
    // The journal knows its operations in words only.
    mayCutAccess: true,
  }));
}

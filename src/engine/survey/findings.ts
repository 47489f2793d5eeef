import { actionOf, type Message, setsOf } from '../../model/action.ts';
import type { Change } from '../../model/change.ts';
import { type PlannedTask, taskKey } from '../../model/playbook/plan.ts';
import type { OnTask, RunEvent } from '../../model/run/event.ts';
import { describeFailure, type Failure } from '../../model/run/failure.ts';
import type { JsonObject } from '../../model/values/json.ts';
import { takeEffect } from '../effects.ts';
import type { HostState } from '../hosts/host-state.ts';
import { isIgnored, isRescuable } from '../look/judge.ts';
import { noticesOf } from '../look/prepare.ts';
import type { Open, Settled } from '../look/settle.ts';
import { tellable } from '../no-log.ts';
import { satisfied } from '../on-task.ts';
import { showChange } from '../shown-change.ts';
import type { Next, Outlook } from '../walk.ts';
import { mayLift } from './may-lift.ts';
import { keepOpen, mayTouchAnything, type OpenEnds } from './open-ends.ts';
import { isSupposed, isTooMuch, suppose } from './supposed.ts';
import { type Touch, touchedBy, touchesAt } from './touches.ts';

/** A walk through a host's tasks, and what is known of it so far. */
export interface Foreseeing extends OpenEnds, Outlook {
  changes: number;
  mayChange: boolean;
  /** Something before may take away what stands in the way for good, as far as files go; see `may-lift.ts`. */
  mayLift: boolean;
}

/** What a task would come to. */
export interface Prospect {
  readonly next: Next;
  readonly failure: Failure | undefined;
  /** Undefined: that cannot be told yet. */
  readonly result: JsonObject | undefined;
}

export const GOING_ON: Prospect = { next: { kind: 'on' }, failure: undefined, result: undefined };

export async function recorded(
  event: RunEvent,
  prospect: Prospect,
  { ports }: Foreseeing,
): Promise<Prospect> {
  await ports.record(event);
  return prospect;
}

/** Nothing is to be done: where the task's turn is supposed only, there is nothing to tell. */
async function toldIfCertain(
  planned: PlannedTask,
  event: RunEvent,
  prospect: Prospect,
  walking: Foreseeing,
): Promise<Prospect> {
  return isSupposed(planned, walking) ? prospect : recorded(event, prospect, walking);
}

export function foreseeSkipped(
  planned: PlannedTask,
  { why, result }: Pick<Settled & { readonly kind: 'skipped' }, 'why' | 'result'>,
  on: OnTask,
  walking: Foreseeing,
): Promise<Prospect> {
  return toldIfCertain(planned, { type: 'task.skipped', ...on, why }, { ...GOING_ON, result }, walking);
}

/** It needs nothing now, and may when its turn comes. `messages`: what it would say if nothing came between. */
export function foreseeOther(
  planned: PlannedTask,
  messages: readonly Message[],
  touch: Touch,
  on: OnTask,
  walking: Foreseeing,
): Promise<Prospect> {
  const said = messages.map(({ text }) => text).join('; ');
  const now = said === '' ? 'it needs nothing now' : `it needs nothing now (${said})`;
  const why = `${now}; "${touch.title}" before it may change that`;
  mayTouchAnything(planned, on.title, walking);
  keepOpen(planned, walking);
  return recorded({ type: 'task.unforeseen', ...on, why }, GOING_ON, walking);
}

export function foreseePassed(
  planned: PlannedTask,
  { result, messages, effect, changed, undone }: Settled & { readonly kind: 'passed' },
  on: OnTask,
  walking: Foreseeing,
  place: HostState | undefined,
): Promise<Prospect> {
  const { state, ports, pending } = walking;
  const supposed = isSupposed(planned, walking);
  if (supposed && isTooMuch(effect)) {
    const why = 'whether its turn comes is not known yet';
    return recorded({ type: 'task.unforeseen', ...on, why }, GOING_ON, walking);
  }
  const next = takeEffect(effect, planned, { state, place });
  if (!next.ok) {
    const failed = { kind: 'failed', failure: next.failure, result, lasting: true } as const;
    return foreseeFailure(planned, failed, on, walking);
  }
  for (const name of setsOf(planned.task, ports.actions)) pending.delete(name);
  if (changed) notify(planned, walking);
  const told = undone === undefined ? messages : [...messages, notDone(undone)];
  if (next.value.kind === 'included') noteIncluded(next.value.tasks, planned, walking);
  return toldIfCertain(
    planned,
    satisfied(on, result, told),
    { next: next.value, failure: undefined, result },
    walking,
  );
}

/** What is included is as certain as the task that includes it. */
function noteIncluded(tasks: readonly PlannedTask[], by: PlannedTask, walking: Foreseeing): void {
  if (isSupposed(by, walking)) suppose(tasks, by, walking);
  else if (by.address.section === 'handlers')
    for (const { address } of tasks) walking.byHandlers.add(taskKey(address));
}

function notDone({ summary }: Change): Message {
  return { severity: 'info', text: `check_mode: not done, now or later: ${summary}` };
}

/** What a task would come to that neither passes nor fails. Counts it and notifies when it is a change. */
export function findingOf(
  planned: PlannedTask,
  open: Open,
  on: OnTask,
  walking: Foreseeing,
  { place, isNothing }: { readonly place?: HostState | undefined; readonly isNothing: boolean },
): RunEvent {
  const touches = touchesAt(place, walking);
  const isTouched = touches.some(({ by }) => by !== on.host);
  if (!actionOf(planned.task, walking.ports.actions).readOnly) {
    walking.mayChange ||= !isNothing && on.delegate === undefined;
    walking.mayLift ||= mayLift(open);
    if (open.kind !== 'change') mayTouchAnything(planned, on.title, walking);
    else if (!isNothing) touches.push({ title: on.title, by: on.host, touches: touchedBy(open.change) });
  }
  if (open.kind === 'pending') return { type: 'task.unforeseen', ...on, why: open.why };
  if (open.kind === 'waiting')
    return { type: 'task.unforeseen', ...on, why: `it would wait for ${open.for}` };
  if (isNothing) {
    const why = 'how it will end: it runs each time, and says that it changes nothing';
    return { type: 'task.unforeseen', ...on, why };
  }
  const uncertain = walking.changes > 0 || isTouched || isSupposed(planned, walking);
  walking.changes += 1;
  notify(planned, walking);
  return { type: 'task.pending', ...on, change: showChange(open.change), uncertain };
}

function notify(planned: PlannedTask, walking: Foreseeing): void {
  for (const word of noticesOf(planned, walking)) {
    walking.notified.add(word);
    if (!isSupposed(planned, walking)) walking.notifiedSurely.set(word, new Set());
  }
}

/** A failure foreseen after a change may not come true, so only a certain one ends the walk. */
export function foreseeFailure(
  planned: PlannedTask,
  { failure, lasting, result }: Settled & { readonly kind: 'failed' },
  on: OnTask,
  walking: Foreseeing,
  sure?: 'in any case',
): Promise<Prospect> {
  const { register } = planned.task;
  const { state } = walking;
  const isCertain = sure !== undefined || (lasting && !walking.mayLift);
  const isMaybe = sure === undefined && isSupposed(planned, walking);
  if (isMaybe || (walking.changes > 0 && !isCertain)) {
    if (register !== undefined) state.registered.delete(register);
    mayTouchAnything(planned, on.title, walking);
    keepOpen(planned, walking);
    const why = `on the host as it is now it would fail: ${describeFailure(tellable(planned, failure))}`;
    return recorded({ type: 'task.unforeseen', ...on, why }, GOING_ON, walking);
  }
  const isOver = sure !== undefined;
  const ignored = !isOver && isIgnored(planned, failure);
  const rescued = !isOver && !ignored && isRescuable(failure) && walking.isGuarded() ? { rescued: true } : {};
  const next: Next = !isOver && isRescuable(failure) ? { kind: 'failed' } : { kind: 'ended' };
  return recorded(
    { type: 'task.failed', ...on, failure, ignored, ...rescued, step: undefined, result: {} },
    ignored ? { ...GOING_ON, result } : { next, failure: tellable(planned, failure), result },
    walking,
  );
}

import { actionOf, type Message, setsOf } from '../../model/action.ts';
import type { Change } from '../../model/change.ts';
import { type PlannedTask, taskKey } from '../../model/playbook/plan.ts';
import type { OnTask, RunEvent } from '../../model/run/event.ts';
import type { Failure } from '../../model/run/failure.ts';
import { EMPTY, type JsonObject } from '../../model/values/json.ts';
import { takeEffect } from '../effects.ts';
import type { HostState } from '../hosts/host-state.ts';
import { type Assessing, assess } from '../look/assess.ts';
import { withAttempts } from '../look/attempts.ts';
import { itemResult, itemsOf } from '../look/items.ts';
import { changesNothing, condition, isIgnored, isRescuable } from '../look/judge.ts';
import { loopResult, NO_ITEMS } from '../look/loop-result.ts';
import { placed } from '../look/place.ts';
import { asMet, noticesOf, titleOf, whereOf } from '../look/prepare.ts';
import { type Open, type Settled, settle, skipped } from '../look/settle.ts';
import { tellable } from '../no-log.ts';
import { showChange } from '../shown-change.ts';
import type { Next, Visit } from '../walk.ts';
import { mayLift } from './may-lift.ts';
import { foreseeMaybe, keepOpen, mayStayQuiet, mayTouchAnything, type OpenEnds } from './open-ends.ts';
import { type Touch, touchedBy, touching } from './touches.ts';

/** A walk through a host's tasks, and what is known of it so far. */
export interface Foreseeing extends OpenEnds {
  changes: number;
  mayChange: boolean;
  /** Something before may take away what stands in the way for good, as far as files go; see `may-lift.ts`. */
  mayLift: boolean;
  /** Whether a `rescue` answers to a failure of the task that the walk has come to. */
  isGuarded: Visit['isGuarded'];
}

/** What a task would come to. */
export interface Prospect {
  readonly next: Next;
  readonly failure: Failure | undefined;
  /** Undefined: that cannot be told yet. */
  readonly result: JsonObject | undefined;
}

const GOING_ON: Prospect = { next: { kind: 'on' }, failure: undefined, result: undefined };

/** Each item of a task in turn. */
export async function foreseeTask(
  planned: PlannedTask,
  later: Assessing['later'],
  walking: Foreseeing,
): Promise<Prospect> {
  const { state, ports } = walking;
  if (mayStayQuiet(planned, walking)) {
    await foreseeMaybe(planned, 'whether anything notifies it is not known yet', walking);
    return GOING_ON;
  }
  const assessing = { ...walking, later };
  const on = { host: state.target.name, task: planned.address, title: titleOf(planned, assessing) };
  const items = itemsOf(planned, assessing);
  switch (items.kind) {
    case 'single':
      return foresee(planned, later, walking);
    case 'items':
      return foreseeItems(planned, items.tasks, later, walking);
    case 'skipped': {
      await ports.record({ type: 'task.skipped', ...on, why: items.why });
      const settled = skipped(planned, { why: items.why, result: NO_ITEMS }, assessing);
      return { ...GOING_ON, result: settled.result };
    }
    case 'pending':
      await ports.record({ type: 'task.unforeseen', ...on, why: items.why });
      mayTouchAnything(planned, on.title, walking);
      keepOpen(planned, walking);
      return GOING_ON;
    case 'failed': {
      const settled = { kind: 'failed', failure: items.failure, result: EMPTY, lasting: true } as const;
      return foreseeFailure(planned, settled, on, walking);
    }
  }
}

async function foreseeItems(
  planned: PlannedTask,
  tasks: readonly PlannedTask[],
  later: Assessing['later'],
  walking: Foreseeing,
): Promise<Prospect> {
  const results: (JsonObject | undefined)[] = [];
  const included: PlannedTask[] = [];
  let failure: Failure | undefined;
  for (const [index, item] of tasks.entries()) {
    const after = (): readonly PlannedTask[] => [...tasks.slice(index + 1), ...later()];
    const came = await foresee(item, after, walking);
    results.push(came.result === undefined ? undefined : itemResult(item, came.result));
    if (came.next.kind === 'included') included.push(...came.next.tasks);
    failure ??= came.failure;
  }
  const known = results.filter((result) => result !== undefined);
  const { register } = planned.task;
  const { pending, state } = walking;
  const result = known.length < results.length ? undefined : loopResult(known);
  if (register !== undefined) {
    if (result === undefined) pending.add(register);
    else {
      pending.delete(register);
      state.registered.set(register, result);
    }
  }
  if (failure !== undefined) return { next: { kind: 'failed' }, failure, result };
  return {
    next: included.length > 0 ? { kind: 'included', tasks: included } : GOING_ON.next,
    failure,
    result,
  };
}

async function foresee(
  written: PlannedTask,
  later: Assessing['later'],
  walking: Foreseeing,
): Promise<Prospect> {
  const { state, ports, pending } = walking;
  const planned = asMet(written, { state, pending });
  const where = placed(planned, walking);
  const place = where.kind === 'placed' ? where.place : undefined;
  const here: Assessing = { state, ports, signal: walking.signal, pending, later };
  const assessing = place === undefined ? here : { ...here, place };
  const assessment = await assess(planned, here);
  const delegated = place === undefined ? {} : { delegate: place.target.name };
  const title = titleOf(planned, assessing);
  const on: OnTask = { host: state.target.name, task: planned.address, title, ...delegated };
  if (assessment.kind === 'change') whereOf(assessing).foreseen.set(taskKey(planned.address), planned);
  // A host that is only delegated to is reached here for the first time: without it nothing may begin.
  if (place !== undefined && place.connection === undefined && assessment.kind === 'failed')
    return foreseeFailure(
      planned,
      { ...assessment, result: EMPTY, lasting: true },
      on,
      walking,
      'in any case',
    );
  const settled = counted(planned, settle(planned, assessment, assessing), assessing);
  const { register } = planned.task;
  if (assessment.kind === 'satisfied') {
    const other = touching(assessment.observations, walking.touches);
    if (other !== undefined) return foreseeOther(planned, assessment.messages, other, on, walking);
  }
  if (isOpen(settled)) keepOpen(planned, walking);
  else if (register !== undefined) pending.delete(register);
  switch (settled.kind) {
    case 'failed':
      return foreseeFailure(planned, settled, on, walking);
    case 'passed':
      return foreseePassed(planned, settled, on, walking, place);
    case 'skipped':
      await ports.record({ type: 'task.skipped', ...on, why: settled.why });
      return { ...GOING_ON, result: settled.result };
    case 'pending':
    case 'waiting':
    case 'change':
      await ports.record(findingOf(planned, settled, on, walking, changesNothing(planned, assessing)));
      return GOING_ON;
  }
}

/** One attempt is made; whether another would do better, nobody can tell. */
function counted(planned: PlannedTask, settled: Settled | Open, assessing: Assessing): Settled | Open {
  const { until } = planned.task;
  if (until === undefined || isOpen(settled) || settled.kind === 'skipped') return settled;
  const first = withAttempts(settled, 1, planned, assessing);
  if (condition(planned, until.conditions, assessing) === true) return first;
  const conditions = until.conditions.map(({ text }) => text).join(' and ');
  return { kind: 'pending', why: `whether this comes to hold: ${conditions}` };
}

/** It needs nothing now, and may when its turn comes. `messages`: what it would say if nothing came between. */
async function foreseeOther(
  planned: PlannedTask,
  messages: readonly Message[],
  touch: Touch,
  on: OnTask,
  walking: Foreseeing,
): Promise<Prospect> {
  const said = messages.map(({ text }) => text).join('; ');
  const now = said === '' ? 'it needs nothing now' : `it needs nothing now (${said})`;
  const why = `${now}; "${touch.title}" before it may change that`;
  await walking.ports.record({ type: 'task.unforeseen', ...on, why });
  mayTouchAnything(planned, on.title, walking);
  keepOpen(planned, walking);
  return GOING_ON;
}

async function foreseePassed(
  planned: PlannedTask,
  { result, messages, effect, changed, undone }: Settled & { readonly kind: 'passed' },
  on: OnTask,
  walking: Foreseeing,
  place: HostState | undefined,
): Promise<Prospect> {
  const { state, ports, pending } = walking;
  const next = takeEffect(effect, planned, { state, place });
  if (!next.ok) {
    const failed = { kind: 'failed', failure: next.failure, result, lasting: true } as const;
    return foreseeFailure(planned, failed, on, walking);
  }
  for (const name of setsOf(planned.task, ports.actions)) pending.delete(name);
  if (changed) notify(planned, walking);
  const told = undone === undefined ? messages : [...messages, notDone(undone)];
  await ports.record({ type: 'task.satisfied', ...on, result, messages: told });
  return { next: next.value, failure: undefined, result };
}

function notDone({ summary }: Change): Message {
  return { severity: 'info', text: `check_mode: not done, now or later: ${summary}` };
}

function isOpen(settled: Settled | Open): settled is Open {
  return ['pending', 'waiting', 'change'].includes(settled.kind);
}

/** What a task would come to that neither passes nor fails. Counts it and notifies when it is a change. */
function findingOf(
  planned: PlannedTask,
  open: Open,
  on: OnTask,
  walking: Foreseeing,
  isNothing: boolean,
): RunEvent {
  if (!actionOf(planned.task, walking.ports.actions).readOnly) {
    walking.mayChange ||= !isNothing && on.delegate === undefined;
    walking.mayLift ||= mayLift(open);
    if (open.kind !== 'change') mayTouchAnything(planned, on.title, walking);
    else if (!isNothing) walking.touches.push({ title: on.title, touches: touchedBy(open.change) });
  }
  if (open.kind === 'pending') return { type: 'task.unforeseen', ...on, why: open.why };
  if (open.kind === 'waiting')
    return { type: 'task.unforeseen', ...on, why: `it would wait for ${open.for}` };
  if (isNothing) {
    const why = 'how it will end: it runs each time, and says that it changes nothing';
    return { type: 'task.unforeseen', ...on, why };
  }
  const uncertain = walking.changes > 0;
  walking.changes += 1;
  notify(planned, walking);
  return { type: 'task.pending', ...on, change: showChange(open.change), uncertain };
}

function notify(planned: PlannedTask, walking: Foreseeing): void {
  for (const word of noticesOf(planned, walking)) {
    walking.notified.add(word);
    walking.notifiedSurely.add(word);
  }
}

/** A failure foreseen after a change may not come true, so only a certain one ends the walk. */
async function foreseeFailure(
  planned: PlannedTask,
  { failure, lasting, result }: Settled & { readonly kind: 'failed' },
  on: OnTask,
  walking: Foreseeing,
  sure?: 'in any case',
): Promise<Prospect> {
  const { register } = planned.task;
  const { state, ports } = walking;
  const isCertain = sure !== undefined || (lasting && !walking.mayLift);
  if (walking.changes > 0 && !isCertain) {
    if (register !== undefined) state.registered.delete(register);
    mayTouchAnything(planned, on.title, walking);
    keepOpen(planned, walking);
    await ports.record({ type: 'task.unforeseen', ...on, why: 'on the host as it is now it would fail' });
    return GOING_ON;
  }
  const isOver = sure !== undefined;
  const ignored = !isOver && isIgnored(planned, failure);
  const rescued = !isOver && !ignored && isRescuable(failure) && walking.isGuarded() ? { rescued: true } : {};
  await ports.record({
    type: 'task.failed',
    ...on,
    failure,
    ignored,
    ...rescued,
    step: undefined,
    result: {},
  });
  if (ignored) return { ...GOING_ON, result };
  const next: Next = !isOver && isRescuable(failure) ? { kind: 'failed' } : { kind: 'ended' };
  return { next, failure: tellable(planned, failure), result };
}

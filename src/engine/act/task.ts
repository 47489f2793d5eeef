import type { Message } from '../../model/action.ts';
import type { Change, ShownChange } from '../../model/change.ts';
import type { PlannedTask } from '../../model/playbook/plan.ts';
import type { OfStep, OnTask, RunEvent } from '../../model/run/event.ts';
import type { Failure } from '../../model/run/failure.ts';
import { EMPTY, type JsonObject } from '../../model/values/json.ts';
import type { ScalarNode } from '../../model/values/tree.ts';
import { type Awaitable, andThen } from '../awaitable.ts';
import { takeEffect } from '../effects.ts';
import type { StartedStep } from '../hosts/host-state.ts';
import { commandResult } from '../hosts/registered-result.ts';
import { ahead, untilNextChange } from '../look/ahead.ts';
import {
  type Assessing,
  type Assessment,
  type Awaited,
  assess,
  assessPatiently,
  failureAt,
} from '../look/assess.ts';
import { type Came, isAway, isIgnored, isRescuable } from '../look/judge.ts';
import { unansweredOf } from '../look/notices.ts';
import { noticesOf } from '../look/prepare.ts';
import { type Settled, settle, settleDone, skipped } from '../look/settle.ts';
import { tellable } from '../no-log.ts';
import { satisfied } from '../on-task.ts';
import { sayOnly, showUndone } from '../shown-change.ts';
import type { Next, Outlook } from '../walk.ts';
import { failureOfStep, type Performing, perform } from './perform.ts';
import { askAbout, UNWANTED } from './step-by-step.ts';
import { notBegun } from './unbegun.ts';

/** How a task ended on a host. */
export interface TaskEnd {
  readonly next: Next;
  /** Why it failed, unless that is ignored. */
  readonly failure: Failure | undefined;
  readonly result: JsonObject;
}

/** A task, or one item of one, whose turn it is. */
export interface Doing {
  readonly planned: PlannedTask;
  readonly on: OnTask;
  readonly assessing: Assessing;
  readonly performing: Performing;
}

/** What was done on the host for a task, if anything was. */
interface Deed {
  readonly entry: StartedStep;
  readonly shown: ShownChange;
  readonly elapsedMs: number;
}

/** What one attempt at a task came to. */
export type Attempted =
  | { readonly kind: 'settled'; readonly settled: Settled; readonly deed: Deed | undefined }
  /** A person asked to stop before it was begun. */
  | { readonly kind: 'stopped'; readonly failure: Failure };

const UNBEGUN: OfStep = { unbegun: true };

/** Assesses a task on one host, and if something differs writes it down, does it, and asks again. */
export function attemptTask(doing: Doing): Awaitable<Attempted> {
  return goAbout(doing, ifWanted);
}

function goAbout(doing: Doing, make: typeof carryOut): Awaitable<Attempted> {
  return andThen(assessPatiently(doing.planned, doing.assessing), (one) => goOn(doing, one, make));
}

function goOn(doing: Doing, awaited: Awaited, make: typeof carryOut): Awaitable<Attempted> {
  const { planned, assessing } = doing;
  const found = settle(planned, awaited, assessing);
  switch (found.kind) {
    case 'change':
      return make(doing, found);
    case 'pending':
      return conclude(doing, { result: EMPTY, changed: false, failure: unknown(doing, found.why) });
    case 'skipped':
    case 'passed':
    case 'failed':
      return settledAs(found);
  }
}

function settledAs(settled: Settled, deed?: Deed): Attempted {
  return { kind: 'settled', settled, deed };
}

/** Nothing that is still to come can set what this task needs. */
export function unknown({ on }: Doing, why: string): Failure {
  return { kind: 'unrenderable', why, place: on.title, hint: undefined };
}

/** Makes a change, once somebody who is asked about it wants it. */
async function ifWanted(doing: Doing, changing: Changing): Promise<Attempted> {
  switch (await askAbout(doing)) {
    case 'yes':
      return carryOut(doing, changing);
    case 'look-again':
      return goAbout(doing, carryOut);
    case 'no':
      return settledAs(skipped(doing.planned, UNWANTED, doing.assessing));
    case 'stop':
      return { kind: 'stopped', failure: { kind: 'cancelled' } };
  }
}

async function carryOut(doing: Doing, { change, questions }: Changing): Promise<Attempted> {
  const { planned, on, assessing, performing } = doing;
  const { clock, signals } = assessing.ports;
  const began = { now: clock.now(), wall: clock.wall() };
  const { identity, observations } = questions;
  const again = change.proof === 'ask-again' ? observations : [];
  const soon = { ...assessing, later: () => untilNextChange(assessing) };
  const later = ahead(soon, planned).filter((questions) => questions.identity.become === identity.become);
  const then = unique([...again, ...later.flatMap((questions) => questions.observations)]);
  const { entry, shown, performed } = await perform(
    planned,
    on.title,
    change,
    identity,
    { asked: observations, then },
    performing,
  );
  const deed = { entry, shown, elapsedMs: clock.now() - began.now };
  if (!performed.ok && performed.failure.kind === 'cancelled' && signals.stop.aborted)
    return { kind: 'stopped', failure: performed.failure };
  if (!performed.ok)
    return conclude(
      doing,
      { result: EMPTY, changed: false, failure: failureAt(assessing, performed.failure) },
      deed,
    );
  const unbegun = notBegun(change, performed.value.done);
  if (unbegun !== undefined) return conclude(doing, { ...unbegun, changed: false }, deed);
  const failure = failureOfStep(change.summary, performed.value.done);
  if (change.proof === 'exit-code') {
    const period = { start: began.wall, end: clock.wall(), elapsedMs: deed.elapsedMs };
    const result = { ...change.result, ...commandResult(performed.value.done, period) };
    return conclude(doing, { result, changed: true, failure }, deed);
  }
  const proved = failure === undefined ? await prove(doing, change) : { result: EMPTY, failure };
  const result = { ...proved.result, ...change.result };
  return conclude(doing, { result, changed: true, failure: proved.failure }, deed);
}

type Changing = Assessment & { readonly kind: 'change' };

/** Asks the action again, which must want nothing more. */
async function prove({ planned, assessing }: Doing, { makes }: Change): Promise<Omit<Came, 'changed'>> {
  const asking = makes === undefined ? assessing : { ...assessing, made: makes };
  const assessment = await assess(planned, asking);
  switch (assessment.kind) {
    case 'satisfied':
      return { result: assessment.result, failure: undefined };
    case 'failed':
      return { result: EMPTY, failure: assessment.failure };
    case 'change':
      return unverified(assessment.change.summary);
    case 'refused':
      return unverified(assessment.failure.why);
    case 'waiting':
    case 'skipped':
    case 'pending':
      return { result: EMPTY, failure: undefined };
  }
}

/** What is left to want after it was done. */
function unverified(remaining: string): Omit<Came, 'changed'> {
  return { result: EMPTY, failure: { kind: 'unverified', remaining } };
}

/** Lets the task's conditions judge what it came to. */
function conclude(doing: Doing, came: Came, deed?: Deed): Attempted {
  const settled = settleDone(doing.planned, came, doing.assessing);
  if (settled.kind !== 'pending') return settledAs(settled, deed);
  const failure = unknown(doing, settled.why);
  return settledAs({ kind: 'failed', failure, result: came.result, lasting: false }, deed);
}

/** Says what a task came to, and has that count for the tasks after it. */
export function report(
  doing: Doing,
  { settled, deed }: Omit<Attempted & { readonly kind: 'settled' }, 'kind'>,
  outlook: Omit<Outlook, 'later'>,
): Promise<TaskEnd> {
  const { isGuarded } = outlook;
  switch (settled.kind) {
    case 'skipped': {
      const end: TaskEnd = { next: { kind: 'on' }, failure: undefined, result: settled.result };
      return told(doing, { type: 'task.skipped', ...doing.on, why: settled.why }, end);
    }
    case 'failed':
      return reportFailure(doing, settled, deed, isGuarded);
    case 'passed': {
      const next = takeEffect(settled.effect, doing.planned, doing.assessing);
      const { result } = settled;
      const unanswered = settled.changed
        ? unansweredOf(noticesOf(doing.planned, doing.assessing), outlook)
        : undefined;
      if (unanswered !== undefined)
        return reportFailure(doing, { failure: unanswered, result }, deed, isGuarded);
      if (!next.ok) return reportFailure(doing, { failure: next.failure, result }, deed, isGuarded);
      const end = { next: next.value, failure: undefined, result };
      return told(doing, passing(doing, settled, deed), end, deed);
    }
  }
}

async function told(doing: Doing, event: RunEvent, end: TaskEnd, deed?: Deed): Promise<TaskEnd> {
  const { record } = doing.assessing.ports;
  await record(deed?.entry.state === 'undone' ? { ...event, ...UNBEGUN } : event);
  return end;
}

function reportFailure(
  doing: Doing,
  { failure, result }: { readonly failure: Failure; readonly result: JsonObject },
  deed: Deed | undefined,
  isGuarded: Outlook['isGuarded'],
): Promise<TaskEnd> {
  const { planned } = doing;
  // What was begun must be known: that the host is gone then is never passed over.
  const ignored = isIgnored(planned, failure) && (deed === undefined || !isAway(failure));
  const rescued = !ignored && isRescuable(failure) && isGuarded() ? { rescued: true } : {};
  const step = deed?.entry.number;
  const end: TaskEnd = ignored
    ? { next: { kind: 'on' }, failure: undefined, result }
    : { next: { kind: 'failed' }, failure: tellable(planned, failure), result };
  return told(
    doing,
    { type: 'task.failed', ...doing.on, failure, ignored, step, result, ...rescued },
    end,
    deed,
  );
}

function passing(
  doing: Doing,
  { changed, messages, result, undone }: Settled & { readonly kind: 'passed' },
  deed: Deed | undefined,
): RunEvent {
  const { planned, assessing } = doing;
  const state = deed?.entry.state === 'undone' ? 'undone' : 'done';
  if (deed !== undefined) Object.assign(deed.entry, { state, changed });
  if (!changed) return satisfied(doing.on, result, messages);
  const { changedWhen = [] } = planned.task;
  for (const word of noticesOf(planned, assessing)) assessing.state.notified.add(word);
  return {
    type: 'task.changed',
    ...doing.on,
    step: deed?.entry.number,
    elapsedMs: deed?.elapsedMs ?? 0,
    result,
    change: shown(changedWhen, deed, undone, messages),
  };
}

/** What was done, would have been, or is said to have been. */
function shown(
  changedWhen: readonly ScalarNode[],
  deed: Deed | undefined,
  undone: Change | undefined,
  messages: readonly Message[],
): ShownChange {
  if (deed !== undefined) return deed.shown;
  return undone === undefined ? sayOnly(changedWhen, messages) : showUndone(undone);
}

/** Says that a task is done again: what this attempt came to does not count yet. */
export async function reportRetry(
  doing: Doing,
  { settled, deed }: Omit<Attempted & { readonly kind: 'settled' }, 'kind'>,
  left: number,
): Promise<void> {
  const why = settled.kind === 'failed' ? settled.failure : undefined;
  const failure = why ?? { kind: 'refused', why: '`until` does not hold yet', hint: undefined };
  await doing.assessing.ports.record({
    type: 'task.failed',
    ...doing.on,
    failure,
    ignored: true,
    retriesLeft: left,
    step: deed?.entry.number,
    result: settled.result,
  });
}

function unique<T extends { readonly argv: readonly string[] }>(observations: readonly T[]): readonly T[] {
  return [...new Map(observations.map((one) => [JSON.stringify(one.argv), one])).values()];
}

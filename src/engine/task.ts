import type { Decision, Message } from '../model/action.ts';
import type { Change } from '../model/change.ts';
import type { Failure } from '../model/failure.ts';
import { type JsonObject, jsonObject } from '../model/json.ts';
import type { PlannedTask } from '../model/plan.ts';
import { ahead, type Deciding, decide, decideWaiting, untilNextChange, type Verdict } from './decide.ts';
import type { StartedStep } from './host-state.ts';
import { type Came, isIgnored, judge, passedOver } from './judge.ts';
import { tellable } from './no-log.ts';
import { failureOfStep, type Performing, perform } from './perform.ts';
import { type ReadyTask, titleOf } from './prepare.ts';
import { commandResult, SKIPPED, withFlags } from './result.ts';
import { sayOnly, showChange } from './show.ts';
import { notBegun } from './unbegun.ts';

/** How a task ended on a host; undefined: it did not fail, or its failure is ignored. */
export type TaskEnd = Failure | undefined;

interface Doing {
  readonly planned: PlannedTask;
  readonly title: string;
  readonly deciding: Deciding;
  readonly performing: Performing;
}

/** What was done on the host for a task, if anything was. */
interface Deed {
  readonly entry: StartedStep;
  readonly change: Change;
  readonly elapsedMs: number;
}

const NOTHING: JsonObject = jsonObject([]);

/** Does one task on one host: decides, and if something differs writes it down, does it, and asks again. */
export async function runTask(
  planned: PlannedTask,
  deciding: Deciding,
  performing: Performing,
): Promise<TaskEnd> {
  const doing: Doing = { planned, title: titleOf(planned, deciding.state, deciding), deciding, performing };
  await emit(doing, { type: 'task.started' });
  const verdict = await decideWaiting(planned, deciding);
  return settle(doing, verdict);
}

async function settle(doing: Doing, verdict: Verdict): Promise<TaskEnd> {
  switch (verdict.kind) {
    case 'skipped':
      return skip(doing, verdict.why, SKIPPED);
    case 'pending': {
      const { why } = verdict;
      const failure: Failure = { kind: 'unrenderable', why, place: doing.title, hint: undefined };
      return conclude(doing, { result: NOTHING, changed: false, failure });
    }
    case 'failed':
      return conclude(doing, { result: NOTHING, changed: false, failure: verdict.failure });
    case 'decided':
      return act(doing, verdict.ready, verdict.decision);
  }
}

async function act(doing: Doing, ready: ReadyTask, decision: Decision): Promise<TaskEnd> {
  switch (decision.kind) {
    case 'satisfied': {
      const { result, messages } = decision;
      return conclude(doing, { result, changed: false, failure: undefined }, messages);
    }
    case 'refused': {
      const { why, hint, result = NOTHING } = decision;
      return conclude(doing, { result, changed: false, failure: { kind: 'refused', why, hint } });
    }
    case 'skipped':
      return skip(doing, decision.why, withFlags(decision.result, { changed: false, failed: false }));
    case 'waiting':
      throw new Error(`${doing.title}: still waiting after the wait`);
    case 'change':
      if (await isUnwanted(doing)) return skip(doing, 'not wanted (--step)', SKIPPED);
      return carryOut(doing, ready, decision.change);
  }
}

async function isUnwanted({ planned, title, deciding }: Doing): Promise<boolean> {
  const wanted = await deciding.ports.confirmTask?.(planned.address, title);
  return wanted === false;
}

async function skip(doing: Doing, why: string, result: JsonObject): Promise<TaskEnd> {
  const { register } = doing.planned.task;
  if (register !== undefined) doing.deciding.state.registered.set(register, result);
  await emit(doing, { type: 'task.skipped', why });
  return undefined;
}

async function carryOut(doing: Doing, ready: ReadyTask, change: Change): Promise<TaskEnd> {
  const { planned, title, deciding, performing } = doing;
  const { clock } = deciding.ports;
  const began = { now: clock.now(), wall: clock.wall() };
  const { identity, observations } = ready.questions;
  const again = change.proof === 'ask-again' ? observations : [];
  const soon = { ...deciding, later: untilNextChange(deciding.later, deciding.state) };
  const later = ahead(soon, planned).filter((questions) => questions.identity.become === identity.become);
  const then = unique([...again, ...later.flatMap((questions) => questions.observations)]);
  const { entry, performed } = await perform(
    planned,
    title,
    change,
    identity,
    { asked: observations, then },
    performing,
  );
  const deed = { entry, change, elapsedMs: clock.now() - began.now };
  if (!performed.ok && performed.failure.kind === 'cancelled' && deciding.ports.signals.stop.aborted)
    return performed.failure;
  if (!performed.ok)
    return conclude(doing, { result: NOTHING, changed: false, failure: performed.failure }, [], deed);
  const unbegun = notBegun(change, performed.value.done);
  if (unbegun !== undefined) return conclude(doing, { ...unbegun, changed: false }, [], deed);
  const failure = failureOfStep(change.summary, performed.value.done);
  if (change.proof === 'exit-code') {
    const period = { start: began.wall, end: clock.wall(), elapsedMs: deed.elapsedMs };
    const result = { ...change.result, ...commandResult(performed.value.done, period) };
    return conclude(doing, { result, changed: true, failure }, [], deed);
  }
  const proved = failure === undefined ? await prove(doing, change) : { result: NOTHING, failure };
  const result = { ...proved.result, ...change.result };
  return conclude(doing, { result, changed: true, failure: proved.failure }, [], deed);
}

/** Asks the action again, which must want nothing more. */
async function prove(doing: Doing, { makes }: Change): Promise<Omit<Came, 'changed'>> {
  const asking = makes === undefined ? doing.deciding : { ...doing.deciding, made: makes };
  const verdict = await decide(doing.planned, asking);
  const result =
    verdict.kind === 'decided' && verdict.decision.kind === 'satisfied' ? verdict.decision.result : NOTHING;
  return { result, failure: remainder(verdict) };
}

/** What is left to want after it was done; undefined: nothing. */
function remainder(verdict: Verdict): Failure | undefined {
  switch (verdict.kind) {
    case 'failed':
      return verdict.failure;
    case 'skipped':
    case 'pending':
      return undefined;
    case 'decided':
      if (verdict.decision.kind === 'change')
        return { kind: 'unverified', remaining: verdict.decision.change.summary };
      if (verdict.decision.kind === 'refused') return { kind: 'unverified', remaining: verdict.decision.why };
      return undefined;
  }
}

/** Lets the task's conditions judge what it came to, and says so. */
async function conclude(
  doing: Doing,
  came: Came,
  messages: readonly Message[] = [],
  deed?: Deed,
): Promise<TaskEnd> {
  const judged = judge(doing.planned, came, doing.deciding);
  if (judged.kind === 'pending') throw new Error(`${doing.title}: ${judged.why}, though it has run`);
  const { result, changed, failure } = judged;
  const step = deed?.entry.number;
  const unbegun = deed?.entry.state === 'undone';
  const ofStep = unbegun ? { unbegun } : {};
  if (failure !== undefined) {
    const ignored = isIgnored(doing.planned, failure);
    await emit(doing, { type: 'task.failed', failure, ignored, step, result, ...ofStep });
    return ignored ? undefined : tellable(doing.planned, failure);
  }
  if (deed !== undefined) Object.assign(deed.entry, { state: unbegun ? 'undone' : 'done', changed });
  const told = came.failure === undefined ? messages : [passedOver(came.failure)];
  if (!changed) {
    await emit(doing, { type: 'task.satisfied', result, messages: told, ...ofStep });
    return undefined;
  }
  const { notify, changedWhen = [] } = doing.planned.task;
  for (const name of notify) doing.deciding.state.notified.add(name);
  await emit(doing, {
    type: 'task.changed',
    step,
    elapsedMs: deed?.elapsedMs ?? 0,
    result,
    change: deed === undefined ? sayOnly(changedWhen) : showChange(deed.change),
    ...ofStep,
  });
  return undefined;
}

function unique<T extends { readonly argv: readonly string[] }>(observations: readonly T[]): readonly T[] {
  return [
    ...new Map(observations.map((observation) => [JSON.stringify(observation.argv), observation])).values(),
  ];
}

type TaskEvent = Parameters<Performing['ports']['record']>[0] & { readonly task: unknown };
type WithoutAddress<E> = E extends unknown ? Omit<E, 'host' | 'task' | 'title'> : never;

function emit({ planned, title, deciding }: Doing, event: WithoutAddress<TaskEvent>): Promise<void> {
  const { ports, state } = deciding;
  return ports.record({ ...event, host: state.target.name, task: planned.address, title } as TaskEvent);
}

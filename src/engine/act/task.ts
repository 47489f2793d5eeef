import type { Change } from '../../model/change.ts';
import type { PlannedTask } from '../../model/playbook/plan.ts';
import type { Failure } from '../../model/run/failure.ts';
import { type JsonObject, jsonObject } from '../../model/values/json.ts';
import type { StartedStep } from '../hosts/host-state.ts';
import { commandResult, SKIPPED } from '../hosts/registered-result.ts';
import {
  type Assessing,
  type Assessment,
  ahead,
  assess,
  assessPatiently,
  untilNextChange,
} from '../look/assess.ts';
import { type Came, isIgnored } from '../look/judge.ts';
import { titleOf } from '../look/prepare.ts';
import { type Settled, settle, settleDone, skipped } from '../look/settle.ts';
import { tellable } from '../no-log.ts';
import { sayOnly, showChange } from '../shown-change.ts';
import { failureOfStep, type Performing, perform } from './perform.ts';
import { notBegun } from './unbegun.ts';

/** How a task ended on a host; undefined: it did not fail, or its failure is ignored. */
export type TaskEnd = Failure | undefined;

interface Doing {
  readonly planned: PlannedTask;
  readonly title: string;
  readonly assessing: Assessing;
  readonly performing: Performing;
}

/** What was done on the host for a task, if anything was. */
interface Deed {
  readonly entry: StartedStep;
  readonly change: Change;
  readonly elapsedMs: number;
}

const NOTHING: JsonObject = jsonObject([]);
const UNWANTED = { why: 'not wanted (--step)', result: SKIPPED };

/** Does one task on one host: assesses it, and if something differs writes it down, does it, and asks again. */
export async function runTask(
  planned: PlannedTask,
  assessing: Assessing,
  performing: Performing,
): Promise<TaskEnd> {
  const doing: Doing = {
    planned,
    title: titleOf(planned, assessing),
    assessing,
    performing,
  };
  await emit(doing, { type: 'task.started' });
  const settled = settle(planned, await assessPatiently(planned, assessing), assessing);
  switch (settled.kind) {
    case 'change':
      if (await isUnwanted(doing)) return report(doing, skipped(planned, UNWANTED, assessing));
      return carryOut(doing, settled);
    case 'pending':
      return conclude(doing, { result: NOTHING, changed: false, failure: unknown(doing, settled.why) });
    case 'skipped':
    case 'passed':
    case 'failed':
      return report(doing, settled);
  }
}

/** Nothing that is still to come can set what this task needs. */
function unknown({ title }: Doing, why: string): Failure {
  return { kind: 'unrenderable', why, place: title, hint: undefined };
}

async function isUnwanted({ planned, title, assessing }: Doing): Promise<boolean> {
  const wanted = await assessing.ports.confirmTask?.(planned.address, title);
  return wanted === false;
}

async function carryOut(doing: Doing, { change, questions }: Changing): Promise<TaskEnd> {
  const { planned, title, assessing, performing } = doing;
  const { clock, signals } = assessing.ports;
  const began = { now: clock.now(), wall: clock.wall() };
  const { identity, observations } = questions;
  const again = change.proof === 'ask-again' ? observations : [];
  const soon = { ...assessing, later: () => untilNextChange(assessing) };
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
  if (!performed.ok && performed.failure.kind === 'cancelled' && signals.stop.aborted)
    return performed.failure;
  if (!performed.ok)
    return conclude(doing, { result: NOTHING, changed: false, failure: performed.failure }, deed);
  const unbegun = notBegun(change, performed.value.done);
  if (unbegun !== undefined) return conclude(doing, { ...unbegun, changed: false }, deed);
  const failure = failureOfStep(change.summary, performed.value.done);
  if (change.proof === 'exit-code') {
    const period = { start: began.wall, end: clock.wall(), elapsedMs: deed.elapsedMs };
    const result = { ...change.result, ...commandResult(performed.value.done, period) };
    return conclude(doing, { result, changed: true, failure }, deed);
  }
  const proved = failure === undefined ? await prove(doing, change) : { result: NOTHING, failure };
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
      return { result: NOTHING, failure: assessment.failure };
    case 'change':
      return unverified(assessment.change.summary);
    case 'refused':
      return unverified(assessment.failure.why);
    case 'waiting':
    case 'skipped':
    case 'pending':
      return { result: NOTHING, failure: undefined };
  }
}

/** What is left to want after it was done. */
function unverified(remaining: string): Omit<Came, 'changed'> {
  return { result: NOTHING, failure: { kind: 'unverified', remaining } };
}

/** Lets the task's conditions judge what it came to, and says so. */
async function conclude(doing: Doing, came: Came, deed?: Deed): Promise<TaskEnd> {
  const settled = settleDone(doing.planned, came, doing.assessing);
  if (settled.kind !== 'pending') return report(doing, settled, deed);
  const { result } = came;
  return report(
    doing,
    { kind: 'failed', failure: unknown(doing, settled.why), result, lasting: false },
    deed,
  );
}

/** Says what a task came to, and has that count for the tasks after it. */
async function report(doing: Doing, settled: Settled, deed?: Deed): Promise<TaskEnd> {
  const { planned, assessing } = doing;
  const step = deed?.entry.number;
  const unbegun = deed?.entry.state === 'undone';
  const ofStep = unbegun ? { unbegun } : {};
  if (settled.kind === 'skipped') {
    await emit(doing, { type: 'task.skipped', why: settled.why });
    return undefined;
  }
  const { result } = settled;
  if (settled.kind === 'failed') {
    const { failure } = settled;
    const ignored = isIgnored(planned, failure);
    await emit(doing, { type: 'task.failed', failure, ignored, step, result, ...ofStep });
    return ignored ? undefined : tellable(planned, failure);
  }
  const { changed, messages } = settled;
  if (deed !== undefined) Object.assign(deed.entry, { state: unbegun ? 'undone' : 'done', changed });
  if (!changed) {
    await emit(doing, { type: 'task.satisfied', result, messages, ...ofStep });
    return undefined;
  }
  const { notify, changedWhen = [] } = planned.task;
  for (const name of notify) assessing.state.notified.add(name);
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

function emit({ planned, title, assessing }: Doing, event: WithoutAddress<TaskEvent>): Promise<void> {
  const { ports, state } = assessing;
  return ports.record({ ...event, host: state.target.name, task: planned.address, title } as TaskEvent);
}

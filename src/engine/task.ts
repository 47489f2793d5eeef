import type { Decision } from '../model/action.ts';
import type { Change } from '../model/change.ts';
import type { Failure } from '../model/failure.ts';
import { type JsonObject, jsonObject } from '../model/json.ts';
import type { PlannedTask } from '../model/plan.ts';
import type { ScalarNode } from '../model/tree.ts';
import { ahead, type Deciding, decide, decideWaiting, untilNextChange, type Verdict } from './decide.ts';
import type { StartedStep } from './host-state.ts';
import { failureOfStep, type Performing, perform } from './perform.ts';
import { evaluatorOf, type ReadyTask, titleOf } from './prepare.ts';
import { commandResult, failedResult, withFlags } from './result.ts';
import { showChange } from './show.ts';

/** How a task ended on a host; undefined: it did not fail, or its failure is ignored. */
export type TaskEnd = Failure | undefined;

interface Doing {
  readonly planned: PlannedTask;
  readonly title: string;
  readonly deciding: Deciding;
  readonly performing: Performing;
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
      await emit(doing, { type: 'task.skipped', why: verdict.why });
      register(doing, withFlags(NOTHING, { changed: false, failed: false, skipped: true }));
      return undefined;
    case 'pending':
      return fail(
        doing,
        { kind: 'unrenderable', why: verdict.why, place: doing.title, hint: undefined },
        undefined,
        NOTHING,
      );
    case 'failed':
      return fail(doing, verdict.failure, undefined, NOTHING);
    case 'decided':
      return act(doing, verdict.ready, verdict.decision);
  }
}

async function act(doing: Doing, ready: ReadyTask, decision: Decision): Promise<TaskEnd> {
  switch (decision.kind) {
    case 'satisfied': {
      const result = withFlags(decision.result, { changed: false, failed: false });
      register(doing, result);
      const failedWhen = holds(doing, doing.planned.task.failedWhen);
      if (failedWhen !== undefined) return fail(doing, failedWhen, undefined, decision.result);
      await emit(doing, { type: 'task.satisfied', result: kept(doing, result), messages: decision.messages });
      return undefined;
    }
    case 'refused':
      return fail(doing, { kind: 'refused', why: decision.why, hint: decision.hint }, undefined, NOTHING);
    case 'waiting':
      throw new Error(`${doing.title}: still waiting after the wait`);
    case 'change':
      if (await isUnwanted(doing)) return settle(doing, { kind: 'skipped', why: 'not wanted (--step)' });
      return carryOut(doing, ready, decision.change);
  }
}

async function isUnwanted({ planned, title, deciding }: Doing): Promise<boolean> {
  const wanted = await deciding.ports.confirmTask?.(planned.address, title);
  return wanted === false;
}

async function carryOut(doing: Doing, ready: ReadyTask, change: Change): Promise<TaskEnd> {
  const { planned, title, deciding, performing } = doing;
  const { clock } = deciding.ports;
  const startedAt = clock.now();
  const { identity, observations } = ready.questions;
  const again = change.proof === 'ask-again' ? observations : [];
  const soon = { ...deciding, later: untilNextChange(deciding.later, deciding.state) };
  const later = ahead(soon, planned).filter((questions) => questions.identity.become === identity.become);
  const then = unique([...again, ...later.flatMap((questions) => questions.observations)]);
  const { entry, performed } = await perform(planned, title, change, identity, then, performing);
  if (!performed.ok && performed.failure.kind === 'cancelled' && deciding.ports.signals.stop.aborted)
    return performed.failure;
  if (!performed.ok) return fail(doing, performed.failure, entry.number, NOTHING);

  const answer = performed.value.done;
  const output = change.proof === 'exit-code' ? commandResult(answer) : NOTHING;
  register(doing, withFlags(output, { changed: true, failed: answer.exitCode !== 0 }));
  const failure = judge(doing, failureOfStep(change.summary, answer));
  if (failure !== undefined) return fail(doing, failure, entry.number, output);
  entry.state = 'done';

  if (change.proof === 'ask-again') {
    const verdict = await decide(planned, deciding);
    const remaining = remainder(verdict);
    if (remaining !== undefined) return fail(doing, remaining, entry.number, output);
  }
  return succeed(doing, change, output, entry, clock.now() - startedAt);
}

/** `failed_when` replaces the judgement by exit code; without it the exit code stands. */
function judge(doing: Doing, byExitCode: Failure | undefined): Failure | undefined {
  const { failedWhen } = doing.planned.task;
  return failedWhen === undefined ? byExitCode : holds(doing, failedWhen);
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

async function succeed(
  doing: Doing,
  change: Change,
  output: JsonObject,
  entry: StartedStep,
  elapsedMs: number,
): Promise<TaskEnd> {
  const { task } = doing.planned;
  const step = entry.number;
  const changed = task.changedWhen === undefined ? true : condition(doing, task.changedWhen);
  if (typeof changed !== 'boolean') return fail(doing, changed, step, output);
  entry.changed = changed;
  const result = withFlags(output, { changed, failed: false });
  register(doing, result);
  if (!changed) {
    await emit(doing, { type: 'task.satisfied', result: kept(doing, result), messages: [] });
    return undefined;
  }
  for (const name of task.notify) doing.deciding.state.notified.add(name);
  await emit(doing, {
    type: 'task.changed',
    step,
    elapsedMs,
    result: kept(doing, result),
    change: showChange(change, task.noLog),
  });
  return undefined;
}

async function fail(
  doing: Doing,
  failure: Failure,
  step: number | undefined,
  result: JsonObject,
): Promise<TaskEnd> {
  const ignored = doing.planned.task.ignoreErrors && mayBeIgnored(failure);
  const failed = failedResult(result, failure);
  register(doing, failed);
  const shown: Failure =
    doing.planned.task.noLog && failure.kind === 'command'
      ? { ...failure, output: '(hidden: no_log)' }
      : failure;
  await emit(doing, { type: 'task.failed', failure: shown, ignored, step, result: kept(doing, failed) });
  return ignored ? undefined : failure;
}

/** What the host did wrong may be ignored; that it is gone, or that we have a bug, may not. */
function mayBeIgnored({ kind }: Failure): boolean {
  return kind === 'command' || kind === 'refused' || kind === 'unverified' || kind === 'timeout';
}

/** The failure that `failed_when` makes of a result; undefined: it does not hold. */
function holds(doing: Doing, conditions: readonly ScalarNode[] | undefined): Failure | undefined {
  if (conditions === undefined) return undefined;
  const result = condition(doing, conditions);
  if (typeof result !== 'boolean') return result;
  if (!result) return undefined;
  return {
    kind: 'refused',
    why: `failed_when: ${conditions.map(({ text }) => text).join(' and ')}`,
    hint: undefined,
  };
}

/** True when all hold. */
function condition({ planned, deciding }: Doing, conditions: readonly ScalarNode[]): boolean | Failure {
  const evaluator = evaluatorOf(planned, deciding.state, deciding);
  for (const { text, at } of conditions) {
    const result = evaluator.condition(text);
    if (!result.ok) {
      const place = `${at.file}:${at.line}:${at.column}`;
      return { kind: 'unrenderable', why: result.error.message, place, hint: result.error.hint };
    }
    if (!result.value) return false;
  }
  return true;
}

function register({ planned, deciding }: Doing, result: JsonObject): void {
  const { register: name } = planned.task;
  if (name !== undefined) deciding.state.registered.set(name, result);
}

/** What the journal may keep of a result. */
function kept({ planned }: Doing, result: JsonObject): JsonObject {
  return planned.task.noLog ? NOTHING : result;
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

import {
  type Answer,
  actionOf,
  type Decision,
  type Effect,
  type Message,
  type Observation,
  type Refusal,
} from '../../model/action.ts';
import type { Change } from '../../model/change.ts';
import type { PlannedTask } from '../../model/playbook/plan.ts';
import { describeFailure, type Failure, hintOf } from '../../model/run/failure.ts';
import type { JsonObject } from '../../model/values/json.ts';
import { searchedFrom } from '../../resolve/evaluator.ts';
import { searchPlaces } from '../../resolve/files/search-places.ts';
import { type Awaitable, andThen } from '../awaitable.ts';
import { type Attempt, attempt, attemptAtOnce } from '../hosts/attempt.ts';
import { addsWith } from '../hosts/growth.ts';
import type { HostWork } from '../hosts/host-work.ts';
import { SKIPPED, withFlags } from '../hosts/registered-result.ts';
import { HIDDEN } from '../no-log.ts';
import { ahead } from './ahead.ts';
import { asCounted, changesNothing, isAway, isRescuable } from './judge.ts';
import { placed, type Whereabouts } from './place.ts';
import { partsFor, prepare, type ReadyTask, type Stage, whereOf, wishedIn } from './prepare.ts';
import { answersTo, baselineOf, forgetAnswers, knownAnswers, type Questions } from './questions.ts';
import { leftUndone } from './undone.ts';

/** What a task comes to on a host at this moment. */
export type Assessment =
  /** `result`: what it registers all the same. */
  | { readonly kind: 'skipped'; readonly why: string; readonly result: JsonObject }
  /** It needs what a task before it is still to set. */
  | { readonly kind: 'pending'; readonly why: string }
  /** It could not be found out. */
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** The action says that it cannot or must not be done. `lasting`: see `Obstacle`. */
  | {
      readonly kind: 'refused';
      readonly failure: Failure & { readonly kind: 'refused' };
      readonly result: JsonObject;
      readonly lasting: boolean;
    }
  | Waiting
  | {
      readonly kind: 'satisfied';
      readonly result: JsonObject;
      readonly messages: readonly Message[];
      readonly effect?: Effect | undefined;
      /** It tells of a change that has been made already. */
      readonly changed?: true | undefined;
      /** What would be done, were it not only looked at. */
      readonly undone?: Change;
      /** What was asked to find it out. */
      readonly observations: readonly Observation[];
    }
  /** `questions`: what was asked to find it out. */
  | { readonly kind: 'change'; readonly change: Change; readonly questions: Questions };

/** Not yet: it may come about by itself, and is then to be asked again. Times in milliseconds. */
interface Waiting {
  readonly kind: 'waiting';
  readonly for: string;
  readonly everyMs: number;
  readonly limitMs: number;
  readonly questions: Questions;
}

/** What a task comes to when it has been waited for. */
export type Awaited = Exclude<Assessment, Waiting>;

export interface Assessing extends HostWork, Stage {
  /** The tasks after this one, whose questions may travel along. */
  readonly later: () => readonly PlannedTask[];
  /** What the change just made was to leave on the host; see `Change.makes`. */
  readonly made?: string;
}

/**
 * Renders a task, asks what it needs to know, and lets its action decide. Changes nothing on the host. At once when memory has
 * the answers.
 */
export function assess(planned: PlannedTask, assessing: Assessing): Awaitable<Assessment> {
  return assessThere(placed(planned, assessing), planned, assessing);
}

/** The same where it has been found out on which host. */
export function assessThere(
  where: Whereabouts,
  planned: PlannedTask,
  assessing: Assessing,
): Awaitable<Assessment> {
  if (where.kind !== 'placed') {
    // Where it would be done does not matter to a task that is skipped.
    const prepared = prepare(planned, assessing);
    return prepared.kind === 'skipped' ? { ...prepared, result: SKIPPED } : where;
  }
  const { place } = where;
  if (place === undefined || place === assessing.place) return assessAt(where.planned, assessing);
  return place.alone(() => assessAt(where.planned, { ...assessing, place }));
}

function assessAt(planned: PlannedTask, assessing: Assessing): Awaitable<Assessment> {
  const prepared = prepare(planned, assessing);
  if (prepared.kind === 'skipped') return { ...prepared, result: SKIPPED };
  if (prepared.kind !== 'ready') return prepared;
  if (planned.task.job !== undefined && planned.task.checkMode) return refusal(NOT_BOTH);
  const { questions, localFiles } = prepared;
  const known = localFiles.length > 0 ? undefined : knownAnswers(questions, whereOf(assessing).answers);
  const decided =
    known === undefined
      ? attempt(() => askAndDecide(planned, prepared, assessing))
      : attemptAtOnce(() => decide(planned, prepared, NO_FILES, known, assessing));
  return andThen(decided, (one) => assessmentOf(one, planned, prepared, assessing));
}

function assessmentOf(
  decided: Attempt<Decision>,
  planned: PlannedTask,
  { questions }: ReadyTask,
  assessing: Assessing,
): Assessment {
  if (!decided.ok) return { kind: 'failed', failure: failureAt(assessing, decided.failure) };
  const assessment = decisionAbout(decided.value, questions, planned, assessing);
  if (assessment.kind !== 'change') return assessment;
  const { away } = whereOf(assessing);
  if (away !== undefined) return { kind: 'failed', failure: failureAt(assessing, away) };
  if (!planned.task.checkMode) return assessment;
  return leftUndone(assessment.change, questions.observations);
}

function decisionAbout(
  decision: Decision,
  questions: Questions,
  planned: PlannedTask,
  { state }: Assessing,
): Assessment {
  switch (decision.kind) {
    case 'satisfied':
      return {
        kind: 'satisfied',
        result: decision.result,
        messages: decision.messages,
        effect: decision.effect,
        changed: decision.changed ?? addsWith(decision.effect, planned, state),
        observations: questions.observations,
      };
    case 'skipped':
      return { ...decision, result: withFlags(decision.result, { changed: false, failed: false }) };
    case 'refused':
      return refusal(decision);
    case 'waiting':
    case 'change':
      return { ...decision, questions };
  }
}

function refusal({ why, hint, result = {}, lasting }: Omit<Refusal, 'kind'>): Awaited & { kind: 'refused' } {
  return { kind: 'refused', failure: { kind: 'refused', why, hint }, result, lasting: lasting === true };
}

/** Asks again until the action stops waiting, at most as long as it wants to. `limitMs` counts from the first asking. */
export function assessPatiently(planned: PlannedTask, assessing: Assessing): Awaitable<Awaited> {
  const startedAt = assessing.ports.clock.now();
  const first = assess(planned, assessing);
  if (!(first instanceof Promise) && first.kind !== 'waiting') return timed(first, 0);
  return askAgain(first, startedAt, planned, assessing);
}

async function askAgain(
  first: Awaitable<Assessment>,
  startedAt: number,
  planned: PlannedTask,
  assessing: Assessing,
): Promise<Awaited> {
  const { state, signal } = assessing;
  const { clock } = assessing.ports;
  for (let assessment = await first; ; assessment = await assess(planned, assessing)) {
    const waitedMs = clock.now() - startedAt;
    if (assessment.kind !== 'waiting') return timed(assessment, waitedMs);
    const { limitMs, everyMs } = assessment;
    const leftMs = limitMs - waitedMs;
    if (signal.aborted) return { kind: 'failed', failure: { kind: 'cancelled' } };
    if (leftMs <= 0) {
      const why = `still waiting for ${assessment.for} after ${limitMs / 1000} s`;
      return refusal({ why, hint: undefined, result: { elapsed: Math.floor(waitedMs / 1000) } });
    }
    await clock.sleep(Math.min(everyMs, leftMs), signal);
    const where = placed(planned, assessing);
    const asked = (where.kind === 'placed' ? where.place : undefined) ?? state;
    if (planned.address.section === 'verify') asked.baseline ??= new Map(asked.answers);
    forgetAnswers(assessment.questions, asked);
  }
}

/** Puts in how long it took, in seconds, where an action tells that. */
function timed(assessment: Awaited, waitedMs: number): Awaited {
  if (assessment.kind !== 'satisfied' || assessment.result['elapsed'] === undefined) return assessment;
  return { ...assessment, result: { ...assessment.result, elapsed: Math.floor(waitedMs / 1000) } };
}

async function askAndDecide(planned: PlannedTask, ready: ReadyTask, assessing: Assessing): Promise<Decision> {
  const state = whereOf(assessing);
  const files =
    ready.localFiles.length === 0 ? NO_FILES : await localFiles(planned, ready.localFiles, assessing);
  if ('kind' in files) return files;
  const on = state === assessing.state ? assessing : { ...assessing, state };
  const answers = await answersTo(ready.questions, () => ahead(assessing, planned), on);
  return decide(planned, ready, files, answers, assessing);
}

function decide(
  planned: PlannedTask,
  ready: ReadyTask,
  files: ReadonlyMap<string, Uint8Array>,
  answers: readonly Answer[],
  assessing: Assessing,
): Decision {
  const state = whereOf(assessing);
  const baseline = planned.address.section === 'verify' ? baselineOf(ready.questions, state) : undefined;
  const decision = actionOf(planned.task, assessing.ports.actions).plan(ready.params, answers, {
    baseline,
    files,
    undo: ready.undo,
    irreversible: planned.task.irreversible,
    variables: wishedIn(planned, ready, assessing),
    made: assessing.made,
    jobs: state.jobs,
  });
  if (decision.kind !== 'change') return decision;
  const change = asCounted(decision.change, changesNothing(planned, assessing));
  const diff = planned.task.showsDiff ? change.diff : [];
  const impact = [...authors(planned, ready), ...change.impact];
  return { kind: 'change', change: { ...change, diff, impact } };
}

const NOT_BOTH = {
  why: 'check mode and async cannot be used on same task.',
  hint: 'remove `async`, or say `check_mode: false`',
};

const NO_FILES: ReadonlyMap<string, Uint8Array> = new Map();

/** The author's words on the impact may hold what the task must not show; those of the action do not. */
function authors({ task }: PlannedTask, { impact }: ReadyTask): readonly string[] {
  return task.noLog ? impact.map(() => HIDDEN) : impact;
}

/** What goes wrong with the host that a task is delegated to is a failure of the task: its own host is still there. */
export function failureAt({ place }: Pick<Stage, 'place'>, failure: Failure): Failure {
  if (place === undefined || failure.kind === 'cancelled' || failure.kind === 'internal') return failure;
  if (isRescuable(failure)) return failure;
  const why = `${place.target.name}, to which it is delegated: ${describeFailure(failure)}`;
  return { kind: 'refused', why, hint: hintOf(failure), ...(isAway(failure) ? { isAway: true } : {}) };
}

/** A name is looked for in the folders of its task's role, of the roles that use that, of the task and of the playbook. */
async function localFiles(
  planned: PlannedTask,
  names: readonly string[],
  assessing: Assessing,
): Promise<ReadonlyMap<string, Uint8Array> | Refusal> {
  const { task } = planned;
  const from = searchedFrom(partsFor(planned, assessing));
  const files = new Map<string, Uint8Array>();
  for (const name of names) {
    let content: Uint8Array | undefined;
    for (const place of [...searchPlaces(name, 'files', from), name])
      content ??= await assessing.ports.localFile(task.at.file, place);
    if (content === undefined) {
      return {
        kind: 'refused',
        why: `${name} is no file on this machine`,
        hint: `give a path that is absolute or relative to ${task.at.file}`,
      };
    }
    files.set(name, content);
  }
  return files;
}

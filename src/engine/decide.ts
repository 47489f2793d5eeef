import type { Decision, PlanContext } from '../model/action.ts';
import type { Failure } from '../model/failure.ts';
import { type PlannedPlay, type PlannedTask, taskKey } from '../model/plan.ts';
import type { Ports } from '../model/ports.ts';
import { attempt } from './attempt.ts';
import { asCounted, changesNothing } from './changes-nothing.ts';
import type { HostState } from './host-state.ts';
import { HIDDEN } from './no-log.ts';
import { contextOf, type Prepared, prepare, type ReadyTask } from './prepare.ts';
import { answersTo, baselineOf, type Questions, questionKey } from './questions.ts';

/** What a task comes to on a host at this moment. */
export type Verdict =
  | { readonly kind: 'skipped'; readonly why: string }
  | { readonly kind: 'pending'; readonly why: string }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'decided'; readonly ready: ReadyTask; readonly decision: Decision };

export interface Deciding {
  readonly state: HostState;
  readonly ports: Ports;
  readonly signal: AbortSignal;
  /** Names that tasks before this one are still to register. */
  readonly pending: ReadonlySet<string>;
  /** The tasks after this one, whose questions may travel along. */
  readonly later: readonly PlannedTask[];
  /** What the change just made was to leave on the host; see `Change.makes`. */
  readonly made?: string;
}

/** Renders a task, asks what it needs to know, and lets its action decide. Changes nothing on the host. */
export async function decide(planned: PlannedTask, deciding: Deciding): Promise<Verdict> {
  const prepared = prepare(planned, deciding.state, deciding);
  if (prepared.kind !== 'ready') return prepared;
  const decided = await attempt(() => decideReady(planned, prepared, deciding));
  if (!decided.ok) return { kind: 'failed', failure: decided.failure };
  return { kind: 'decided', ready: prepared, decision: decided.value };
}

/** Asks again until the action stops waiting, at most as long as it wants to. `limitMs` counts from the first asking. */
export async function decideWaiting(planned: PlannedTask, deciding: Deciding): Promise<Verdict> {
  const { clock } = deciding.ports;
  const startedAt = clock.now();
  for (;;) {
    const verdict = await decide(planned, deciding);
    const waitedMs = clock.now() - startedAt;
    if (verdict.kind !== 'decided' || verdict.decision.kind !== 'waiting') return timed(verdict, waitedMs);
    const { limitMs, everyMs } = verdict.decision;
    const leftMs = limitMs - waitedMs;
    if (deciding.signal.aborted) return { kind: 'failed', failure: { kind: 'cancelled' } };
    if (leftMs <= 0) {
      const why = `still waiting for ${verdict.decision.for} after ${limitMs / 1000} s`;
      const result = { elapsed: Math.floor(waitedMs / 1000) };
      return { ...verdict, decision: { kind: 'refused', why, hint: undefined, result } };
    }
    await clock.sleep(Math.min(everyMs, leftMs), deciding.signal);
    if (planned.address.section === 'verify') deciding.state.baseline ??= new Map(deciding.state.answers);
    forgetAnswers(verdict.ready.questions, deciding.state);
  }
}

/** Puts in how long it took, in seconds, where an action tells that. */
function timed(verdict: Verdict, waitedMs: number): Verdict {
  if (verdict.kind !== 'decided' || verdict.decision.kind !== 'satisfied') return verdict;
  const { decision } = verdict;
  if (decision.result['elapsed'] === undefined) return verdict;
  const result = { ...decision.result, elapsed: Math.floor(waitedMs / 1000) };
  return { ...verdict, decision: { ...decision, result } };
}

async function decideReady(planned: PlannedTask, ready: ReadyTask, deciding: Deciding): Promise<Decision> {
  const { state, ports, signal } = deciding;
  const files = await localFiles(planned, ready.localFiles, ports);
  if ('kind' in files) return files;
  const later = (): readonly Questions[] => ahead(deciding, planned);
  const answers = await answersTo(ready.questions, later, state, ports, signal);
  const baseline = planned.address.section === 'verify' ? baselineOf(ready.questions, state) : undefined;
  const decision = planned.task.action.plan(ready.params, answers, {
    ...contextOf(ready, planned, files, baseline),
    ...madeIn(deciding),
  });
  if (decision.kind !== 'change') return decision;
  const change = asCounted(decision.change, changesNothing(planned, state, deciding));
  return { kind: 'change', change: { ...change, impact: [...authors(planned, ready), ...change.impact] } };
}

function madeIn({ made }: Deciding): Pick<PlanContext, 'made'> {
  return made === undefined ? {} : { made };
}

/** The author's words on the impact may hold what the task must not show; those of the action do not. */
function authors({ task }: PlannedTask, { impact }: ReadyTask): readonly string[] {
  return task.noLog ? impact.map(() => HIDDEN) : impact;
}

/** The questions of the later tasks that can be known by now. */
export function ahead(deciding: Deciding, current: PlannedTask): readonly Questions[] {
  const pending = new Set(deciding.pending);
  const questions: Questions[] = [];
  if (current.task.register !== undefined) pending.add(current.task.register);
  for (const planned of deciding.later) {
    const prepared: Prepared = prepare(planned, deciding.state, { pending });
    if (prepared.kind === 'ready') questions.push(prepared.questions);
    if (planned.task.register !== undefined) pending.add(planned.task.register);
  }
  return questions;
}

/**
 * The later tasks whose answers will still hold when their turn comes: all up to the next one that is expected to do
 * something. Asking for more would be for nothing.
 */
export function untilNextChange(
  later: readonly PlannedTask[],
  { foreseen }: HostState,
): readonly PlannedTask[] {
  const next = later.findIndex(({ address }) => foreseen.has(taskKey(address)));
  return next < 0 ? later : later.slice(0, next + 1);
}

/** Every task of a play in the order in which a host meets them. */
export function inOrder(play: PlannedPlay): readonly PlannedTask[] {
  return [...play.preflight, ...play.tasks, ...play.handlers, ...play.verify];
}

async function localFiles(
  { task }: PlannedTask,
  names: readonly string[],
  ports: Ports,
): Promise<ReadonlyMap<string, Uint8Array> | (Decision & { readonly kind: 'refused' })> {
  const files = new Map<string, Uint8Array>();
  for (const name of names) {
    const content = await ports.localFile(task.at.file, name);
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

function forgetAnswers({ identity, observations }: Questions, state: HostState): void {
  for (const observation of observations) {
    state.answers.delete(questionKey(identity, observation));
  }
}

import type { OnTask, RunEvent } from '../model/event.ts';
import type { Failure } from '../model/failure.ts';
import type { JsonObject } from '../model/json.ts';
import { type PlannedPlay, type PlannedTask, taskKey } from '../model/plan.ts';
import type { Ports } from '../model/ports.ts';
import { decide, inOrder, type Verdict } from './decide.ts';
import { type HostState, newHostState } from './host-state.ts';
import { titleOf } from './prepare.ts';
import { brokenProbes, failureIn } from './probes.ts';
import { failedResult } from './result.ts';
import { showChange } from './show.ts';

/** What a preview found on one host. */
export interface Foresight {
  /** Changes that an apply would make, the uncertain ones included. */
  readonly changes: number;
  /** Tasks that would fail or be refused; the first one ends the preview of its host. */
  readonly failure: Failure | undefined;
  /** Probes of `verify:` that do not hold now; 0 when they were not asked for. */
  readonly broken: number;
}

/** What is known so far on the walk through a host's tasks. */
interface Walk {
  /** Names that would be registered by something that has not happened. */
  readonly pending: Set<string>;
  readonly notified: Set<string>;
  changes: number;
}

/**
 * Walks through a host's tasks as an apply would and says what would change, on a host where nothing has happened yet.
 * After a change everything later is uncertain, and says so. It is given a state of its own: what it registers is gone
 * afterwards, what it asked the host is kept.
 */
export async function preview(
  real: HostState,
  plays: readonly PlannedPlay[],
  ports: Ports,
  signal: AbortSignal,
  withVerify = false,
): Promise<Foresight> {
  const state: HostState = {
    ...newHostState(real.target, real.plays),
    connection: real.connection,
    answers: real.answers,
    foreseen: real.foreseen,
  };
  for (const [name, value] of real.registered) state.registered.set(name, value);
  state.answeredAt = real.answeredAt;
  const walk: Walk = { pending: new Set(), notified: new Set(), changes: 0 };
  let failure: Failure | undefined;
  let broken = 0;
  for (const play of plays) {
    failure ??= await walkPlay(play, plays, walk, state, ports, signal);
    if (failure === undefined && withVerify)
      broken += await brokenProbes(play, { state, ports, signal, pending: walk.pending });
  }
  real.connection = state.connection;
  real.answeredAt = state.answeredAt;
  return { changes: walk.changes, failure, broken };
}

async function walkPlay(
  play: PlannedPlay,
  plays: readonly PlannedPlay[],
  walk: Walk,
  state: HostState,
  ports: Ports,
  signal: AbortSignal,
): Promise<Failure | undefined> {
  const all = plays.flatMap(inOrder);
  for (const planned of [...play.tasks, ...play.handlers]) {
    if (planned.address.section === 'handlers' && !isNotified(planned, walk.notified)) continue;
    const later = all.slice(all.indexOf(planned) + 1);
    const failure = await foresee(planned, later, walk, state, ports, signal);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

async function foresee(
  planned: PlannedTask,
  later: readonly PlannedTask[],
  walk: Walk,
  state: HostState,
  ports: Ports,
  signal: AbortSignal,
): Promise<Failure | undefined> {
  const stage = { pending: walk.pending };
  const verdict = await decide(planned, { state, ports, signal, later, ...stage });
  const on = { host: state.target.name, task: planned.address, title: titleOf(planned, state, stage) };
  if (verdict.kind === 'decided' && verdict.decision.kind === 'change')
    state.foreseen.add(taskKey(planned.address));
  const failure = failureIn(verdict);
  if (failure !== undefined) return foreseeFailure(planned, failure, on, { walk, state, ports });
  const { register } = planned.task;
  if (verdict.kind === 'decided' && verdict.decision.kind === 'satisfied') {
    const { result, messages } = verdict.decision;
    if (register !== undefined) keepResult(register, result, state, walk);
    await ports.record({
      type: 'task.satisfied',
      ...on,
      result: planned.task.noLog ? {} : result,
      messages,
    });
    return undefined;
  }
  if (register !== undefined) {
    if (verdict.kind === 'skipped') keepResult(register, { skipped: true }, state, walk);
    else walk.pending.add(register);
  }
  await ports.record(findingOf(planned, verdict, on, walk));
  return undefined;
}

/** What a task would come to that neither fails nor is satisfied. Counts it and notifies when it is a change. */
function findingOf(planned: PlannedTask, verdict: Verdict, on: OnTask, walk: Walk): RunEvent {
  if (verdict.kind === 'skipped') return { type: 'task.skipped', ...on, why: verdict.why };
  if (verdict.kind === 'pending') return { type: 'task.unforeseen', ...on, why: verdict.why };
  if (verdict.kind === 'decided' && verdict.decision.kind === 'waiting') {
    return { type: 'task.unforeseen', ...on, why: `it would wait for ${verdict.decision.for}` };
  }
  if (verdict.kind !== 'decided' || verdict.decision.kind !== 'change') {
    throw new Error(`${on.title}: ${verdict.kind} is no finding`);
  }
  if (changesNothing(planned)) {
    return { type: 'task.unforeseen', ...on, why: 'it runs each time and says that it changes nothing' };
  }
  const uncertain = walk.changes > 0;
  walk.changes += 1;
  for (const name of planned.task.notify) walk.notified.add(name);
  return {
    type: 'task.pending',
    ...on,
    change: showChange(verdict.decision.change, planned.task.noLog),
    uncertain,
  };
}

/** A failure foreseen after a change may not come true, so only a certain one ends the walk. */
async function foreseeFailure(
  planned: PlannedTask,
  failure: Failure,
  on: OnTask,
  { walk, state, ports }: { readonly walk: Walk; readonly state: HostState; readonly ports: Ports },
): Promise<Failure | undefined> {
  const { register } = planned.task;
  if (walk.changes > 0) {
    if (register !== undefined) walk.pending.add(register);
    await ports.record({ type: 'task.unforeseen', ...on, why: 'on the host as it is now it would fail' });
    return undefined;
  }
  const ignored = planned.task.ignoreErrors;
  // What follows may be there for just this case.
  if (register !== undefined) state.registered.set(register, failedResult({}, failure));
  await ports.record({ type: 'task.failed', ...on, failure, ignored, step: undefined, result: {} });
  return ignored ? undefined : failure;
}

function keepResult(name: string, result: JsonObject, state: HostState, walk: Walk): void {
  walk.pending.delete(name);
  state.registered.set(name, { ...result, changed: false, failed: false });
}

/** `changed_when: false`. */
function changesNothing({ task }: PlannedTask): boolean {
  return task.changedWhen?.some(({ value }) => value === false) ?? false;
}

/** A handler is meant by its name or by a word it listens to. */
export function isNotified({ task }: PlannedTask, notified: ReadonlySet<string>): boolean {
  return notified.has(task.name) || task.listen.some((word) => notified.has(word));
}

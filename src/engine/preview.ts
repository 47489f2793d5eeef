import type { OnTask, RunEvent } from '../model/event.ts';
import type { Failure } from '../model/failure.ts';
import { type PlannedPlay, type PlannedTask, taskKey } from '../model/plan.ts';
import type { Ports } from '../model/ports.ts';
import { changesNothing } from './changes-nothing.ts';
import { decide, inOrder, type Verdict } from './decide.ts';
import { runNotified } from './handlers.ts';
import { type HostState, newHostState } from './host-state.ts';
import { refusedIdentity } from './identities.ts';
import { isIgnored } from './judge.ts';
import { isLasting, mayLift } from './lasting.ts';
import { tellable } from './no-log.ts';
import { titleOf } from './prepare.ts';
import { brokenProbes } from './probes.ts';
import { settle } from './settle.ts';
import { showChange } from './show.ts';

/** What a preview found on one host. */
export interface Foresight {
  /** Changes that an apply would make, the uncertain ones included. */
  readonly changes: number;
  /** Whether an apply could change anything, as far as a preview can tell: a task that says it changes nothing does not. */
  readonly mayChange: boolean;
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
  mayChange: boolean;
  /** Something before may take away what stands in the way for good, as far as files go; see `lasting.ts`. */
  mayLift: boolean;
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
  const walk: Walk = {
    pending: new Set(),
    notified: new Set(),
    changes: 0,
    mayChange: false,
    mayLift: false,
  };
  let failure: Failure | undefined;
  let broken = 0;
  for (const play of plays) {
    failure ??= await walkPlay(play, plays, walk, state, ports, signal);
    if (failure === undefined && withVerify)
      broken += await brokenProbes(play, { state, ports, signal, pending: walk.pending });
  }
  failure ??= await refusedIdentity(state, plays, ports, signal);
  real.connection = state.connection;
  real.answeredAt = state.answeredAt;
  return { changes: walk.changes, mayChange: walk.mayChange || failure !== undefined, failure, broken };
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
  const next = (planned: PlannedTask): Promise<Failure | undefined> =>
    foresee(planned, all.slice(all.indexOf(planned) + 1), walk, state, ports, signal);
  for (const planned of play.tasks) {
    const failure = await next(planned);
    if (failure !== undefined) return failure;
  }
  return runNotified(play.handlers, walk.notified, next);
}

async function foresee(
  planned: PlannedTask,
  later: readonly PlannedTask[],
  walk: Walk,
  state: HostState,
  ports: Ports,
  signal: AbortSignal,
): Promise<Failure | undefined> {
  const deciding = { state, ports, signal, later, pending: walk.pending };
  const verdict = await decide(planned, deciding);
  const on = { host: state.target.name, task: planned.address, title: titleOf(planned, state, deciding) };
  if (verdict.kind === 'decided' && verdict.decision.kind === 'change')
    state.foreseen.add(taskKey(planned.address));
  const settled = settle(planned, verdict, deciding);
  const { register, notify } = planned.task;
  if (register !== undefined) {
    if (settled.kind === 'open') walk.pending.add(register);
    else walk.pending.delete(register);
  }
  switch (settled.kind) {
    case 'failed':
      return foreseeFailure(planned, settled.failure, on, isLasting(verdict) && !walk.mayLift, {
        walk,
        state,
        ports,
      });
    case 'passed': {
      if (settled.changed) for (const name of notify) walk.notified.add(name);
      const { result, messages } = settled;
      await ports.record({ type: 'task.satisfied', ...on, result, messages });
      return undefined;
    }
    case 'skipped':
      await ports.record({ type: 'task.skipped', ...on, why: settled.why });
      return undefined;
    case 'open':
      await ports.record(
        findingOf(planned, settled.verdict, on, walk, changesNothing(planned, state, deciding)),
      );
      return undefined;
  }
}

/** What a task would come to that neither passes nor fails. Counts it and notifies when it is a change. */
function findingOf(
  planned: PlannedTask,
  verdict: Verdict,
  on: OnTask,
  walk: Walk,
  isNothing: boolean,
): RunEvent {
  if (!planned.task.action.readOnly) {
    walk.mayChange ||= !isNothing;
    walk.mayLift ||= mayLift(verdict);
  }
  if (verdict.kind === 'pending') return { type: 'task.unforeseen', ...on, why: verdict.why };
  if (verdict.kind === 'decided' && verdict.decision.kind === 'waiting') {
    return { type: 'task.unforeseen', ...on, why: `it would wait for ${verdict.decision.for}` };
  }
  if (verdict.kind !== 'decided' || verdict.decision.kind !== 'change') {
    throw new Error(`${on.title}: ${verdict.kind} is no finding`);
  }
  if (isNothing) {
    const why = 'how it will end: it runs each time, and says that it changes nothing';
    return { type: 'task.unforeseen', ...on, why };
  }
  const uncertain = walk.changes > 0;
  walk.changes += 1;
  for (const name of planned.task.notify) walk.notified.add(name);
  return {
    type: 'task.pending',
    ...on,
    change: showChange(verdict.decision.change),
    uncertain,
  };
}

/** A failure foreseen after a change may not come true, so only a certain one ends the walk. */
async function foreseeFailure(
  planned: PlannedTask,
  failure: Failure,
  on: OnTask,
  isCertain: boolean,
  { walk, state, ports }: { readonly walk: Walk; readonly state: HostState; readonly ports: Ports },
): Promise<Failure | undefined> {
  const { register } = planned.task;
  if (walk.changes > 0 && !isCertain) {
    if (register !== undefined) {
      state.registered.delete(register);
      walk.pending.add(register);
    }
    await ports.record({ type: 'task.unforeseen', ...on, why: 'on the host as it is now it would fail' });
    return undefined;
  }
  const ignored = isIgnored(planned, failure);
  await ports.record({ type: 'task.failed', ...on, failure, ignored, step: undefined, result: {} });
  return ignored ? undefined : tellable(planned, failure);
}

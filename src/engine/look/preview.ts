import { actionOf } from '../../model/action.ts';
import { type PlannedPlay, type PlannedTask, taskKey } from '../../model/playbook/plan.ts';
import type { OnTask, RunEvent } from '../../model/run/event.ts';
import type { Failure } from '../../model/run/failure.ts';
import { type HostState, newHostState } from '../hosts/host-state.ts';
import type { HostWork } from '../hosts/host-work.ts';
import { tellable } from '../no-log.ts';
import { showChange } from '../shown-change.ts';
import { walk } from '../walk.ts';
import { type Assessing, assess } from './assess.ts';
import { refusedIdentity } from './identities.ts';
import { changesNothing, isIgnored } from './judge.ts';
import { mayLift } from './may-lift.ts';
import { titleOf } from './prepare.ts';
import { brokenProbes } from './probes.ts';
import { type Open, type Settled, settle } from './settle.ts';

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

/** A walk through a host's tasks, and what is known of it so far. */
interface Foreseeing extends HostWork {
  /** Names that would be registered by something that has not happened. */
  readonly pending: Set<string>;
  readonly notified: Set<string>;
  changes: number;
  mayChange: boolean;
  /** Something before may take away what stands in the way for good, as far as files go; see `may-lift.ts`. */
  mayLift: boolean;
}

/**
 * Walks through a host's tasks as an apply would and says what would change, on a host where nothing has happened yet.
 * After a change everything later is uncertain, and says so. It is given a state of its own: what it registers is gone
 * afterwards, what it asked the host is kept.
 */
export async function preview(
  real: HostWork,
  plays: readonly PlannedPlay[],
  withVerify: boolean,
): Promise<Foresight> {
  const state = copyOf(real.state);
  const on: Foreseeing = {
    ...real,
    state,
    pending: new Set(),
    notified: new Set(),
    changes: 0,
    mayChange: false,
    mayLift: false,
  };
  let failure: Failure | undefined;
  let broken = 0;
  for (const play of plays) {
    failure ??= await foreseePlay(play, plays, on);
    if (failure === undefined && withVerify) broken += await brokenProbes(play, on);
  }
  failure ??= await refusedIdentity(on, plays);
  real.state.connection = state.connection;
  real.state.answeredAt = state.answeredAt;
  return { changes: on.changes, mayChange: on.mayChange || failure !== undefined, failure, broken };
}

/** What is registered there is gone afterwards; what the host is asked is kept. */
function copyOf(real: HostState): HostState {
  const { connection, answers, answeredAt, foreseen, registered } = real;
  return {
    ...newHostState(real.target, real.plays),
    ...{ connection, answers, answeredAt, foreseen, registered: new Map(registered) },
  };
}

async function foreseePlay(
  play: PlannedPlay,
  plays: readonly PlannedPlay[],
  on: Foreseeing,
): Promise<Failure | undefined> {
  for (const { planned, later } of walk(play, 'tasks', plays, on.notified)) {
    const failure = await foresee(planned, later, on);
    if (failure !== undefined) return failure;
  }
  return undefined;
}

async function foresee(
  planned: PlannedTask,
  later: Assessing['later'],
  walking: Foreseeing,
): Promise<Failure | undefined> {
  const { state, ports, pending } = walking;
  const assessing: Assessing = { ...walking, later };
  const assessment = await assess(planned, assessing);
  const on = { host: state.target.name, task: planned.address, title: titleOf(planned, assessing) };
  if (assessment.kind === 'change') state.foreseen.add(taskKey(planned.address));
  const settled = settle(planned, assessment, assessing);
  const { register, notify } = planned.task;
  if (register !== undefined) {
    if (isOpen(settled)) pending.add(register);
    else pending.delete(register);
  }
  switch (settled.kind) {
    case 'failed':
      return foreseeFailure(planned, settled, on, walking);
    case 'passed': {
      if (settled.changed) for (const name of notify) walking.notified.add(name);
      const { result, messages } = settled;
      await ports.record({ type: 'task.satisfied', ...on, result, messages });
      return undefined;
    }
    case 'skipped':
      await ports.record({ type: 'task.skipped', ...on, why: settled.why });
      return undefined;
    case 'pending':
    case 'waiting':
    case 'change':
      await ports.record(findingOf(planned, settled, on, walking, changesNothing(planned, assessing)));
      return undefined;
  }
}

function isOpen({ kind }: Settled | Open): boolean {
  return kind === 'pending' || kind === 'waiting' || kind === 'change';
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
    walking.mayChange ||= !isNothing;
    walking.mayLift ||= mayLift(open);
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
  for (const name of planned.task.notify) walking.notified.add(name);
  return { type: 'task.pending', ...on, change: showChange(open.change), uncertain };
}

/** A failure foreseen after a change may not come true, so only a certain one ends the walk. */
async function foreseeFailure(
  planned: PlannedTask,
  { failure, lasting }: Settled & { readonly kind: 'failed' },
  on: OnTask,
  walking: Foreseeing,
): Promise<Failure | undefined> {
  const { register } = planned.task;
  const { state, ports, pending } = walking;
  const isCertain = lasting && !walking.mayLift;
  if (walking.changes > 0 && !isCertain) {
    if (register !== undefined) {
      state.registered.delete(register);
      pending.add(register);
    }
    await ports.record({ type: 'task.unforeseen', ...on, why: 'on the host as it is now it would fail' });
    return undefined;
  }
  const ignored = isIgnored(planned, failure);
  await ports.record({ type: 'task.failed', ...on, failure, ignored, step: undefined, result: {} });
  return ignored ? undefined : tellable(planned, failure);
}

import type { PlannedPlay, PlannedTask } from '../../model/playbook/plan.ts';
import type { Failure } from '../../model/run/failure.ts';
import { type HostState, newHostState } from '../hosts/host-state.ts';
import type { HostWork } from '../hosts/host-work.ts';
import { tellRescue } from '../rescue.ts';
import { walk } from '../walk.ts';
import { type Foreseeing, foreseeTask, type Prospect } from './foresee-task.ts';
import { refusedIdentity } from './identities.ts';
import { brokenProbes } from './probes.ts';

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
  const { connection, answers, answeredAt, facts, foreseen, registered } = real;
  return {
    ...newHostState(real.target, real.plays, real.include),
    ...{ connection, answers, answeredAt, facts, foreseen, registered: new Map(registered) },
  };
}

async function foreseePlay(
  play: PlannedPlay,
  plays: readonly PlannedPlay[],
  on: Foreseeing,
): Promise<Failure | undefined> {
  const failures = new Map<PlannedTask, Prospect>();
  let lost: Failure | undefined;
  const { notified, state } = on;
  const walked = await walk({ play, part: 'tasks', plays, notified }, async ({ planned, later, rescues }) => {
    if (rescues !== undefined) tellRescue(rescues, failures.get(rescues)?.result, state);
    const came = await foreseeTask(planned, later, on);
    if (came.failure !== undefined) failures.set(planned, came);
    if (came.next.kind === 'ended') lost = came.failure;
    return came.next;
  });
  return walked === 'failed' ? [...failures.values()].at(-1)?.failure : lost;
}

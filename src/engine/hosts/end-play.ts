import type { RunEnd } from '../../model/ports.ts';
import type { Failure } from '../../model/run/failure.ts';
import { attempt } from './attempt.ts';
import { isLoss, persistently } from './connection.ts';
import type { HostState, StartedStep } from './host-state.ts';
import type { HostWork } from './host-work.ts';

/** Ends the play on the host and, unless told to keep it, releases its lock: once for each user that ran a step. */
export async function finish(
  on: HostWork,
  hostRun: string,
  ending: RunEnd,
  hold?: 'keep',
): Promise<Failure | undefined> {
  const { state } = on;
  // Nobody begins anything there, or takes it back, until it has ended.
  return state.alone(async () => {
    const users = new Set(ofPlay(state, hostRun).map(({ become }) => become));
    for (const become of users) {
      const finished = await attempt(() =>
        persistently(on, { become }, (session, signal) => session.finish(hostRun, ending, signal, hold)),
      );
      if (!finished.ok) return finished.failure;
      if (hold === undefined) state.held.delete(become);
    }
    state.open.delete(hostRun);
    return undefined;
  });
}

/** The steps that a play has begun there, oldest first. */
export function ofPlay(state: HostState, hostRun: string): readonly StartedStep[] {
  return state.steps.filter((step) => step.hostRun === hostRun);
}

/** True when nothing can be done on the host any more. */
export function isGone(failure: Failure): boolean {
  return isLoss(failure) || failure.kind === 'unreachable' || failure.kind === 'cancelled';
}

/** A step, and the host on which it was begun. */
export interface StepThere {
  readonly place: HostState;
  readonly step: StartedStep;
}

/** The steps of a play that were begun for a host, oldest first: its own, and those that were done for it elsewhere. */
export function begunFor(state: HostState, hostRun: string): readonly StepThere[] {
  const others = state.elsewhere.filter(({ step }) => step.hostRun === hostRun);
  const own = state.steps.flatMap((step, index) => [
    ...others.filter(({ after }) => after === index),
    ...(step.hostRun === hostRun && step.isVisit !== true ? [{ place: state, step }] : []),
  ]);
  return [...own, ...others.filter(({ after }) => after >= state.steps.length)];
}

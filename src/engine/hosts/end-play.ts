import type { RunEnd } from '../../model/ports.ts';
import type { Failure } from '../../model/run/failure.ts';
import { groupedBy } from '../../model/values/grouped.ts';
import { attempt } from './attempt.ts';
import { isLoss, persistently } from './connection.ts';
import type { HostState, StartedStep } from './host-state.ts';
import type { HostWork } from './host-work.ts';

/** How a play ended for one user, by what was begun with that user's rights. */
export type EndFor = (steps: readonly StartedStep[]) => RunEnd;

/** Ends the play on the host and, unless told to keep it, releases its lock: once for each user that ran a step. */
export async function finish(
  on: HostWork,
  hostRun: string,
  ending: RunEnd | EndFor,
  hold?: 'keep',
): Promise<Failure | undefined> {
  const { state } = on;
  // Nobody begins anything there, or takes it back, until it has ended.
  return state.alone(async () => {
    for (const [become, steps] of groupedBy(ofPlay(state, hostRun), (step) => step.become)) {
      const end = typeof ending === 'function' ? ending(steps) : ending;
      const finished = await attempt(() =>
        persistently(on, { become }, (session, signal) => session.finish(hostRun, end, signal, hold)),
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

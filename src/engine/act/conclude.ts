import type { OnFailure } from '../../model/playbook/playbook.ts';
import { describeFailure, type Failure } from '../../model/run/failure.ts';
import type { Outcome } from '../../model/run/outcome.ts';
import { groupedBy } from '../../model/values/grouped.ts';
import { begunFor, finish, isGone, ofPlay, type StepThere } from '../hosts/end-play.ts';
import type { HostResult } from '../hosts/host-result.ts';
import type { HostState } from '../hosts/host-state.ts';
import type { HostWork } from '../hosts/host-work.ts';
import { type CutOff, proveAccess } from '../hosts/new-connection.ts';
import { failureAt } from '../look/assess.ts';
import { goBack } from '../undo/go-back.ts';
import type { HostEnd } from './host.ts';

/**
 * Turns the end of a host's tasks into its outcome: confirmed, rolled back, or left. `hold`: when all is well the run has
 * more to do there, or may yet have to go back, and keeps the host.
 */
export async function conclude(
  on: HostWork,
  hostRun: string,
  end: HostEnd,
  onFailure: OnFailure,
  hold?: 'keep',
): Promise<HostResult> {
  switch (end.kind) {
    case 'done':
      return end.touched || begunFor(on.state, hostRun).length > 0
        ? confirm(on, hostRun, onFailure, hold)
        : { outcome: 'unchanged', why: on.state.away && AWAY, left: false };
    case 'stopped':
      return begunFor(on.state, hostRun).length === 0
        ? { outcome: 'not-started', why: 'stopped before anything was changed', left: false }
        : unlessNothing('not-started', on.state, hostRun, await goBack(on, hostRun, end.why));
    case 'failed':
      return afterFailure(on, hostRun, end, onFailure);
  }
}

const AWAY = 'it cannot be reached, and its tasks go on past that (`ignore_unreachable`)';

async function afterFailure(
  on: HostWork,
  hostRun: string,
  { failure, why }: { readonly failure: Failure; readonly why: string },
  onFailure: OnFailure,
): Promise<HostResult> {
  const own = ofPlay(on.state, hostRun);
  const steps = begunFor(on.state, hostRun);
  // What was done elsewhere for a host that is gone can go back, as long as nothing was done there.
  if (isGone(failure) && (own.length > 0 || steps.length === 0))
    return { outcome: own.length === 0 ? 'unreachable' : 'unknown', why, left: false };
  if (onFailure === 'stop' || onFailure === 'continue') return leave(on, hostRun, why);
  if (steps.length === 0) return { outcome: 'failed', why, left: false };
  return unlessNothing('failed', on.state, hostRun, await goBack(on, hostRun, why));
}

/** A host on which only such things were done as change nothing was not rolled back: its outcome is `instead`. */
function unlessNothing(instead: Outcome, state: HostState, hostRun: string, result: HostResult): HostResult {
  const isNothing = begunFor(state, hostRun).every(({ step }) => step.undo === 'nothing');
  return isNothing && result.outcome === 'rolled-back' ? { ...result, outcome: instead } : result;
}

/** What was changed stays, as the play asks, and the host is free: it can still be rolled back later. */
async function leave(on: HostWork, hostRun: string, why: string): Promise<HostResult> {
  const failure = await finish(on, hostRun, 'left');
  const unsaid = failure === undefined ? '' : `; that could not be recorded: ${describeFailure(failure)}`;
  return { outcome: 'failed', why: `${why}${unsaid}`, left: true };
}

async function confirm(
  on: HostWork,
  hostRun: string,
  onFailure: OnFailure,
  hold: 'keep' | undefined,
): Promise<HostResult> {
  const { state, ports } = on;
  const cutOff = await cutOffAnywhere(on, begunFor(state, hostRun));
  if (cutOff !== undefined) {
    const { failure } = cutOff;
    await ports.record({ type: 'host.failed', host: state.target.name, failure });
    return afterFailure(on, hostRun, { failure, why: describeFailure(failure) }, onFailure);
  }
  // Where others may still come, the end of the play is told when all are through.
  const failure = state.isShared ? undefined : await finish(on, hostRun, 'confirmed', hold);
  const outcome = begunFor(state, hostRun).some(({ step }) => step.changed) ? 'changed' : 'unchanged';
  if (failure === undefined) return { outcome, why: undefined, left: false };
  return { outcome: 'unknown', why: `it could not be confirmed: ${describeFailure(failure)}`, left: false };
}

/** Makes sure that this host, and those on which something was done for it, can still be reached. */
async function cutOffAnywhere(on: HostWork, steps: readonly StepThere[]): Promise<CutOff | undefined> {
  for (const [place, there] of groupedBy(steps, (each) => each.place)) {
    const cutOff = await place.alone(() =>
      proveAccess(
        { ...on, state: place },
        there.map(({ step }) => step),
      ),
    );
    if (cutOff !== undefined)
      return place === on.state ? cutOff : { ...cutOff, failure: failureAt({ place }, cutOff.failure) };
  }
  return undefined;
}

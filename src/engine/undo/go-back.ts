import { describeFailure } from '../../model/run/failure.ts';
import { stepName } from '../../model/run/told-name.ts';
import type { Witness } from '../../model/run/witness.ts';
import { attempt } from '../hosts/attempt.ts';
import { isLoss } from '../hosts/connection.ts';
import { begunFor, finish, isGone, ofPlay, type StepThere } from '../hosts/end-play.ts';
import type { HostResult } from '../hosts/host-result.ts';
import type { HostState, StartedStep } from '../hosts/host-state.ts';
import type { HostWork } from '../hosts/host-work.ts';
import { proveAccess } from '../hosts/new-connection.ts';
import { witnessName } from '../hosts/witnesses.ts';
import { type Differing, lookAt, told, whatDiffers } from './proof.ts';
import { type Remaining, rollBack, tellRemaining, tellUndone } from './rollback.ts';

/**
 * Rolls a host's play back, for the reason given. It is back when nothing differs from what the same questions told before
 * the play, whatever the undo said of itself: one that fails because there is nothing to undo has not failed.
 *
 * @param settled the run had ended well on this host: others may have changed the host since
 */
export async function goBack(
  on: HostWork,
  hostRun: string,
  why: string,
  settled = false,
): Promise<HostResult> {
  const { state } = on;
  const before = ownWitnesses(state, hostRun);
  const start = settled ? await attempt(() => lookAt(on, before)) : undefined;
  const { remaining } = await rollBack(on, begunFor(state, hostRun));
  const lost = remaining.find(({ failure }) => isGone(failure));
  if (lost !== undefined) {
    await tellRemaining(remaining, on);
    return stuck(on, hostRun, `${why}; ${notUndone(remaining, state)}`, true, remaining);
  }
  const proof = await whatDiffers(on, before, start?.ok === true ? start.value : undefined);
  if (!proof.ok) {
    await tellRemaining(remaining, on);
    const problem = `it was undone, and could not be compared with before: ${describeFailure(proof.failure)}`;
    return stuck(on, hostRun, `${why}; ${problem}`, isGone(proof.failure));
  }
  const isBack = ({ place, step }: StepThere): boolean =>
    place === state && isAsBefore(step, before, proof.value);
  const open = await tellApart(remaining, isBack, on);
  const problems = [
    ...(open.length === 0 ? [] : [notUndone(open, state)]),
    ...(proof.value.size === 0 ? [] : [`not as it was before: ${told(proof.value)}`]),
  ];
  if (problems.length > 0) return stuck(on, hostRun, [why, ...problems].join('; '), false, open);
  const cutOff = await proveAccess(on, ofPlay(state, hostRun));
  if (cutOff !== undefined) {
    const problem = `all was undone, and yet it ${describeFailure(cutOff.failure)}`;
    // Lost again and again once it was let in: that may be the line.
    const isLine = isGone(cutOff.failure) || isLoss(cutOff.cause);
    return stuck(on, hostRun, `${why}; ${problem}`, isLine);
  }
  const failure = await finish(on, hostRun, 'rolledback');
  if (failure === undefined) return { outcome: 'rolled-back', why, left: false };
  return {
    outcome: 'unknown',
    why: `${why}; undone, but not recorded: ${describeFailure(failure)}`,
    left: false,
  };
}

/** Tells what is back, although its undo failed, from what is not; returns the latter. */
async function tellApart(
  remaining: readonly Remaining[],
  isBack: (step: StepThere) => boolean,
  on: HostWork,
): Promise<readonly Remaining[]> {
  for (const each of remaining) if (isBack(each)) await tellUndone(each, on);
  const open = remaining.filter((each) => !isBack(each));
  await tellRemaining(open, on);
  return open;
}

function notUndone(remaining: readonly Remaining[], { target }: HostState): string {
  const [first] = remaining;
  if (first === undefined) return '';
  const rest = remaining.length === 1 ? '' : ` (and ${remaining.length - 1} more)`;
  const there = first.place.target.name === target.name ? '' : ` on ${first.place.target.name}`;
  return `"${stepName(first.step)}" was not undone${there}: ${describeFailure(first.failure)}${rest}`;
}

/** How the host was, but for what others have had done there: that stays. */
function ownWitnesses({ before, steps }: HostState, hostRun: string): readonly Witness[] {
  const visits = steps.filter((step) => step.isVisit === true && step.state !== 'undone');
  const others = new Set(visits.flatMap(({ asked }) => asked));
  return (before.get(hostRun) ?? []).filter((witness) => !others.has(witnessName(witness)));
}

/** All that its task had looked at is what it was. A task that looked at nothing shows nothing. */
function isAsBefore({ asked }: StartedStep, before: readonly Witness[], differing: Differing): boolean {
  const known = new Set(before.map(witnessName));
  return asked.length > 0 && asked.every((name) => known.has(name) && !differing.has(name));
}

/** A host that did not go back, or of which that is not known. */
async function stuck(
  on: HostWork,
  hostRun: string,
  why: string,
  isUnknown: boolean,
  remaining: readonly Remaining[] = [],
): Promise<HostResult> {
  for (const each of remaining) {
    const { place, failure } = each;
    if (place === on.state) continue;
    const left = `"${stepName(each.step)}" was not undone for ${on.state.target.name}: ${describeFailure(failure)}`;
    const outcome = isGone(failure) ? 'unknown' : 'rollback-failed';
    place.unsettled ??= { outcome, why: left, left: false };
  }
  await finish(on, hostRun, 'rollback-failed');
  return { outcome: isUnknown ? 'unknown' : 'rollback-failed', why, left: false };
}

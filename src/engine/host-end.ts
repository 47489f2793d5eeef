import { describeFailure, type Failure } from '../model/failure.ts';
import type { Outcome } from '../model/outcome.ts';
import type { OnFailure } from '../model/playbook.ts';
import type { Ports, RunEnd } from '../model/ports.ts';
import type { Witness } from '../model/witness.ts';
import { attempt } from './attempt.ts';
import { isLoss, persistently } from './connection.ts';
import type { HostEnd } from './host-play.ts';
import type { HostState, StartedStep } from './host-state.ts';
import type { HostWork } from './host-work.ts';
import { proveAccess } from './new-connection.ts';
import { type Differing, lookAt, told, whatDiffers } from './proof.ts';
import { type Remaining, rollBack, tellRemaining, tellUndone } from './rollback.ts';
import { witnessName } from './witnesses.ts';

/** How a host ended, and whether its failure was left as it is because the play asks for that. */
export interface HostResult {
  readonly outcome: Outcome;
  readonly why: string | undefined;
  readonly left: boolean;
}

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
      return end.touched
        ? confirm(on, hostRun, onFailure, hold)
        : { outcome: 'unchanged', why: undefined, left: false };
    case 'stopped':
      return on.state.steps.length === 0
        ? { outcome: 'not-started', why: 'stopped before anything was changed', left: false }
        : unlessNothing('not-started', on.state, hostRun, await goBack(on, hostRun, end.why));
    case 'failed':
      return afterFailure(on, hostRun, end, onFailure);
  }
}

async function afterFailure(
  on: HostWork,
  hostRun: string,
  { failure, why }: { readonly failure: Failure; readonly why: string },
  onFailure: OnFailure,
): Promise<HostResult> {
  const steps = ofPlay(on.state, hostRun);
  if (isGone(failure)) return { outcome: steps.length === 0 ? 'unreachable' : 'unknown', why, left: false };
  if (onFailure === 'stop' || onFailure === 'continue') return leave(on, hostRun, why);
  if (steps.length === 0) return { outcome: 'failed', why, left: false };
  return unlessNothing('failed', on.state, hostRun, await goBack(on, hostRun, why));
}

/** A host on which only such things were done as change nothing was not rolled back: its outcome is `instead`. */
function unlessNothing(instead: Outcome, state: HostState, hostRun: string, result: HostResult): HostResult {
  const isNothing = ofPlay(state, hostRun).every(({ undo }) => undo === 'nothing');
  return isNothing && result.outcome === 'rolled-back' ? { ...result, outcome: instead } : result;
}

/** True when nothing can be done on the host any more. */
function isGone(failure: Failure): boolean {
  return isLoss(failure) || failure.kind === 'unreachable' || failure.kind === 'cancelled';
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
  const cutOff = await proveAccess(on, ofPlay(state, hostRun));
  if (cutOff !== undefined) {
    const { failure } = cutOff;
    await ports.record({ type: 'host.failed', host: state.target.name, failure });
    return afterFailure(on, hostRun, { failure, why: describeFailure(failure) }, onFailure);
  }
  const failure = await finish(on, hostRun, 'confirmed', hold);
  const outcome = ofPlay(state, hostRun).some(({ changed }) => changed) ? 'changed' : 'unchanged';
  if (failure === undefined) return { outcome, why: undefined, left: false };
  return { outcome: 'unknown', why: `it could not be confirmed: ${describeFailure(failure)}`, left: false };
}

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
  const { state, ports } = on;
  const before = state.before.get(hostRun) ?? [];
  const start = settled ? await attempt(() => lookAt(on, before)) : undefined;
  const { remaining } = await rollBack(on, ofPlay(state, hostRun));
  const host = state.target.name;
  const lost = remaining.find(({ failure }) => isGone(failure));
  if (lost !== undefined) {
    await tellRemaining(host, remaining, ports);
    return stuck(on, hostRun, `${why}; ${notUndone(remaining)}`, true);
  }
  const proof = await whatDiffers(on, before, start?.ok === true ? start.value : undefined);
  if (!proof.ok) {
    await tellRemaining(host, remaining, ports);
    const problem = `it was undone, and could not be compared with before: ${describeFailure(proof.failure)}`;
    return stuck(on, hostRun, `${why}; ${problem}`, isGone(proof.failure));
  }
  const open = await tellApart(remaining, (step) => isAsBefore(step, before, proof.value), host, ports);
  const problems = [
    ...(open.length === 0 ? [] : [notUndone(open)]),
    ...(proof.value.size === 0 ? [] : [`not as it was before: ${told(proof.value)}`]),
  ];
  if (problems.length > 0) return stuck(on, hostRun, [why, ...problems].join('; '), false);
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
  isBack: (step: StartedStep) => boolean,
  host: string,
  ports: Ports,
): Promise<readonly Remaining[]> {
  for (const { step } of remaining) if (isBack(step)) await tellUndone(host, step, ports);
  const open = remaining.filter(({ step }) => !isBack(step));
  await tellRemaining(host, open, ports);
  return open;
}

function notUndone(remaining: readonly Remaining[]): string {
  const [first] = remaining;
  if (first === undefined) return '';
  const rest = remaining.length === 1 ? '' : ` (and ${remaining.length - 1} more)`;
  return `"${first.step.title}" was not undone: ${describeFailure(first.failure)}${rest}`;
}

/** All that its task had looked at is what it was. A task that looked at nothing shows nothing. */
function isAsBefore({ asked }: StartedStep, before: readonly Witness[], differing: Differing): boolean {
  const known = new Set(before.map(witnessName));
  return asked.length > 0 && asked.every((name) => known.has(name) && !differing.has(name));
}

/** A host that did not go back, or of which that is not known. */
async function stuck(on: HostWork, hostRun: string, why: string, isUnknown: boolean): Promise<HostResult> {
  await finish(on, hostRun, 'rollback-failed');
  return { outcome: isUnknown ? 'unknown' : 'rollback-failed', why, left: false };
}

/** Has the host record the end of its play, and give itself free unless told otherwise, for each user that did something. */
async function finish(
  on: HostWork,
  hostRun: string,
  ending: RunEnd,
  hold?: 'keep',
): Promise<Failure | undefined> {
  const { state } = on;
  const users = new Set(ofPlay(state, hostRun).map(({ become }) => become));
  for (const become of users) {
    const finished = await attempt(() =>
      persistently(on, { become }, (session, signal) => session.finish(hostRun, ending, signal, hold)),
    );
    if (!finished.ok) return finished.failure;
    if (hold === undefined) state.held.delete(become);
  }
  return undefined;
}

function ofPlay(state: HostState, hostRun: string): readonly StartedStep[] {
  return state.steps.filter((step) => step.hostRun === hostRun);
}

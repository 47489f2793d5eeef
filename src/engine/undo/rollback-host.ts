import type { Target } from '../../model/playbook/address.ts';
import type { Ports } from '../../model/ports.ts';
import { describeFailure, hintOf } from '../../model/run/failure.ts';
import { playOf } from '../../model/run/host-run.ts';
import { isOwed } from '../../model/run/undo-owed.ts';
import type { Witness } from '../../model/run/witness.ts';
import { type Attempt, attempt } from '../hosts/attempt.ts';
import { disconnect, looking, persistently } from '../hosts/connection.ts';
import { giveFree } from '../hosts/hold.ts';
import type { HostResult } from '../hosts/host-result.ts';
import { type HostState, NO_WORLD, newHostState, type StartedStep } from '../hosts/host-state.ts';
import { type HostWork, untilAbandoned } from '../hosts/host-work.ts';
import { lockedBy } from '../look/standing.ts';
import { type FoundSteps, foundSteps, missingSteps } from './found-steps.ts';
import { goBack } from './go-back.ts';

/** What is known here of what a run did on one host. The host itself decides what there is to undo. */
export interface HostHistory {
  readonly target: Target;
  /** Everybody with whose rights the run may have worked there. */
  readonly users: readonly (string | undefined)[];
  /** What the journal tells, oldest first. */
  readonly steps: readonly StartedStep[];
  /** The journal tells all: a user it does not name did nothing there. */
  readonly complete: boolean;
  /** How the host was before each play, by the name of the play's folder, as far as it was recorded. */
  readonly before?: ReadonlyMap<string, readonly Witness[]>;
  /** The run had ended well there: others may have changed the host since. */
  readonly settled?: boolean;
}

/** Undoes what the run `of` did on a host, newest first, and gives the host free, also when there is nothing to undo. */
export async function goBackOn(
  of: string,
  history: HostHistory,
  startedAt: number,
  ports: Ports,
): Promise<HostResult> {
  const state = newHostState(history.target, new Map(), NO_WORLD);
  for (const [hostRun, before] of history.before ?? []) state.before.set(hostRun, before);
  const result = await visit(of, history, untilAbandoned(state, ports));
  await ports.record({
    type: 'host.finished',
    host: history.target.name,
    outcome: result.outcome,
    why: result.why,
    elapsedMs: ports.clock.now() - startedAt,
  });
  await disconnect(state);
  return result;
}

async function visit(of: string, history: HostHistory, on: HostWork): Promise<HostResult> {
  const { state, ports } = on;
  const looked = await look(of, history, on);
  if (!looked.ok) return ended('unknown', describeFailure(looked.failure));
  const found = looked.value;
  const holders = found.flatMap(({ survey }) => survey.holder ?? []);
  state.steps.push(...foundSteps(found, history.steps));
  const other = holders.find(({ run }) => run !== of);
  if (other !== undefined && state.steps.some(isOwed)) {
    const failure = await lockedBy(other, ports);
    return ended('blocked', `${describeFailure(failure)}: ${hintOf(failure)}`);
  }
  for (const { become, survey } of found) if (survey.holder?.run === of) state.held.add(become);
  const freed = state.held.size > 0 ? '; it was given free' : '';
  const missing = missingSteps(found, history.steps);
  const plays = playsToUndo(state, found);
  const isBack = state.steps.length > 0 && state.steps.every((step) => step.state === 'undone');
  const nothing = isBack ? 'it was rolled back already' : 'there was nothing to undo';
  let result = ended('unchanged', `${nothing}${freed}`);
  for (const hostRun of plays) {
    result = worse(result, await goBack(on, hostRun, 'rolled back on request', history.settled));
  }
  result = worse(result, await closeTheRest(found, plays, on));
  if (missing.length > 0) result = worse(result, ended('rollback-failed', lostRecord(missing)));
  if (result.outcome === 'unknown') return result;
  const failure = await giveFree(state, of, ports);
  if (failure === undefined) return result;
  return ended('unknown', `${result.why}; it could not be given free: ${describeFailure(failure)}`);
}

/** Asks the host what it knows of the run, with everybody's rights. */
async function look(
  of: string,
  { users, steps, complete }: HostHistory,
  on: HostWork,
): Promise<Attempt<readonly FoundSteps[]>> {
  const found: FoundSteps[] = [];
  for (const become of users) {
    const looked = await attempt(() =>
      looking(on, { become }, (observer, signal) => observer.survey(of, signal)),
    );
    if (looked.ok) found.push({ become, survey: looked.value });
    // A user who is not there any more, and did nothing, has left nothing.
    else if (!complete || looked.failure.kind !== 'become' || steps.some((step) => step.become === become))
      return looked;
  }
  return { ok: true, value: found };
}

/** The plays that have something to undo or to stop, the newest first. */
function playsToUndo({ steps }: HostState, found: readonly FoundSteps[]): readonly string[] {
  const running = found.flatMap(({ survey }) => survey.steps.filter(({ end }) => end === 'running'));
  const plays = new Set([...steps.filter(isOwed), ...running].map(({ hostRun }) => hostRun));
  return [...plays].sort((a, b) => playOf(b) - playOf(a));
}

/** Records the end of what was begun and needs no undo, or was cut off after it. */
async function closeTheRest(
  found: readonly FoundSteps[],
  undone: readonly string[],
  on: HostWork,
): Promise<HostResult> {
  for (const { become, survey } of found) {
    const open = survey.plays.filter((play) => play.state === 'armed' && !undone.includes(play.hostRun));
    for (const { hostRun } of open) {
      const closed = await attempt(() =>
        persistently(on, { become }, (session, signal) =>
          session.finish(hostRun, 'rolledback', signal, 'keep'),
        ),
      );
      if (!closed.ok)
        return ended('unknown', `its end could not be recorded: ${describeFailure(closed.failure)}`);
    }
  }
  return ended('unchanged', undefined);
}

function lostRecord(missing: readonly StartedStep[]): string {
  const titles = missing.map(({ title }) => `"${title}"`).join(', ');
  return `the host has no record any more of ${titles}, so it was not undone`;
}

function ended(outcome: HostResult['outcome'], why: string | undefined): HostResult {
  return { outcome, why, left: false };
}

/** What of a host speaks for all of it: the outcome that is furthest from what was wanted. */
const BADNESS: Partial<Record<HostResult['outcome'], number>> = {
  unknown: 3,
  'rollback-failed': 2,
  'rolled-back': 1,
};

function worse(a: HostResult, b: HostResult): HostResult {
  return (BADNESS[b.outcome] ?? 0) > (BADNESS[a.outcome] ?? 0) ? b : a;
}

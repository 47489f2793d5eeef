import pLimit from 'p-limit';
import type { PlannedHost, PlannedPlay } from '../../model/playbook/plan.ts';
import { hostRunName } from '../../model/run/host-run.ts';
import { isGood } from '../../model/run/outcome.ts';
import { type Company, companyOf, type GoesOut } from '../company/company.ts';
import type { HostResult } from '../hosts/host-result.ts';
import type { HostState } from '../hosts/host-state.ts';
import { untilAbandoned } from '../hosts/host-work.ts';
import { finishHost, hostsOf, playsOf, type Run } from '../run-state.ts';
import { troubleOf } from '../trouble.ts';
import { goBack } from '../undo/go-back.ts';
import { conclude } from './conclude.ts';
import { isPastFailureLimit } from './failure-limit.ts';
import { runHost, type Turn } from './host.ts';
import { withWhatStays } from './stays.ts';
import { concludeVisits } from './visits.ts';

/** The hosts that came through a play, and those that were changed by it, oldest first. */
interface Progress {
  readonly changed: HostState[];
  /** Why no further host starts; undefined: the rollout goes on. */
  stoppedBy: Stop | undefined;
}

interface Stop {
  /** `closed`: nothing went wrong, but no further host may be begun. */
  readonly kind: 'failure' | 'closed';
  readonly why: string;
}

/**
 * Takes the hosts of a play through it, batch by batch. Hosts of a batch run side by side, tasks of a host in order.
 * Returns false when the rollout was stopped: then nothing further may start, in this play or a later one.
 */
export async function runPlay(run: Run, play: PlannedPlay): Promise<boolean> {
  const { record } = run.ports;
  const batches = play.batches
    .map((batch) => batch.filter(({ target }) => !run.results.has(target.name)))
    .filter((batch) => batch.length > 0);
  const hosts = batches.flat().map(({ target }) => target.name);
  await record({ type: 'play.started', play: play.number, name: play.name, hosts });
  const progress: Progress = { changed: [], stoppedBy: undefined };
  for (const [index, batch] of batches.entries()) {
    if (isOver(run, progress)) break;
    if (index > 0) await soak(run, play, progress);
    if (isOver(run, progress)) break;
    await record({
      type: 'batch.started',
      play: play.number,
      batch: index + 1,
      batches: batches.length,
      hosts: batch.map(({ target }) => target.name),
    });
    if (await runBatch(run, play, batch, progress)) break;
  }
  if (progress.stoppedBy !== undefined) {
    await stopRollout(run, play, progress.stoppedBy.why);
    const isFailure = progress.stoppedBy.kind === 'failure';
    if (isFailure && play.onFailure === 'rollback_run') await rollBackChanged(run, play, progress.changed);
  }
  await concludeVisits(run, play);
  return progress.stoppedBy === undefined;
}

/** True: this batch is the last one of the play, as a task says, or because none of its hosts is left. */
async function runBatch(
  run: Run,
  play: PlannedPlay,
  batch: readonly PlannedHost[],
  progress: Progress,
): Promise<boolean> {
  let failed = 0;
  const { forks } = run.ports.limits;
  const names = batch.map(({ target }) => target.name);
  // What a play says of its failures holds between its hosts too; what it does not say, only between batches.
  const isTooMany = (count: number): boolean =>
    play.maxFailPercentage !== undefined && isPastFailureLimit(play, count, batch.length);
  const company = companyOf<Turn>(play, names, run.plan, {
    ...{ forks, isTooMany },
    stepByStep: run.ports.confirmTask !== undefined,
  });
  await pLimit(company.atOnce).map(batch, async ({ target }) => {
    const state = run.states.get(target.name);
    if (state === undefined || isOver(run, progress)) {
      company.meeting?.leave(target.name);
      return;
    }
    const through = await takeThrough(run, play, state, company);
    await settle(run, play, state, through.result);
    if (through.result.outcome === 'changed') progress.changed.push(state);
    // Who was stopped has not failed: no further host starts, for what stopped it.
    if (through.wasStopped ? isOver(run, progress) : !isFailure(through.result)) return;
    failed += 1;
    if (through.isFatal || isPastFailureLimit(play, failed, batch.length))
      progress.stoppedBy ??= { kind: 'failure', why: `${target.name} failed` };
  });
  run.ended.clear();
  return company.ended === 'play' || failed === batch.length;
}

/** Others may still come to it, or a later play whose hosts tasks choose. */
function mayBeMet({ plan, growth }: Run, host: string): boolean {
  return growth !== undefined || plan.elsewhere.has(host);
}

/** Gives a host its outcome, unless a later play, or the rest of this one, has a say in it. */
async function settle(run: Run, play: PlannedPlay, { target }: HostState, result: HostResult): Promise<void> {
  const isLast = playsOf(run, target.name).at(-1) === play;
  // With `rollback_run` a changed host may yet go back: its outcome is known when the play is.
  const undecided = play.onFailure === 'rollback_run' && result.outcome === 'changed';
  if (isGood(result.outcome) && mayBeMet(run, target.name)) run.due.set(target.name, result);
  else if (!isGood(result.outcome) || (isLast && !undecided)) await finishHost(run, target.name, result);
}

interface Through {
  readonly result: HostResult;
  readonly wasStopped: boolean;
  /** Its failure is to take the other hosts with it. */
  readonly isFatal: boolean;
}

async function takeThrough(
  run: Run,
  play: PlannedPlay,
  state: HostState,
  company: Company<Turn>,
): Promise<Through> {
  const laterPlays = playsOf(run, state.target.name).filter(({ number }) => number > play.number);
  const goesOut: GoesOut = (why) => run[why].add(state.target.name);
  const end = await runHost({ play, laterPlays, state, run: run.id, ports: run.ports, company, goesOut });
  const mayStay =
    laterPlays.length > 0 || play.onFailure === 'rollback_run' || mayBeMet(run, state.target.name);
  const hold = mayStay ? 'keep' : undefined;
  const hostRun = hostRunName(run.id, play.number);
  const result = await conclude(untilAbandoned(state, run.ports), hostRun, end, play.onFailure, hold);
  const wasStopped = end.kind === 'stopped';
  const isChanged = result.outcome === 'unchanged' && isChangedFor(state);
  return {
    result: isChanged ? { ...result, outcome: 'changed' } : withWhatStays(run, play, state, result),
    wasStopped,
    isFatal: end.kind === 'failed' && end.isFatal,
  };
}

/** By its own tasks, wherever they were done. */
function isChangedFor({ steps, elsewhere }: HostState): boolean {
  return [...steps, ...elsewhere.map(({ step }) => step)].some(({ changed }) => changed);
}

function isFailure({ outcome }: HostResult): boolean {
  return !isGood(outcome) && outcome !== 'not-started';
}

/** True when no further host may be begun; asks whether it is still allowed. */
function isOver(run: Run, progress: Progress): boolean {
  const { stop, abandon } = run.ports.signals;
  const trouble = troubleOf(run.ports.signals);
  if (trouble !== undefined) progress.stoppedBy ??= { kind: 'failure', why: trouble.message };
  if (progress.stoppedBy !== undefined || stop.aborted || abandon.aborted) return true;
  const why = run.ports.limits.closed?.();
  if (why !== undefined) progress.stoppedBy = { kind: 'closed', why };
  return why !== undefined;
}

/** Lets the hosts that were changed prove themselves before the next batch; not when nothing was changed. */
async function soak(run: Run, { number, soakMs }: PlannedPlay, { changed }: Progress): Promise<void> {
  if (soakMs === 0 || changed.length === 0) return;
  await run.ports.record({ type: 'soak.started', play: number, ms: soakMs });
  await run.ports.clock.sleep(soakMs, run.ports.signals.stop);
}

async function stopRollout(run: Run, play: PlannedPlay, why: string): Promise<void> {
  const notStarted = hostsOf(play)
    .map(({ target }) => target.name)
    .filter((name) => !run.results.has(name) && !wasChanged(run, name));
  await run.ports.record({ type: 'rollout.stopped', play: play.number, why, notStarted });
}

/** Brings back every host that this play changed, the last one first. */
async function rollBackChanged(run: Run, play: PlannedPlay, changed: readonly HostState[]): Promise<void> {
  for (const state of changed.toReversed()) {
    const why = 'another host failed, and the play says to roll back the whole run';
    const result = await goBack(untilAbandoned(state, run.ports), hostRunName(run.id, play.number), why);
    await finishHost(run, state.target.name, withWhatStays(run, play, state, result));
  }
}

function wasChanged(run: Run, host: string): boolean {
  return run.states.get(host)?.steps.some(({ changed }) => changed) ?? false;
}

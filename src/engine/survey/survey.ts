import pLimit from 'p-limit';
import type { PreviewTotals } from '../../model/ports.ts';
import { ExitCode } from '../../model/run/exit-code.ts';
import { describeFailure, type Failure } from '../../model/run/failure.ts';
import type { HostResult } from '../hosts/host-result.ts';
import type { HostState } from '../hosts/host-state.ts';
import { untilStopped } from '../hosts/host-work.ts';
import { finishHost, isVisited, playsOf, type Run } from '../run-state.ts';
import { stoppedExitCode } from '../trouble.ts';
import { askMachine, type Claim, type Claimed, claimOn, type FoundOn, twinsAmong } from './claims.ts';
import { isConnection, type Objection, preflight } from './preflight.ts';
import { type Foresight, preview } from './preview.ts';
import { isTogether, previewTogether } from './preview-together.ts';

/** What looking at all hosts came to: what would change, or why nothing may. */
export type Surveyed =
  | {
      readonly kind: 'ready';
      readonly totals: PreviewTotals;
      /** Probes that do not hold, on all hosts together. */
      readonly broken: number;
      /** The hosts that are to be taken for the run before it changes anything. */
      readonly claims: readonly Claim[];
      /** The hosts on which a task would fail, and whose plays go on past that. */
      readonly failing: ReadonlyMap<string, Failure>;
      /** The hosts that are one machine with another, under whose name the work is done; see `twinsAmong`. */
      readonly twins: ReadonlyMap<string, string>;
    }
  | { readonly kind: 'refused'; readonly exitCode: ExitCode };

/** Reaches and checks every host and foresees what would change. One objection anywhere, and nothing is changed anywhere. */
export async function survey(run: Run, { withVerify }: { readonly withVerify: boolean }): Promise<Surveyed> {
  const objections = await eachHost(run, (state) =>
    preflight(untilStopped(state, run.ports), playsOf(run, state.target.name)),
  );
  if (objections.some(({ found }) => found !== undefined)) return refuse(run, objections.map(asResult));

  const foresights = await foresee(run, withVerify);
  if (
    run.ports.signals.stop.aborted ||
    foresights.some(({ state, found }) => forbids(run, state, found.failure))
  ) {
    return refuse(
      run,
      foresights.map(({ state, found }) => ({
        state,
        result: forbids(run, state, found.failure) ? blocked(found.failure) : undefined,
      })),
    );
  }
  const claimed = withVerify ? [] : await claims(run, foresights);
  if (claimed.some(({ found }) => found.kind === 'refused')) return refuse(run, claimed.map(asRefusal));
  const totals = {
    changes: foresights.reduce((sum, { found }) => sum + found.changes, 0),
    hostsToChange: foresights.filter(({ found }) => found.changes > 0).length,
  };
  await run.ports.record({ type: 'preview.finished', ...totals });
  return {
    kind: 'ready',
    totals,
    broken: foresights.reduce((sum, { found }) => sum + found.broken, 0),
    claims: claimed.flatMap(({ found }) => (found.kind === 'claim' ? [found.claim] : [])),
    failing: new Map(
      foresights.flatMap(({ state, found }) =>
        found.failure === undefined ? [] : [[state.target.name, found.failure]],
      ),
    ),
    twins: new Map(
      claimed.flatMap(({ state, found }) => (found.kind === 'twin' ? [[state.target.name, found.as]] : [])),
    ),
  };
}

async function foresee(run: Run, withVerify: boolean): Promise<readonly FoundOn<Foresight>[]> {
  if (isTogether(run)) {
    const found = await previewTogether(run, withVerify);
    return [...found].map(([state, one]) => ({ state, found: one }));
  }
  return eachHost(run, (state) =>
    preview(untilStopped(state, run.ports), playsOf(run, state.target.name), withVerify),
  );
}

/** Whether the hosts may be taken. Those whose preview ended in a failure stay as they are. */
async function claims(
  run: Run,
  foresights: readonly FoundOn<Foresight>[],
): Promise<readonly FoundOn<Claimed>[]> {
  const those = (wanted: (foresight: Foresight) => boolean): ReadonlySet<HostState> =>
    new Set(foresights.filter(({ found }) => wanted(found)).map(({ state }) => state));
  const failed = those(({ failure }) => failure !== undefined);
  const claimed = await eachHost<Claimed>(run, async (state) =>
    failed.has(state) ? { kind: 'none' } : claimOn(run, state),
  );
  const machines = await eachHost(run, (state) => askMachine(run, state));
  const byHost = new Map(claimed.map(({ state, found }) => [state, found]));
  const twins = await twinsAmong(
    run,
    machines,
    byHost,
    those(({ mayChange }) => mayChange),
  );
  return claimed.map(({ state, found }) => ({ state, found: twins.get(state) ?? found }));
}

function eachHost<T>(run: Run, look: (state: HostState) => Promise<T>): Promise<readonly FoundOn<T>[]> {
  return pLimit(run.ports.limits.forks).map([...run.states.values()], async (state) => ({
    state,
    found: await look(state),
  }));
}

/** A failure that is certain before anything was done forbids the run, unless the play goes on past failures anyway. */
function forbids(run: Run, state: HostState, failure: Failure | undefined): failure is Failure {
  return (
    failure !== undefined && playsOf(run, state.target.name).some(({ onFailure }) => onFailure !== 'continue')
  );
}

function asResult({ state, found }: FoundOn<Objection>): Conclusion {
  if (found === undefined) return { state, result: undefined };
  return found.kind === 'unreachable'
    ? { state, result: { outcome: 'unreachable', why: describeFailure(found.failure), left: false } }
    : { state, result: { outcome: 'blocked', why: found.why, left: false } };
}

function asRefusal({ state, found }: FoundOn<Claimed>): Conclusion {
  if (found.kind !== 'refused') return { state, result: undefined };
  const { outcome, why } = blocked(found.failure);
  return { state, result: { outcome, why: `"${found.title}": ${why}`, left: false } };
}

function blocked(failure: Failure): HostResult {
  const outcome = isConnection(failure) ? 'unreachable' : 'blocked';
  return { outcome, why: describeFailure(failure), left: false };
}

interface Conclusion {
  readonly state: HostState;
  /** `undefined`: no objection; the host is simply not started. */
  readonly result: HostResult | undefined;
}

async function refuse(run: Run, conclusions: readonly Conclusion[]): Promise<Surveyed> {
  const interrupted = run.ports.signals.stop.aborted;
  for (const { state, result } of conclusions) {
    if (result === undefined && isVisited(state)) continue;
    await finishHost(
      run,
      state.target.name,
      interrupted || result === undefined ? { outcome: 'not-started', why: undefined, left: false } : result,
    );
  }
  return { kind: 'refused', exitCode: interrupted ? stoppedExitCode(run.ports.signals) : ExitCode.blocked };
}

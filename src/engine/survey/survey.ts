import pLimit from 'p-limit';
import type { PreviewTotals } from '../../model/ports.ts';
import { ExitCode } from '../../model/run/exit-code.ts';
import type { Failure } from '../../model/run/failure.ts';
import type { HostState } from '../hosts/host-state.ts';
import { untilStopped } from '../hosts/host-work.ts';
import { finishHost, isVisited, playsOf, type Run } from '../run-state.ts';
import { stoppedExitCode } from '../trouble.ts';
import type { Claim, FoundOn } from './claims.ts';
import { type Objection, preflight } from './preflight.ts';
import { type Foresight, preview } from './preview.ts';
import { isTogether, previewTogether } from './preview-together.ts';
import { asRefusal, asResult, blocked, type Conclusion, claims } from './verdicts.ts';

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

  const late: FoundOn<Objection>[] = [];
  const foresights = await foresee(run, withVerify, late);
  if (foresights === undefined) return refuse(run, withObjections(run, late));
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

/** `late`: takes the objections of hosts that tasks add. Undefined: nothing may begin. */
async function foresee(
  run: Run,
  withVerify: boolean,
  late: FoundOn<Objection>[],
): Promise<readonly FoundOn<Foresight>[] | undefined> {
  if (isTogether(run)) {
    const found = await previewTogether(run, withVerify, late);
    return found === undefined ? undefined : [...found].map(([state, one]) => ({ state, found: one }));
  }
  return eachHost(run, (state) =>
    preview(untilStopped(state, run.ports), playsOf(run, state.target.name), withVerify),
  );
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

/** All hosts of the run, with what those are refused for that tasks add. */
function withObjections(run: Run, late: readonly FoundOn<Objection>[]): readonly Conclusion[] {
  const found = new Map(late.map((each) => [each.state, each.found]));
  return [...run.states.values()].map((state) => asResult({ state, found: found.get(state) }));
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

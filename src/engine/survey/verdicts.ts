import pLimit from 'p-limit';
import { describeFailure, type Failure } from '../../model/run/failure.ts';
import type { HostResult } from '../hosts/host-result.ts';
import type { HostState } from '../hosts/host-state.ts';
import type { Run } from '../run-state.ts';
import { askMachine, type Claimed, claimOn, type FoundOn, twinsAmong } from './claims.ts';
import { isConnection, type Objection } from './preflight.ts';
import type { Foresight } from './preview.ts';

/** Whether hosts may be taken. Those whose preview ended in a failure stay as they are. */
export async function claims(
  run: Run,
  foresights: readonly FoundOn<Foresight>[],
): Promise<readonly FoundOn<Claimed>[]> {
  const those = (wanted: (foresight: Foresight) => boolean): ReadonlySet<HostState> =>
    new Set(foresights.filter(({ found }) => wanted(found)).map(({ state }) => state));
  const failed = those(({ failure }) => failure !== undefined);
  const eachHost = pLimit(run.ports.limits.forks);
  const claimed = await eachHost.map(
    foresights,
    async ({ state }): Promise<FoundOn<Claimed>> => ({
      state,
      found: failed.has(state) ? { kind: 'none' } : await claimOn(run, state),
    }),
  );
  const here = [...run.states.values()].filter(({ target }) => !run.results.has(target.name));
  const machines = await eachHost.map(here, async (state) => ({
    state,
    found: await askMachine(run, state),
  }));
  const byHost = new Map(claimed.map(({ state, found }) => [state, found]));
  const twins = await twinsAmong(
    run,
    machines,
    byHost,
    those(({ mayChange }) => mayChange),
  );
  return claimed.map(({ state, found }) => ({ state, found: twins.get(state) ?? found }));
}

export interface Conclusion {
  readonly state: HostState;
  /** `undefined`: no objection; the host is simply not started. */
  readonly result: HostResult | undefined;
}

export function asResult({ state, found }: FoundOn<Objection>): Conclusion {
  if (found === undefined) return { state, result: undefined };
  return found.kind === 'unreachable'
    ? { state, result: { outcome: 'unreachable', why: describeFailure(found.failure), left: false } }
    : { state, result: { outcome: 'blocked', why: found.why, left: false } };
}

export function asRefusal({ state, found }: FoundOn<Claimed>): Conclusion {
  if (found.kind !== 'refused') return { state, result: undefined };
  const { outcome, why } = blocked(found.failure);
  return { state, result: { outcome, why: `"${found.title}": ${why}`, left: false } };
}

export function blocked(failure: Failure): HostResult {
  const outcome = isConnection(failure) ? 'unreachable' : 'blocked';
  return { outcome, why: describeFailure(failure), left: false };
}

import {
  itemKey,
  type Plan,
  type PlannedHost,
  type PlannedPlay,
  withGathering,
} from '../model/playbook/plan.ts';
import type { Ports } from '../model/ports.ts';
import type { OnTask } from '../model/run/event.ts';
import { describeFailure } from '../model/run/failure.ts';
import { isGood } from '../model/run/outcome.ts';
import { NOTHING_PENDING } from '../resolve/evaluator.ts';
import { hostScopesOf } from '../resolve/host-scope.ts';
import type { Knowledge } from '../resolve/hostvars.ts';
import type { Attempt } from './hosts/attempt.ts';
import { disconnect } from './hosts/connection.ts';
import { giveFree } from './hosts/hold.ts';
import type { HostResult } from './hosts/host-result.ts';
import { type HostInPlay, type HostState, newHostState, type PlaceOf } from './hosts/host-state.ts';
import { includer } from './included.ts';
import { hiddenAmong, withholding } from './no-log.ts';
import { ofTheRunAmong, untold } from './of-the-run.ts';

/** One run from its first connection to its last record. */
export interface Run {
  readonly id: string;
  readonly plan: Plan;
  readonly ports: Ports;
  readonly startedAt: number;
  /** A host's state in each play it is in: variables differ between plays, the connection and the answers do not. */
  readonly states: ReadonlyMap<string, HostState>;
  /** What other hosts see of a host: its own state, but what is only foreseen while that is foreseen. */
  readonly seen: Map<string, Knowledge>;
  /** The hosts that have failed, or are gone. */
  readonly failed: Set<string>;
  /** The hosts for which a task has ended the batch under way: they are in none of its lists any more. */
  readonly ended: Set<string>;
  /** The hosts that have reached their outcome. */
  readonly results: Map<string, HostResult>;
  /** The host of that name for a task that is delegated to it. */
  readonly placeOf: PlaceOf;
  /** How hosts ended that are kept to the end of the run, since tasks of others may still come to them. */
  readonly due: Map<string, HostResult>;
  /** Hosts that another run has are taken over from it. */
  readonly takeOver: boolean;
}

export function newRun(id: string, plan: Plan, ports: Ports, takeOver = false): Run {
  const states = new Map<string, HostState>();
  const plays = new Map<string, Map<number, HostInPlay>>();
  const seen = new Map<string, Knowledge>();
  const failed = new Set<string>();
  const ended = new Set<string>();
  const scopes = hostScopesOf(plan, ports.lookups, {
    of: (name) => seen.get(name) ?? knowledgeOf(states.get(name)),
    isOut: (name) => failed.has(name) || ended.has(name),
  });
  // Grows with what is included.
  const hidden = new Set(hiddenAmong(plan.plays.flatMap(withGathering)));
  const ofTheRun = new Set(ofTheRunAmong(plan.plays.flatMap(withGathering)));
  const include = includer(plan, (tasks) => {
    for (const key of hiddenAmong(tasks)) hidden.add(key);
    for (const key of ofTheRunAmong(tasks)) ofTheRun.add(key);
  });
  const stateOf = ({ target, become }: PlannedHost, inPlays: HostState['plays']): HostState =>
    newHostState(target, inPlays, {
      ...{ include, placeOf, rights: become },
      isShared: plan.elsewhere.has(target.name),
    });
  const results: Run['results'] = new Map();
  const placeOf = placesAmong(plan, states, results, (host) => stateOf(host, new Map()));
  for (const play of plan.plays) {
    const scopeOf = scopes(play);
    for (const host of hostsOf(play)) {
      const { target } = host;
      const inPlays = plays.get(target.name) ?? new Map<number, HostInPlay>();
      inPlays.set(play.number, { ...host, scope: scopeOf(target.name) });
      plays.set(target.name, inPlays);
      if (!states.has(target.name)) states.set(target.name, stateOf(host, inPlays));
    }
  }
  const isRevealed = ({ host, task }: OnTask): boolean =>
    states.get(host)?.revealed.has(itemKey(task)) === true;
  const told = { ...ports, record: untold(ofTheRun, withholding(hidden, ports.record, isRevealed)) };
  return {
    id,
    plan,
    ports: told,
    startedAt: ports.clock.now(),
    states,
    seen,
    failed,
    ended,
    results,
    due: new Map(),
    placeOf,
    takeOver,
  };
}

/** Finds the hosts that tasks are delegated to: hosts of the run, and others as they are come to. */
function placesAmong(
  plan: Plan,
  states: Map<string, HostState>,
  results: Run['results'],
  made: (host: PlannedHost) => HostState,
): PlaceOf {
  return (name) => {
    const ended = results.get(name);
    if (ended !== undefined) return refusedPlace(`${name} is ${ended.outcome} in this run`, undefined);
    const found = states.get(name);
    if (found !== undefined) return { ok: true, value: found };
    const planned = plan.elsewhere.get(name);
    if (planned === undefined)
      return refusedPlace(`there is no host \`${name}\` to delegate to`, 'put it into the inventory');
    const state = made(planned);
    states.set(name, state);
    return { ok: true, value: state };
  };
}

function refusedPlace(why: string, hint: string | undefined): Attempt<HostState> {
  return { ok: false, failure: { kind: 'refused', why, hint } };
}

/** True for a host that only other hosts' tasks have come to. */
export function isVisited({ plays }: HostState): boolean {
  return plays.size === 0;
}

function knowledgeOf(state: HostState | undefined): Knowledge | undefined {
  if (state === undefined) return undefined;
  const { included, registered, facts } = state;
  return { included, registered, facts, pending: NOTHING_PENDING };
}

export function hostsOf(play: PlannedPlay): PlannedPlay['batches'][number] {
  return play.batches.flat();
}

/** The plays a host is in, in order. */
export function playsOf(run: Run, host: string): readonly PlannedPlay[] {
  const inPlays = run.states.get(host)?.plays;
  return run.plan.plays.filter(({ number }) => inPlays?.has(number) === true);
}

/** Gives a host its outcome, once, gives it free for other runs, and closes its connection. */
export async function finishHost(run: Run, host: string, result: HostResult): Promise<void> {
  if (run.results.has(host)) throw new Error(`${host} has an outcome already`);
  run.results.set(host, result);
  if (!isGood(result.outcome) && result.outcome !== 'not-started') run.failed.add(host);
  const state = run.states.get(host);
  const why = state === undefined ? undefined : await letGo(run, state, result);
  await run.ports.record({
    type: 'host.finished',
    host,
    outcome: result.outcome,
    why: [result.why, why].filter((text) => text !== undefined).join('; ') || undefined,
    elapsedMs: run.ports.clock.now() - run.startedAt,
  });
  if (state !== undefined) await disconnect(state);
}

/** Why the host is still taken; undefined: it is free. What is unfinished or unknown there must be rolled back first. */
async function letGo(run: Run, state: HostState, { outcome }: HostResult): Promise<string | undefined> {
  if (state.held.size === 0 || outcome === 'unknown') return undefined;
  const failure = await giveFree(state, run.id, run.ports, outcome === 'unreachable');
  if (failure === undefined) return undefined;
  return `it could not be given free for other runs (${describeFailure(failure)}): rulerun rollback ${run.id}`;
}

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
import type { Knowledge, Present } from '../resolve/hostvars.ts';
import type { Attempt } from './hosts/attempt.ts';
import { disconnect } from './hosts/connection.ts';
import { growthIn, type RunGrowth } from './hosts/growth.ts';
import { giveFree } from './hosts/hold.ts';
import type { HostResult } from './hosts/host-result.ts';
import { type HostInPlay, type HostState, newHostState, type PlaceOf } from './hosts/host-state.ts';
import { inPlaysOf } from './hosts/in-plays.ts';
import { includer } from './included.ts';
import { hiddenAmong, withholding } from './no-log.ts';
import { ofTheRunAmong, untold } from './of-the-run.ts';

/** One run from its first connection to its last record. */
export interface Run {
  readonly id: string;
  /** As it was read. */
  readonly read: Plan;
  /** With the hosts that tasks have added. */
  plan: Plan;
  readonly ports: Ports;
  readonly startedAt: number;
  /** A host's state in each play it is in: variables differ between plays, the connection and the answers do not. */
  readonly states: ReadonlyMap<string, HostState>;
  /** What tasks add to the inventory; undefined: none of them can. */
  readonly growth: RunGrowth | undefined;
  /** Gives the hosts of a play, as it is planned now, their state in it. Returns those that the run had not met before. */
  readonly takeIn: (play: PlannedPlay) => readonly HostState[];
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
  /** The hosts that came to a play because of what tasks add, as far as the preview met them: `3 web1`. */
  readonly met: Set<string>;
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
  const present: Present = {
    of: (name) => seen.get(name) ?? knowledgeOf(states.get(name)),
    isOut: (name) => failed.has(name) || ended.has(name),
  };
  // Grows with what is included.
  const hidden = new Set(hiddenAmong(plan.plays.flatMap(withGathering)));
  const ofTheRun = new Set(ofTheRunAmong(plan.plays.flatMap(withGathering)));
  const include = includer(plan, (tasks) => {
    for (const key of hiddenAmong(tasks)) hidden.add(key);
    for (const key of ofTheRunAmong(tasks)) ofTheRun.add(key);
  });
  const stateOf = ({ target, become }: PlannedHost, inPlays: HostState['plays']): HostState =>
    newHostState(target, inPlays, {
      ...{ include, placeOf, growth, rights: become },
      isShared: plan.elsewhere.has(target.name),
    });
  const results: Run['results'] = new Map();
  const playsOn = ({ target: { name } }: PlannedHost): Map<number, HostInPlay> => {
    const inPlays = plays.get(name) ?? new Map<number, HostInPlay>();
    plays.set(name, inPlays);
    return inPlays;
  };
  const growth = growthIn(ports);
  const inPlayOf = inPlaysOf(() => run.plan, growth, ports.lookups, present);
  const placeOf = placesAmong(
    () => planNow(run),
    states,
    results,
    (host) => stateOf(host, playsOn(host)),
  );
  const takeIn: Run['takeIn'] = (play) => {
    const made = inPlayOf(play);
    return hostsOf(play).flatMap((host) => {
      const { name } = host.target;
      const inPlays = playsOn(host);
      inPlays.set(play.number, made(host));
      if (states.has(name)) return [];
      const state = stateOf(host, inPlays);
      states.set(name, state);
      return [state];
    });
  };
  const isRevealed = ({ host, task }: OnTask): boolean =>
    states.get(host)?.revealed.has(itemKey(task)) === true;
  const told = { ...ports, record: untold(ofTheRun, withholding(hidden, ports.record, isRevealed)) };
  const run: Run = {
    id,
    read: plan,
    plan,
    ports: told,
    startedAt: ports.clock.now(),
    states,
    seen,
    failed,
    ended,
    results,
    due: new Map(),
    met: new Set(),
    growth,
    takeIn,
    placeOf,
    takeOver,
  };
  for (const play of plan.plays) takeIn(play);
  return run;
}

/** Finds the hosts that tasks are delegated to: hosts of the run, and others as they are come to. */
function placesAmong(
  plan: () => Plan,
  states: Map<string, HostState>,
  results: Run['results'],
  made: (host: PlannedHost) => HostState,
): PlaceOf {
  return (name) => {
    const ended = results.get(name);
    if (ended !== undefined) return refusedPlace(`${name} is ${ended.outcome} in this run`, undefined);
    const found = states.get(name);
    if (found !== undefined) return { ok: true, value: found };
    const planned = plan().elsewhere.get(name);
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

/** The plan with what tasks have added to the inventory by now. */
function planNow({ plan, growth }: Run): Plan {
  return growth === undefined ? plan : (growth.current.plan(Number.POSITIVE_INFINITY).value ?? plan);
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

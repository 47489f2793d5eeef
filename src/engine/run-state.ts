import { type Plan, type PlannedPlay, withGathering } from '../model/playbook/plan.ts';
import type { Ports } from '../model/ports.ts';
import { describeFailure } from '../model/run/failure.ts';
import { isGood } from '../model/run/outcome.ts';
import { hostScopesOf } from '../resolve/host-scope.ts';
import type { Knowledge } from '../resolve/hostvars.ts';
import { disconnect } from './hosts/connection.ts';
import { giveFree } from './hosts/hold.ts';
import type { HostResult } from './hosts/host-result.ts';
import { type HostInPlay, type HostState, newHostState } from './hosts/host-state.ts';
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
  readonly out: Set<string>;
  /** The hosts that have reached their outcome. */
  readonly results: Map<string, HostResult>;
  /** Hosts that another run has are taken over from it. */
  readonly takeOver: boolean;
}

export function newRun(id: string, plan: Plan, ports: Ports, takeOver = false): Run {
  const states = new Map<string, HostState>();
  const plays = new Map<string, Map<number, HostInPlay>>();
  const seen = new Map<string, Knowledge>();
  const out = new Set<string>();
  const scopes = hostScopesOf(plan, ports.lookups, {
    of: (name) => seen.get(name) ?? knowledgeOf(states.get(name)),
    isOut: (name) => out.has(name),
  });
  // Grows with what is included.
  const hidden = new Set(hiddenAmong(plan.plays.flatMap(withGathering)));
  const ofTheRun = new Set(ofTheRunAmong(plan.plays.flatMap(withGathering)));
  const include = includer(plan, (tasks) => {
    for (const key of hiddenAmong(tasks)) hidden.add(key);
    for (const key of ofTheRunAmong(tasks)) ofTheRun.add(key);
  });
  for (const play of plan.plays) {
    const scopeOf = scopes(play);
    for (const host of hostsOf(play)) {
      const { target } = host;
      const inPlays = plays.get(target.name) ?? new Map<number, HostInPlay>();
      inPlays.set(play.number, { ...host, scope: scopeOf(target.name) });
      plays.set(target.name, inPlays);
      if (!states.has(target.name)) states.set(target.name, newHostState(target, inPlays, include));
    }
  }
  const told = { ...ports, record: untold(ofTheRun, withholding(hidden, ports.record)) };
  return {
    id,
    plan,
    ports: told,
    startedAt: ports.clock.now(),
    states,
    seen,
    out,
    results: new Map(),
    takeOver,
  };
}

function knowledgeOf(state: HostState | undefined): Knowledge | undefined {
  if (state === undefined) return undefined;
  const { included, registered, facts } = state;
  return { included, registered, facts, pending: NONE };
}

const NONE: ReadonlySet<string> = new Set();

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
  if (!isGood(result.outcome) && result.outcome !== 'not-started') run.out.add(host);
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

import type { Plan, PlannedHost, PlannedPlay } from '../model/plan.ts';
import type { Ports } from '../model/ports.ts';
import { disconnect } from './connection.ts';
import type { HostResult } from './host-end.ts';
import { type HostState, newHostState } from './host-state.ts';

/** One run from its first connection to its last record. */
export interface Run {
  readonly id: string;
  readonly plan: Plan;
  readonly ports: Ports;
  readonly startedAt: number;
  /** A host's state in each play it is in: variables differ between plays, the connection and the answers do not. */
  readonly states: ReadonlyMap<string, HostState>;
  /** The hosts that have reached their outcome. */
  readonly results: Map<string, HostResult>;
}

export function newRun(id: string, plan: Plan, ports: Ports): Run {
  const states = new Map<string, HostState>();
  const plays = new Map<string, Map<number, PlannedHost>>();
  for (const play of plan.plays) {
    for (const host of hostsOf(play)) {
      const { target } = host;
      const inPlays = plays.get(target.name) ?? new Map<number, PlannedHost>();
      inPlays.set(play.number, host);
      plays.set(target.name, inPlays);
      if (!states.has(target.name)) states.set(target.name, newHostState(target, inPlays));
    }
  }
  return { id, plan, ports, startedAt: ports.clock.now(), states, results: new Map() };
}

export function hostsOf(play: PlannedPlay): PlannedPlay['batches'][number] {
  return play.batches.flat();
}

/** The plays a host is in, in order. */
export function playsOf(run: Run, host: string): readonly PlannedPlay[] {
  const inPlays = run.states.get(host)?.plays;
  return run.plan.plays.filter(({ number }) => inPlays?.has(number) === true);
}

/** Gives a host its outcome, once, and closes its connection. */
export async function finishHost(run: Run, host: string, result: HostResult): Promise<void> {
  if (run.results.has(host)) throw new Error(`${host} has an outcome already`);
  run.results.set(host, result);
  await run.ports.record({
    type: 'host.finished',
    host,
    outcome: result.outcome,
    why: result.why,
    elapsedMs: run.ports.clock.now() - run.startedAt,
  });
  const state = run.states.get(host);
  if (state !== undefined) await disconnect(state);
}

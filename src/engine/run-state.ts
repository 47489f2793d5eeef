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
  for (const { target } of plan.plays.flatMap(hostsOf)) {
    if (!states.has(target.name))
      states.set(target.name, newHostState(target, hostInPlays(target.name, plan)));
  }
  return { id, plan, ports, startedAt: ports.clock.now(), states, results: new Map() };
}

function hostInPlays(name: string, plan: Plan): ReadonlyMap<number, PlannedHost> {
  return new Map(
    plan.plays.flatMap((play) => {
      const host = hostsOf(play).find(({ target }) => target.name === name);
      return host === undefined ? [] : [[play.number, host] as const];
    }),
  );
}

export function hostsOf(play: PlannedPlay): PlannedPlay['batches'][number] {
  return play.batches.flat();
}

/** The plays a host is in, in order. */
export function playsOf(run: Run, host: string): readonly PlannedPlay[] {
  return run.plan.plays.filter((play) => hostsOf(play).some(({ target }) => target.name === host));
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

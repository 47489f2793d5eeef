import type { PlannedPlay } from '../../model/playbook/plan.ts';
import type { Ports } from '../../model/ports.ts';
import type { Failure } from '../../model/run/failure.ts';
import { hostRunName } from '../../model/run/host-run.ts';
import { namedFailure } from '../../model/run/named-failure.ts';
import type { HostState } from '../hosts/host-state.ts';
import { untilAbandoned, untilStopped } from '../hosts/host-work.ts';
import { troubleOf } from '../trouble.ts';
import { type Visit, walk } from '../walk.ts';
import type { Barrier } from './barrier.ts';
import { runTask } from './task.ts';

/** How a host came through a play. */
export type HostEnd =
  /** `touched`: something was done on the host, and it has to be told that all is well. */
  | { readonly kind: 'done'; readonly touched: boolean }
  | { readonly kind: 'failed'; readonly why: string; readonly failure: Failure }
  /** A person asked to stop before it was through, or this machine cannot keep the record of it any more. */
  | { readonly kind: 'stopped'; readonly why: string };

interface HostPlay {
  readonly play: PlannedPlay;
  /** The plays still to come: their questions may travel along too. */
  readonly laterPlays: readonly PlannedPlay[];
  readonly state: HostState;
  readonly run: string;
  readonly ports: Ports;
  /** Undefined: it goes its way without looking at others. */
  readonly barrier: Barrier | undefined;
}

/** Takes one host through a play: its tasks in order, the handlers they notified, and the checks after that. */
export async function runHost(on: HostPlay): Promise<HostEnd> {
  const end = await runTasks(on);
  on.barrier?.leave(end.kind === 'failed' ? `${end.why} on ${on.state.target.name}` : undefined);
  return end;
}

async function runTasks(on: HostPlay): Promise<HostEnd> {
  const { play, laterPlays, state, run, ports } = on;
  if (state.steps.length === 0 && ports.clock.now() - state.answeredAt > ports.limits.freshForMs)
    refresh(state);
  const hostRun = hostRunName(run, play.number);
  for (const part of ['tasks', 'verify'] as const) {
    for (const visit of walk(play, part, [play, ...laterPlays], state.notified)) {
      const end = await step(visit, on);
      if (end !== undefined) return end;
    }
    const end = await together(on);
    if (end !== undefined) return end;
  }
  return { kind: 'done', touched: state.steps.some((done) => done.hostRun === hostRun) };
}

/** Undefined: go on. */
async function step({ planned, later }: Visit, on: HostPlay): Promise<HostEnd | undefined> {
  const { state, ports, run } = on;
  const { stop, abandon } = ports.signals;
  const other = await together(on);
  if (other !== undefined) return other;
  if (stop.aborted || abandon.aborted) return stopped(ports);
  const assessing = { ...untilStopped(state, ports), pending: new Set<string>(), later };
  const performing = { ...untilAbandoned(state, ports), run };
  const work = (): ReturnType<typeof runTask> => runTask(planned, assessing, performing);
  const failure = on.barrier === undefined ? await work() : await on.barrier.turn(work);
  if (failure === undefined) return undefined;
  // What cannot be recorded was not begun: that is no failure of the host.
  if (failure.kind === 'cancelled' && stop.aborted) return stopped(ports);
  return { kind: 'failed', why: namedFailure(planned.address, planned.task.name, failure), failure };
}

/** Waits for the other hosts where the play says so. Undefined: go on. */
async function together({ barrier }: HostPlay): Promise<HostEnd | undefined> {
  const fatal = await barrier?.arrive();
  if (fatal === undefined) return undefined;
  const why = `stopped with all hosts, since it failed elsewhere: ${fatal}`;
  return { kind: 'failed', why, failure: { kind: 'refused', why, hint: undefined } };
}

function stopped({ signals }: Ports): HostEnd {
  const trouble = troubleOf(signals);
  return { kind: 'stopped', why: trouble?.message ?? 'stopped before it was through' };
}

/** The preview's answers are too old to act on. We have changed nothing yet, so what comes next is the baseline. */
function refresh(state: HostState): void {
  state.answers = new Map();
  state.baseline = undefined;
}

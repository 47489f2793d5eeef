import type { PlannedPlay, PlannedTask } from '../../model/playbook/plan.ts';
import type { Ports } from '../../model/ports.ts';
import type { Failure } from '../../model/run/failure.ts';
import { hostRunName } from '../../model/run/host-run.ts';
import { namedFailure } from '../../model/run/named-failure.ts';
import type { JsonObject } from '../../model/values/json.ts';
import type { HostState } from '../hosts/host-state.ts';
import { untilAbandoned, untilStopped } from '../hosts/host-work.ts';
import { isRescuable } from '../look/judge.ts';
import { tellRescue } from '../rescue.ts';
import { troubleOf } from '../trouble.ts';
import { type Next, type Visit, walk } from '../walk.ts';
import type { Barrier } from './barrier.ts';
import { runTask } from './run-task.ts';

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
  const plays = [play, ...laterPlays];
  for (const part of ['tasks', 'verify'] as const) {
    const failures = new Map<PlannedTask, Failed>();
    let end: HostEnd | undefined;
    const walked = await walk({ play, part, plays, notified: state.notified }, async (visit) => {
      const came = await step(visit, failures, on);
      if (came.kind !== 'task') {
        end = came;
        return { kind: 'ended' };
      }
      if (came.failed !== undefined) failures.set(visit.planned, came.failed);
      return came.next;
    });
    if (end !== undefined) return end;
    const [last] = [...failures.values()].toReversed();
    if (walked === 'failed' && last !== undefined) return last.end;
    end = await together(on);
    if (end !== undefined) return end;
    if (walked === 'ended') break;
  }
  return { kind: 'done', touched: state.steps.some((done) => done.hostRun === hostRun) };
}

/** A task that failed, and what its host ends with when nothing rescues it. */
interface Failed {
  readonly end: HostEnd;
  readonly result: JsonObject;
}

type Came = { readonly kind: 'task'; readonly next: Next; readonly failed: Failed | undefined } | HostEnd;

async function step(
  { planned, later, isGuarded, rescues }: Visit,
  failures: ReadonlyMap<PlannedTask, Failed>,
  on: HostPlay,
): Promise<Came> {
  const { state, ports, run } = on;
  const { stop, abandon } = ports.signals;
  const other = on.barrier === undefined ? undefined : await together(on);
  if (other !== undefined) return other;
  if (stop.aborted || abandon.aborted) return stopped(ports);
  if (rescues !== undefined) tellRescue(rescues, failures.get(rescues)?.result, state);
  const assessing = { ...untilStopped(state, ports), pending: new Set<string>(), later };
  const performing = { ...untilAbandoned(state, ports), run };
  const work = (): ReturnType<typeof runTask> => runTask(planned, { assessing, performing, isGuarded });
  const { next, failure, result } = on.barrier === undefined ? await work() : await on.barrier.turn(work);
  if (failure === undefined) return { kind: 'task', next, failed: undefined };
  // What cannot be recorded was not begun: that is no failure of the host.
  if (failure.kind === 'cancelled' && stop.aborted) return stopped(ports);
  const end = {
    kind: 'failed',
    why: namedFailure(planned.address, planned.task.name, failure),
    failure,
  } as const;
  if (!isRescuable(failure)) return end;
  return { kind: 'task', next, failed: { end, result } };
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

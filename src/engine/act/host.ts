import type { PlannedPlay, PlannedTask } from '../../model/playbook/plan.ts';
import type { Ports } from '../../model/ports.ts';
import type { Failure } from '../../model/run/failure.ts';
import { hostRunName } from '../../model/run/host-run.ts';
import { namedFailure } from '../../model/run/named-failure.ts';
import type { JsonObject } from '../../model/values/json.ts';
import { NOTHING_PENDING } from '../../resolve/evaluator.ts';
import { type Awaitable, andThen } from '../awaitable.ts';
import {
  atTheEnd,
  type Company,
  type GoesOut,
  inCompany,
  setOut,
  type Traveller,
  wordFor,
} from '../company/company.ts';
import { isForAll, isThrottled } from '../company/places.ts';
import type { HostState } from '../hosts/host-state.ts';
import { untilAbandoned, untilStopped } from '../hosts/host-work.ts';
import { isRescuable } from '../look/judge.ts';
import { asMet, handlerName, isDoneOnce, titleOf } from '../look/prepare.ts';
import { renew } from '../look/questions.ts';
import { tellRescue } from '../rescue.ts';
import { troubleOf } from '../trouble.ts';
import { type Next, type Outlook, type Visit, walk } from '../walk.ts';
import { type InTurn, runTask } from './run-task.ts';
import type { TaskEnd } from './task.ts';

/** How a host came through a play. */
export type HostEnd =
  /** `touched`: something was done on the host, and it has to be told that all is well. */
  | { readonly kind: 'done'; readonly touched: boolean }
  | Failing
  /** A person asked to stop before it was through, or this machine cannot keep the record of it any more. */
  | { readonly kind: 'stopped'; readonly why: string };

/** `isFatal`: it is to take the other hosts with it. */
interface Failing {
  readonly kind: 'failed';
  readonly why: string;
  readonly failure: Failure;
  readonly isFatal: boolean;
}

export interface HostPlay {
  readonly play: PlannedPlay;
  /** The plays still to come: their questions may travel along too. */
  readonly laterPlays: readonly PlannedPlay[];
  readonly state: HostState;
  readonly run: string;
  readonly ports: Ports;
  readonly company: Company<Turn>;
  /** Told before the others go on without it that it has failed, or that a task has ended its way. */
  readonly goesOut: GoesOut;
}

/** Takes one host through a play: its tasks in order, the handlers they notified, and the checks after that. */
export async function runHost(on: HostPlay): Promise<HostEnd> {
  const { company, state } = on;
  const { name } = state.target;
  let end: HostEnd | undefined;
  try {
    end = await runTasks(on, setOut(company, state, new Set()));
    return end;
  } finally {
    if (end?.kind === 'failed') on.goesOut('failed');
    // Whatever happens here: others may wait for this host.
    const { why = '', isFatal = false } = end?.kind === 'failed' ? end : {};
    company.meeting?.leave(name, why === '' ? undefined : { why: `${why} on ${name}`, isFatal });
  }
}

async function runTasks(on: HostPlay, traveller: Traveller<Turn>): Promise<HostEnd> {
  const { play, laterPlays, state, run, ports, company } = on;
  if (state.steps.length === 0 && ports.clock.now() - state.answeredAt > ports.limits.freshForMs)
    renew(state);
  const hostRun = hostRunName(run, play.number);
  const plays = [play, ...laterPlays];
  for (const part of ['tasks', 'verify'] as const) {
    const failures = new Map<PlannedTask, Failed>();
    let end: HostEnd | undefined;
    const nameOf = (handler: PlannedTask): string =>
      handlerName(handler, { state, pending: NOTHING_PENDING });
    const walked = await walk({ play, part, plays, notified: state.notified, nameOf }, (outlook) => {
      const inTurn = turnOf(on, outlook);
      return async (visit) => {
        const came = await step(visit, failures, on, traveller, inTurn);
        if (came.kind !== 'task') {
          end = came;
          return { kind: 'ended' };
        }
        if (came.next.kind === 'ended') company.ended ??= came.next.all;
        if (came.failed !== undefined) failures.set(visit.planned, came.failed);
        return came.next;
      };
    });
    if (end !== undefined) return end;
    const [last] = [...failures.values()].toReversed();
    if (walked === 'failed' && last !== undefined) return last.end;
    const fatal = await atTheEnd(part, traveller);
    if (fatal !== undefined) return stoppedWith(fatal);
    if (walked === 'ended') {
      on.goesOut('ended');
      break;
    }
  }
  return { kind: 'done', touched: state.steps.some((done) => done.hostRun === hostRun) };
}

/** A task that failed, and what its host ends with when nothing rescues it. */
interface Failed {
  readonly end: Failing;
  readonly result: JsonObject;
}

/** What came of a host's turn at a task; the end of its way where it goes no further. */
export type Turn =
  | { readonly kind: 'task'; readonly next: Next; readonly failed: Failed | undefined }
  | HostEnd;

function turnOf({ state, ports, run }: HostPlay, { later, ...handling }: Outlook): InTurn {
  return {
    assessing: { ...untilStopped(state, ports), pending: NOTHING_PENDING, later },
    performing: { ...untilAbandoned(state, ports), run },
    ...handling,
  };
}

function step(
  visit: Visit,
  failures: ReadonlyMap<PlannedTask, Failed>,
  on: HostPlay,
  traveller: Traveller<Turn>,
  inTurn: InTurn,
): Awaitable<Turn> {
  const { company, state } = on;
  if (company.ended !== undefined) return { kind: 'task', next: { kind: 'ended' }, failed: undefined };
  const { planned, rescues } = visit;
  if (rescues !== undefined) tellRescue(rescues, failures.get(rescues)?.result, state);
  const work = (): Awaitable<Turn> => throttled(visit, on, () => doTask(planned, inTurn));
  const isOnce = (one: PlannedTask): boolean => isDoneOnce(one, { state, pending: NOTHING_PENDING });
  return inCompany(visit, traveller, { work, adopt, stop: stoppedWith, isOnce });
}

function doTask(planned: PlannedTask, inTurn: InTurn): Awaitable<Turn> {
  const { ports } = inTurn.assessing;
  const { stop, abandon } = ports.signals;
  if (stop.aborted || abandon.aborted) return stopped(ports);
  return andThen(runTask(planned, inTurn), (end) => turnWith(end, planned, inTurn));
}

function turnWith({ next, failure, result }: TaskEnd, planned: PlannedTask, { assessing }: InTurn): Turn {
  if (failure === undefined) return { kind: 'task', next, failed: undefined };
  const { ports } = assessing;
  // What cannot be recorded was not begun: that is no failure of the host.
  if (failure.kind === 'cancelled' && ports.signals.stop.aborted) return stopped(ports);
  const { runOnce, anyErrorsFatal } = asMet(planned, assessing).task.across;
  const end: Failing = {
    kind: 'failed',
    why: namedFailure(planned.address, titleOf(planned, assessing), failure),
    failure,
    isFatal: runOnce || anyErrorsFatal || isForAll(planned.task),
  };
  if (!isRescuable(failure)) return end;
  return { kind: 'task', next, failed: { end, result } };
}

/** What another host did for this one too. Its failure is everybody's. */
function adopt(came: Turn, by: string): Turn {
  switch (came.kind) {
    case 'task':
      return came.failed === undefined
        ? came
        : { ...came, failed: { ...came.failed, end: failedFor(came.failed.end, by) } };
    case 'failed':
      return failedFor(came, by);
    case 'done':
    case 'stopped':
      return came;
  }
}

function failedFor({ why, isFatal }: Failing, by: string): Failing {
  return { ...stoppedWith(`${why} on ${by}, which does it for all`), isFatal };
}

/** A host that stops because of another. */
function stoppedWith(fatal: string): Failing {
  const why = `stopped with all hosts, since it failed elsewhere: ${fatal}`;
  return { kind: 'failed', why, failure: { kind: 'refused', why, hint: undefined }, isFatal: false };
}

function stopped({ signals }: Ports): HostEnd {
  const trouble = troubleOf(signals);
  return { kind: 'stopped', why: trouble?.message ?? 'stopped before it was through' };
}

/** Does a task in its turn, where only so many hosts may do it at the same time. */
function throttled<Came>(
  { planned }: Visit,
  { company, state }: { readonly company: Company<unknown>; readonly state: HostState },
  work: () => Awaitable<Came>,
): Awaitable<Came> {
  // What is done once is done by one host alone.
  if (!isThrottled(planned.task) || planned.task.across.runOnce) return work();
  const { throttle = 0 } = asMet(planned, { state, pending: NOTHING_PENDING }).task.across;
  return throttle > 0 ? company.slots(wordFor(planned), throttle)(async () => work()) : work();
}

import pLimit, { type LimitFunction } from 'p-limit';
import { type Plan, type PlannedPlay, type PlannedTask, taskKey } from '../../model/playbook/plan.ts';
import { formatPosition } from '../../model/values/position.ts';
import type { Awaitable } from '../awaitable.ts';
import type { HostState } from '../hosts/host-state.ts';
import { endOf, type Part, type Visit } from '../walk.ts';
import { type Gains, gain, gainsSince, standOf } from './gains.ts';
import { type Meeting, type Met, meetingOf, type Waypoint } from './meeting.ts';
import { isErrand, mayBeOnce, mayMeet, sharesResult, whyTheyMeet } from './places.ts';
import { type LooksAtOthers, readersIn } from './readers.ts';

/** The hosts of a batch on their way through a play, as far as they have to do with each other. */
export interface Company<Came> {
  readonly play: PlannedPlay;
  /** Undefined: nobody waits for anybody. */
  readonly meeting: Meeting<Shared<Came>> | undefined;
  readonly looksAtOthers: LooksAtOthers;
  /** So many are under way at the same time: all that wait for each other, whose tasks take turns. */
  readonly atOnce: number;
  /** Where hosts wait that do the same task, of which only so many may do it at the same time. */
  readonly slots: (task: string, most: number) => LimitFunction;
  /** All who have set out, those too who are through or have failed. */
  readonly party: Traveller<Came>[];
  /** They wait for each other before every task: somebody is asked about it for all of them. */
  readonly stepByStep: boolean;
  /** A task has ended the way of all of them, or that of all hosts of the play. */
  ended: 'batch' | 'play' | undefined;
}

/** What came of that which one host did for all. */
interface Shared<Came> {
  readonly by: string;
  /** Undefined: it did not get to the end of it. */
  readonly came: Came | undefined;
  /** It is not done for all: each does it for itself. */
  readonly isOwn?: true;
}

interface Manners {
  readonly forks: number;
  /** So many failed hosts end the way of all others; absent: no number does. */
  readonly isTooMany?: (failed: number) => boolean;
  readonly stepByStep?: boolean;
}

export function companyOf<Came>(
  play: PlannedPlay,
  hosts: readonly string[],
  plan: Plan,
  { forks, isTooMany = () => false, stepByStep = false }: Manners,
): Company<Came> {
  const isMeeting = stepByStep || mayMeet(play, plan);
  const meeting = isMeeting ? meetingOf<Shared<Came>>(hosts, forks, isTooMany) : undefined;
  return {
    ...{ play, meeting, looksAtOthers: readersIn(plan), stepByStep },
    ...{ atOnce: isMeeting ? hosts.length : forks, slots: newSlots(), party: [], ended: undefined },
  };
}

/** The latest that says how many there are counts, as in Ansible. */
export function newSlots(): Company<unknown>['slots'] {
  const known = new Map<string, LimitFunction>();
  return (task, most) => {
    const slots = known.get(task) ?? pLimit(most);
    slots.concurrency = most;
    known.set(task, slots);
    return slots;
  };
}

/** A host on its way with the others. */
export interface Traveller<Came> {
  readonly company: Company<Came>;
  readonly state: HostState;
  /** Names that are not known yet. */
  readonly pending: Set<string>;
  /** The task before this one was such that hosts wait for each other after it. */
  hasMet: boolean;
}

/** A host sets out. */
export function setOut<Came>(
  company: Company<Came>,
  state: HostState,
  pending: Set<string>,
): Traveller<Came> {
  const traveller = { company, state, pending, hasMet: false };
  company.party.push(traveller);
  return traveller;
}

/** Told before the others go on without a host: it has failed, or a task has ended the batch for it. */
export type GoesOut = (why: 'failed' | 'ended') => unknown;

/** What a host does where it comes. */
export interface Doings<Came> {
  readonly work: () => Awaitable<Came>;
  /** `by` has done it for this host too. */
  readonly adopt: (came: Came, by: string) => Came;
  readonly stop: (why: string) => Came;
  /** Whether a task whose `run_once` is a template is done for all: asked of the host that would do it. */
  readonly isOnce: (planned: PlannedTask) => boolean;
}

/** Waits where the hosts of the batch wait for each other, and has the first of them do what is done for all. */
export function inCompany<Came>(
  visit: Visit,
  traveller: Traveller<Came>,
  doings: Doings<Came>,
): Awaitable<Came> {
  const { meeting } = traveller.company;
  return meeting === undefined ? doings.work() : amongOthers(meeting, visit, traveller, doings);
}

async function amongOthers<Came>(
  meeting: Meeting<Shared<Came>>,
  { planned, order }: Visit,
  traveller: Traveller<Came>,
  { work, adopt, stop, isOnce }: Doings<Came>,
): Promise<Came> {
  const { company, state } = traveller;
  const { play } = company;
  const isCheck = planned.address.section === 'preflight' || planned.address.section === 'verify';
  const why = isCheck ? undefined : whyTheyMeet(planned.task, play, company.looksAtOthers);
  const isNeeded = why !== undefined || traveller.hasMet || (company.stepByStep && !isCheck);
  traveller.hasMet = why !== undefined;
  if (!isNeeded) return meeting.turn(work);
  const met = await come(traveller, meeting, { order, name: wordFor(planned) });
  if (met.stop !== undefined) return stop(met.stop);
  if (why === undefined || !isErrand(planned.task, play)) return meeting.turn(work);
  if (met.hosts[0] === state.target.name) {
    if (!mayBeOnce(planned.task) || isOnce(planned))
      return meeting.turn(() => runErrand(planned, traveller, met, work));
    met.errand.tell({ by: state.target.name, came: undefined, isOwn: true });
    return meeting.turn(work);
  }
  const { by, came, isOwn } = await met.errand.done;
  if (isOwn) return meeting.turn(work);
  if (came === undefined) return stop(`${by} did not get to the end of what it does for all`);
  return adopt(came, by);
}

/** One word for a task, also where hosts include different ones. */
export function wordFor({ address, task }: PlannedTask): string {
  return `${taskKey(address)} ${formatPosition(task.at)}`;
}

/** Waits at the end of a part of a play, where the others may have something to say. Returns why all must stop. */
export async function atTheEnd<Came>(part: Part, traveller: Traveller<Came>): Promise<string | undefined> {
  const { meeting, play } = traveller.company;
  if (meeting === undefined || !(traveller.hasMet || play.maxFailPercentage !== undefined)) return undefined;
  const { stop } = await come(traveller, meeting, { order: endOf(part), name: part });
  return stop;
}

function come<Came>(
  { state }: Traveller<Came>,
  meeting: Meeting<Shared<Came>>,
  at: Waypoint,
): Promise<Met<Shared<Came>>> {
  return meeting.come(state.target.name, at);
}

async function runErrand<Came>(
  { task }: PlannedTask,
  { company, state, pending }: Traveller<Came>,
  { errand }: Met<Shared<Came>>,
  work: () => Awaitable<Came>,
): Promise<Came> {
  const before = standOf(state, pending);
  let came: Came | undefined;
  try {
    came = await work();
    return came;
  } finally {
    // Whatever happens here: others wait for it.
    if (came !== undefined && sharesResult(task))
      share(gainsSince(before, state, pending, task), state, company);
    errand.tell({ by: state.target.name, came });
  }
}

/** Has it count for all of the batch: as in Ansible also for those who are not there any more. */
function share<Came>(gains: Gains, by: HostState, { party }: Company<Came>): void {
  for (const { state, pending } of party) if (state !== by) gain(gains, state, pending);
}

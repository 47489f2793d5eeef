import type { PlannedPlay, PlannedTask } from '../../model/playbook/plan.ts';
import type { Failure } from '../../model/run/failure.ts';
import type { Awaitable } from '../awaitable.ts';
import { type Company, type GoesOut, inCompany, newSlots, setOut } from '../company/company.ts';
import { type HostState, oneByOne, type PlaceOf } from '../hosts/host-state.ts';
import type { HostWork } from '../hosts/host-work.ts';
import { handlerName, isDoneOnce } from '../look/prepare.ts';
import { tellRescue } from '../rescue.ts';
import { walk } from '../walk.ts';
import type { Foreseeing, Prospect } from './findings.ts';
import { foreseeTask } from './foresee-task.ts';
import { refusedIdentity } from './identities.ts';
import { foreseeRescue } from './open-ends.ts';
import { brokenProbes } from './probes.ts';

/** What a preview found on one host. */
export interface Foresight {
  /** Changes that an apply would make, the uncertain ones included. */
  readonly changes: number;
  /** Whether an apply could change anything, as far as a preview can tell: a task that says it changes nothing does not. */
  readonly mayChange: boolean;
  /** Tasks that would fail or be refused; the first one ends the preview of its host. */
  readonly failure: Failure | undefined;
  /** Probes of `verify:` that do not hold now; 0 when they were not asked for. */
  readonly broken: number;
}

/** A host on its way through all of its plays, before anything has happened. */
export interface Previewing {
  readonly real: HostWork;
  plays: readonly PlannedPlay[];
  readonly on: Foreseeing;
  failure: Failure | undefined;
  broken: number;
}

/** It is given a state of its own: what it registers is gone afterwards, what it asked the host is kept. */
export function previewOf(
  real: HostWork,
  plays: readonly PlannedPlay[],
  placeOf: PlaceOf = real.state.placeOf,
  touchesOf: Foreseeing['touchesOf'] = () => [],
): Previewing {
  const on: Foreseeing = {
    ...real,
    state: copyOf(real.state, placeOf),
    pending: new Set(),
    touches: [],
    touchesOf,
    notified: new Set(),
    notifiedSurely: new Map(),
    byHandlers: new Set(),
    mayFail: new Set(),
    supposing: { tasks: new Map(), names: new Set() },
    changes: 0,
    mayChange: false,
    mayLift: false,
    later: () => [],
    isGuarded: () => false,
    isAnswered: () => true,
  };
  return { real, plays, on, failure: undefined, broken: 0 };
}

/**
 * Walks through a host's tasks as an apply would and says what would change, on a host where nothing has happened yet.
 * After a change everything later is uncertain, and says so: what would change anyway, what needs nothing and may after it, and
 * the handlers and the `rescue` that may have their turn.
 */
export async function preview(
  real: HostWork,
  plays: readonly PlannedPlay[],
  withVerify: boolean,
): Promise<Foresight> {
  const previewing = previewOf(real, plays);
  for (const play of plays) await previewPlay(play, previewing, alone(play), withVerify, () => undefined);
  return foresightOf(previewing);
}

/** A play in which no host looks at another. */
function alone(play: PlannedPlay): Company<Prospect> {
  return {
    ...{ play, meeting: undefined, looksAtOthers: () => undefined, stepByStep: false },
    ...{ atOnce: 1, slots: newSlots(), party: [], ended: undefined },
  };
}

export async function previewPlay(
  play: PlannedPlay,
  previewing: Previewing,
  company: Company<Prospect>,
  withVerify: boolean,
  goesOut: GoesOut,
): Promise<void> {
  const { plays, on } = previewing;
  try {
    if (previewing.failure !== undefined) return;
    const { failure, hasEnded } = await foreseePlay(play, plays, on, company);
    previewing.failure = failure;
    if (failure !== undefined) goesOut('failed');
    else if (hasEnded) goesOut('ended');
    if (previewing.failure === undefined && withVerify) previewing.broken += await brokenProbes(play, on);
  } finally {
    company.meeting?.leave(on.state.target.name);
  }
}

export async function foresightOf({ real, plays, on, failure, broken }: Previewing): Promise<Foresight> {
  const wrong = failure ?? (await refusedIdentity(on, plays));
  real.state.connection = on.state.connection;
  real.state.answeredAt = on.state.answeredAt;
  const { changes, mayChange } = on;
  return { changes, mayChange: mayChange || wrong !== undefined, failure: wrong, broken };
}

/** What is registered there is gone afterwards; what the host is asked is kept. Nothing is begun there, so the rest is the same. */
function copyOf(real: HostState, placeOf: PlaceOf): HostState {
  return {
    ...real,
    registered: new Map(real.registered),
    included: new Map(real.included),
    shown: new Map(real.shown),
    placeOf,
    isShared: true,
    alone: oneByOne(),
  };
}

async function foreseePlay(
  play: PlannedPlay,
  plays: readonly PlannedPlay[],
  on: Foreseeing,
  company: Company<Prospect>,
): Promise<{ readonly failure: Failure | undefined; readonly hasEnded: boolean }> {
  const failures = new Map<PlannedTask, Prospect>();
  let lost: Failure | undefined;
  const { notified, state, pending } = on;
  const traveller = setOut(company, state, pending);
  const passOver = (planned: PlannedTask): Promise<void> => foreseeRescue(planned, on);
  const nameOf = (handler: PlannedTask): string => handlerName(handler, on);
  const walked = await walk({ play, part: 'tasks', plays, notified, nameOf, passOver }, (outlook) => {
    Object.assign(on, outlook);
    return async (visit) => {
      const { planned, rescues } = visit;
      if (company.ended !== undefined) return { kind: 'ended' };
      if (rescues !== undefined) tellRescue(rescues, failures.get(rescues)?.result, state);
      const work = (): Awaitable<Prospect> => foreseeTask(planned, on);
      const isOnce = (one: PlannedTask): boolean => isDoneOnce(one, on);
      const came = await inCompany(visit, traveller, { work, adopt: (same) => same, stop, isOnce });
      if (came.failure !== undefined) failures.set(planned, came);
      if (came.next.kind === 'ended') {
        lost = came.failure;
        company.ended ??= came.next.all;
      }
      return came.next;
    };
  });
  const failure = walked === 'failed' ? [...failures.values()].at(-1)?.failure : lost;
  return { failure, hasEnded: walked === 'ended' };
}

/** It stops because of another host. */
function stop(why: string): Prospect {
  return { next: { kind: 'ended' }, failure: { kind: 'refused', why, hint: undefined }, result: undefined };
}

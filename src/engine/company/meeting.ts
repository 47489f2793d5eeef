import pLimit from 'p-limit';
import type { Awaitable } from '../awaitable.ts';
import type { Order } from '../walk.ts';

/** A place on the way through a play. Hosts that include different tasks may be in different places of one order. */
export interface Waypoint {
  readonly order: Order;
  readonly name: string;
}

/** The hosts that have met somewhere, and now go on. */
export interface Met<Shared> {
  /** In the order of the batch. */
  readonly hosts: readonly string[];
  /** Why all must stop; undefined: they go on. */
  readonly stop: string | undefined;
  /** What the first of them does for all. */
  readonly errand: Errand<Shared>;
}

/** Something that one does while others wait for what comes of it. */
export interface Errand<Shared> {
  readonly done: Promise<Shared>;
  tell(came: Shared): void;
}

/** Where the hosts of a batch wait for each other. Whoever waits has come, or is out: there is no place where two wait in vain. */
export interface Meeting<Shared> {
  /**
   * Resolves when every host that is under way waits somewhere. Those of the place that comes first go on together; the
   * others have passed it by, and wait until it is their turn.
   */
  come(host: string, at: Waypoint): Promise<Met<Shared>>;
  /** A host needs no more waiting for; `failed` says what failed on it, `isFatal` that this ends the way of all others. */
  leave(host: string, failed?: { readonly why: string; readonly isFatal: boolean }): void;
  /** Takes a turn among the hosts that may work at the same time: those that wait take none. */
  turn<T>(work: () => Awaitable<T>): Promise<T>;
}

/** `isTooMany`: so many failed hosts end the way of all others. */
export function meetingOf<Shared>(
  hosts: readonly string[],
  forks: number,
  isTooMany: (failed: number) => boolean,
): Meeting<Shared> {
  const underWay = new Set(hosts);
  const waiting = new Map<string, Waiting<Shared>>();
  const turns = pLimit(forks);
  let failures = 0;
  let stop: string | undefined;
  const open = (): void => {
    const [first] = [...waiting.values()].sort(byPlace);
    if (first === undefined || waiting.size < underWay.size) return;
    const there = hosts.filter((host) => isSame(waiting.get(host), first));
    const met = { hosts: there, stop, errand: newErrand<Shared>() };
    const all = there.flatMap((host) => waiting.get(host) ?? []);
    for (const host of there) waiting.delete(host);
    for (const { go } of all) go(met);
  };
  return {
    come: (host, at) =>
      new Promise((go) => {
        waiting.set(host, { at, go });
        open();
      }),
    leave(host, failed) {
      underWay.delete(host);
      if (failed !== undefined) {
        failures += 1;
        if (failed.isFatal || isTooMany(failures)) stop ??= failed.why;
      }
      open();
    },
    turn: (work) => turns(work),
  };
}

interface Waiting<Shared> {
  readonly at: Waypoint;
  readonly go: (met: Met<Shared>) => void;
}

function isSame(one: { at: Waypoint } | undefined, other: { at: Waypoint }): boolean {
  return one !== undefined && byPlace(one, other) === 0;
}

function byPlace({ at: one }: { at: Waypoint }, { at: other }: { at: Waypoint }): number {
  const length = Math.max(one.order.length, other.order.length);
  for (let index = 0; index < length; index += 1) {
    const [here, there] = [one.order[index] ?? -1, other.order[index] ?? -1];
    if (here !== there) return here - there;
  }
  return one.name < other.name ? -1 : Number(one.name > other.name);
}

function newErrand<Shared>(): Errand<Shared> {
  let tell: (came: Shared) => void = () => undefined;
  const done = new Promise<Shared>((resolve) => {
    tell = resolve;
  });
  return { done, tell };
}

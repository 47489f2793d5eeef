import pLimit from 'p-limit';
import type { PlannedPlay } from '../../model/playbook/plan.ts';
import { isPastFailureLimit } from './failure-limit.ts';

/**
 * Where the hosts of a batch wait for each other before each task, as in Ansible, because a failure of one is to end all:
 * a play that says `any_errors_fatal` or `max_fail_percentage`.
 */
export interface Barrier {
  /** Resolves when every host that is still under way has come: with why all must stop, or undefined to go on. */
  arrive(): Promise<string | undefined>;
  /** A host needs no more waiting for; `failed` says what failed on it. */
  leave(failed: string | undefined): void;
  /** Takes a turn among the hosts that may work at the same time: those that wait here take none. */
  turn<T>(work: () => Promise<T>): Promise<T>;
}

/** Undefined where hosts need not wait: most plays. */
export function barrierFor(play: PlannedPlay, hosts: number, forks: number): Barrier | undefined {
  if (play.maxFailPercentage === undefined || hosts < 2) return undefined;
  let underWay = hosts;
  let failures = 0;
  let why: string | undefined;
  let waiting: ((why: string | undefined) => void)[] = [];
  const turns = pLimit(forks);
  const open = (): void => {
    if (waiting.length < underWay) return;
    const all = waiting;
    waiting = [];
    for (const go of all) go(why);
  };
  return {
    arrive: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        open();
      }),
    leave(failed) {
      underWay -= 1;
      if (failed !== undefined) {
        failures += 1;
        if (isPastFailureLimit(play, failures, hosts)) why ??= failed;
      }
      open();
    },
    turn: (work) => turns(work),
  };
}

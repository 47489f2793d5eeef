import type { OnTask } from './event.ts';

/** The name of a play's folder on the host. The first play's is the run itself: nearly every playbook has one play. */
export function hostRunName(run: string, play: number): string {
  return play === 1 ? run : `${run}.${play}`;
}

/** More plays than anybody has: above it are the numbers of what is done on a host for others. */
const VISITS = 10_000;

/** The number under which a host keeps what a play does there for other hosts: apart from what it does for the host itself. */
export function visitsOf(play: number): number {
  return VISITS + play;
}

/** The number under which the host keeps a step of a task: its play's, or that of what is done there for others. */
export function folderOf({ task, delegate }: Pick<OnTask, 'task' | 'delegate'>): number {
  return delegate === undefined ? task.play : visitsOf(task.play);
}

/** The folder of what the same play does on other hosts for one that keeps its own in `hostRun`. */
export function visitsBeside(hostRun: string): string {
  return hostRunName(hostRun.replace(/\.\d+$/, ''), visitsOf(playOf(hostRun)));
}

/** What comes later has the higher number: a play after those before it, in it what was done there for others. */
export function rankOf(hostRun: string): number {
  const number = playOf(hostRun);
  return number > VISITS ? (number - VISITS) * 2 + 1 : number * 2;
}

/** The number of the play that a folder on the host belongs to; see `visitsOf`. */
export function playOf(hostRun: string): number {
  return Number(/\.(\d+)$/.exec(hostRun)?.[1] ?? 1);
}

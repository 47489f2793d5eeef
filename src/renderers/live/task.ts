import type { PlayOutline } from '../../model/run/event.ts';
import type { Failure } from '../../model/run/failure.ts';
import { newTaskTree, type TaskTree, titlesIn } from '../../report/fold/task-tree.ts';

/** How far the hosts of a run have come with one task, growing with its events. */
export interface TaskProgress {
  /** How many hosts it came to what. A host counts once, with what says most of the items of a loop. */
  readonly counts: Record<TaskCount, number>;
  /** What it came to on each host so far. */
  readonly came: Map<string, TaskCount>;
  /** Hosts that are at it, and since when in milliseconds; the longest first. */
  readonly running: Map<string, number>;
  /** Where hosts are that have to do it several times. */
  readonly turns: Map<string, Repetition>;
}

/** One of several times that a host does a task. Numbers from 1. */
export interface Repetition {
  readonly kind: 'item' | 'attempt';
  number: number;
  /** How many there are, or may be. */
  of: number;
  /** What items came to so far: the host counts when it is through with the loop. */
  readonly came: TaskCount[];
}

/** The strongest first. `undone`: it was changed and put back again. */
const COUNTS = ['unreachable', 'failed', 'undone', 'rescued', 'ignored', 'changed', 'ok', 'skipped'] as const;

export type TaskCount = (typeof COUNTS)[number];

/** The tasks of many hosts. */
export type ProgressTree = TaskTree<TaskProgress>;

/** Tasks at which no host is yet. */
export function newTasks(tasks: PlayOutline['tasks']): ProgressTree {
  const titles = titlesIn([{ name: '', hosts: [], tasks }]);
  const tree = newTaskTree({ nothing: newProgress, loops: 'whole', titles });
  for (const on of tasks) tree.at(on);
  return tree;
}

function newProgress(): TaskProgress {
  const counts = Object.fromEntries(COUNTS.map((count) => [count, 0])) as Record<TaskCount, number>;
  return { counts, came: new Map(), running: new Map(), turns: new Map() };
}

/** Counts what a task, or an item of it, came to on a host. */
export function settle({ counts, came }: TaskProgress, host: string, count: TaskCount): void {
  const before = came.get(host);
  if (before !== undefined && COUNTS.indexOf(before) <= COUNTS.indexOf(count)) return;
  if (before !== undefined) counts[before] -= 1;
  counts[count] += 1;
  came.set(host, count);
}

/** A host that is gone is told apart from one that did something wrong. */
export function wayDown({ kind }: Failure): 'failed' | 'unreachable' {
  return kind === 'lost' || kind === 'unreachable' || kind === 'unauthenticated' ? 'unreachable' : 'failed';
}

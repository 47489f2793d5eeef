import { SECTIONS, type TaskAddress, taskKey } from '../../model/playbook/plan.ts';
import type { OnTask, PlayOutline } from '../../model/run/event.ts';
import { commonTitle } from './common-title.ts';

/** A task of a run in its place, with what is known of it. */
export interface TaskNode<What> {
  /** With the item for an item of a loop. */
  readonly task: TaskAddress;
  title: string;
  what: What;
  /** The items of its loop, in the order in which they came; none where the tree keeps loops whole. */
  readonly items: TaskNode<What>[];
  /** The tasks that it includes, by their numbers. */
  readonly included: TaskNode<What>[];
}

/** The tasks of a run as far as they have come up: items below their loop, included tasks below their include. */
export interface TaskTree<What> {
  /** The task that an event is about. It gets its place when it is new. */
  at(on: Pick<OnTask, 'task' | 'title'>): TaskNode<What>;
  /** Forgets what stands below a task. */
  clear(node: TaskNode<What>): void;
  /** In the order of the playbook. */
  roots(): readonly TaskNode<What>[];
}

export interface TreeOptions<What> {
  /** What is known of a task when it gets its place. */
  readonly nothing: () => What;
  /**
   * `apart`: each item has a place of its own, as on one host. `whole`: what is about an item is about its loop, as where many
   * hosts are put together; what items include is put together too.
   */
  readonly loops: 'apart' | 'whole';
  /** The titles of tasks that were listed, by `taskKey`: an event may name the host or the item in its title. */
  readonly titles?: ReadonlyMap<string, string>;
}

/** The one place where events are put together to tasks. */
export function newTaskTree<What>(options: TreeOptions<What>): TaskTree<What> {
  const { nothing, loops, titles = new Map() } = options;
  const byPlace = new Map<string, TaskNode<What>>();
  const roots: TaskNode<What>[] = [];
  /** Titles that only the events of items or of several hosts tell. */
  const guessed = new Set<TaskNode<What>>();

  function at({ task, title }: Pick<OnTask, 'task' | 'title'>): TaskNode<What> {
    const place = placeOf(task);
    const known = byPlace.get(place);
    const node = known ?? (task.item === undefined ? placed(task, title) : itemOf(task, title));
    byPlace.set(place, node);
    name(node, task, title);
    return node;
  }

  function name(node: TaskNode<What>, { item }: TaskAddress, title: string): void {
    if (loops === 'apart' && (item === undefined || node.task.item === item)) {
      node.title = title;
      guessed.delete(node);
    } else if (guessed.has(node)) node.title = commonTitle(node.title, title);
  }

  function itemOf(task: TaskAddress, title: string): TaskNode<What> {
    const { item: _, ...of } = task;
    const loop = byPlace.get(placeOf(of)) ?? placed(of, title);
    byPlace.set(placeOf(of), loop);
    if (loops === 'whole') return loop;
    if (guessed.has(loop)) loop.title = commonTitle(loop.title, title);
    const node = { task, title, what: nothing(), items: [], included: [] };
    loop.items.push(node);
    return node;
  }

  function placed(task: TaskAddress, title: string): TaskNode<What> {
    const place = placeOf(task);
    const by = task.path === undefined ? undefined : byPlace.get(place.slice(0, place.lastIndexOf('.')));
    const siblings = by?.included ?? roots;
    const known = by?.included.find((one) => lastNumber(one.task) === lastNumber(task));
    if (known !== undefined) return known;
    const listed = titles.get(taskKey(task));
    const node = { task, title: listed ?? title, what: nothing(), items: [], included: [] };
    if (listed === undefined) guessed.add(node);
    const next = siblings.findIndex((one) => comesBefore(task, one.task));
    siblings.splice(next < 0 ? siblings.length : next, 0, node);
    return node;
  }

  function clear(node: TaskNode<What>): void {
    for (const below of [...node.items, ...node.included]) {
      clear(below);
      byPlace.delete(placeOf(below.task));
    }
    node.items.length = 0;
    node.included.length = 0;
  }

  return { at, clear, roots: () => roots };
}

/** The titles of the tasks that were listed at the start, by their keys; what a host or an item puts in is left open. */
export function titlesIn(plays: readonly PlayOutline[]): ReadonlyMap<string, string> {
  return new Map(
    plays.flatMap(({ tasks }) =>
      tasks.map(({ task, title }) => [taskKey(task), title.replace(/\{\{.*?\}\}/gs, '…')] as const),
    ),
  );
}

/** The beginning of the addresses of what a task, or an item, includes. */
function placeOf(task: TaskAddress): string {
  return task.item === undefined ? taskKey(task) : `${taskKey(task)}.[${task.item}]`;
}

function lastNumber({ task, path }: TaskAddress): number {
  return path === undefined ? task : Number(path.slice(path.lastIndexOf('.') + 1));
}

/** Of two tasks beside each other. */
function comesBefore(a: TaskAddress, b: TaskAddress): boolean {
  if (a.play !== b.play) return a.play < b.play;
  const sections = SECTIONS.indexOf(a.section) - SECTIONS.indexOf(b.section);
  return sections === 0 ? lastNumber(a) < lastNumber(b) : sections < 0;
}

/** A task of a tree and how deep it stands below the tasks of the playbook. */
export interface Placed<What> {
  readonly node: TaskNode<What>;
  /** 0 for a task of the playbook itself. */
  readonly depth: number;
}

/** Every task, but no item, each before what it includes. */
export function inTreeOrder<What>(nodes: readonly TaskNode<What>[], depth = 0): readonly Placed<What>[] {
  return nodes.flatMap((node) => {
    const below = [...node.items.flatMap((item) => item.included), ...node.included];
    return [{ node, depth }, ...inTreeOrder(below, depth + 1)];
  });
}

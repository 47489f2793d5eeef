import type { TaskAddress } from '../model/playbook/plan.ts';
import type { OnTask } from '../model/run/event.ts';
import { inTreeOrder, newTaskTree, type TaskTree } from './fold/task-tree.ts';

/** What is the same for several hosts, told once. */
export interface AlikeHosts<What> {
  /** The same for all items of a loop, and for what they include. */
  readonly task: TaskAddress;
  /** The title of its task, whatever the host and the item. */
  readonly of: string;
  readonly title: string;
  /** The items of a loop for which it is the same. */
  readonly items: readonly string[];
  /** In the order of the run, whichever answered first. */
  readonly hosts: readonly string[];
  readonly what: What;
}

/** Groups that grow. */
export interface Groups<What> {
  /** Notes that a host came to a task: what a task includes has its place below it. */
  meet(on: Pick<OnTask, 'task' | 'title'>): void;
  add(on: OnTask, what: What): void;
  /** In the order of the playbook; within a task the most frequent first, then as their hosts. */
  inOrder(): readonly AlikeHosts<What>[];
}

/** `titles`: those of the tasks that were listed, by `taskKey`. `ofTheRun`: its hosts in their order; others come after them. */
export function newGroups<What>(
  titles: ReadonlyMap<string, string>,
  ofTheRun: readonly string[],
): Groups<What> {
  const places = new Map(ofTheRun.map((host, place) => [host, place]));
  const placeOf = (host: string | undefined): number => places.get(host ?? '') ?? places.size;
  const tree: TaskTree<Map<string, Alike<What>>> = newTaskTree({
    nothing: () => new Map(),
    loops: 'whole',
    titles,
  });
  return {
    meet: (on) => void tree.at(on),
    add(on, what) {
      const { title, host, task } = on;
      const { what: groups } = tree.at(on);
      const key = JSON.stringify([title, what]);
      const group = groups.get(key) ?? { title, items: new Set(), hosts: new Set(), what };
      group.hosts.add(host);
      if (task.item !== undefined) group.items.add(task.item);
      groups.set(key, group);
    },
    inOrder: () =>
      inTreeOrder(tree.roots()).flatMap(({ node: { task, title: of, what: groups } }) =>
        [...groups.values()]
          .map(({ items, hosts, ...group }) => ({
            task,
            of,
            items: [...items],
            hosts: [...hosts].sort((a, b) => placeOf(a) - placeOf(b)),
            ...group,
          }))
          .sort((a, b) => b.hosts.length - a.hosts.length || placeOf(a.hosts[0]) - placeOf(b.hosts[0])),
      ),
  };
}

interface Alike<What> extends Pick<AlikeHosts<What>, 'title' | 'what'> {
  readonly items: Set<string>;
  readonly hosts: Set<string>;
}

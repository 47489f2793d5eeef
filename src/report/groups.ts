import { type TaskAddress, taskKey } from '../model/playbook/plan.ts';

/** What is the same for several hosts, told once. */
export interface AlikeHosts<What> {
  readonly task: TaskAddress;
  readonly title: string;
  /** In the order in which they were added. */
  readonly hosts: readonly string[];
  readonly what: What;
}

/** Groups that grow. */
export interface Groups<What> {
  add(on: { readonly task: TaskAddress; readonly title: string; readonly host: string }, what: What): void;
  /** In the order of the playbook; within a task the most frequent first. */
  inOrder(): readonly AlikeHosts<What>[];
}

export function newGroups<What>(): Groups<What> {
  const groups = new Map<string, AlikeHosts<What> & { readonly hosts: string[] }>();
  return {
    add({ task, title, host }, what) {
      const key = `${taskKey(task)} ${JSON.stringify([title, what])}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, { task, title, hosts: [host], what });
      else group.hosts.push(host);
    },
    inOrder: () =>
      [...groups.values()].sort((a, b) => inPlaybookOrder(a.task, b.task) || b.hosts.length - a.hosts.length),
  };
}

const SECTIONS: readonly TaskAddress['section'][] = ['preflight', 'tasks', 'handlers', 'verify'];

/** Compares two tasks by when a host comes to them. */
export function inPlaybookOrder(a: TaskAddress, b: TaskAddress): number {
  return a.play - b.play || SECTIONS.indexOf(a.section) - SECTIONS.indexOf(b.section) || a.task - b.task;
}

import type { ShownChange } from '../model/change.ts';
import type { RunEvent } from '../model/event.ts';
import { type TaskAddress, taskKey } from '../model/plan.ts';

/** What a preview found, told once for all hosts on which it is the same. */
export interface Preview {
  readonly hosts: number;
  readonly hostsToChange: number;
  readonly changes: number;
  /** In the order of the playbook; within a task the most frequent change first. */
  readonly groups: readonly PreviewGroup[];
}

export interface PreviewGroup {
  readonly task: TaskAddress;
  readonly title: string;
  readonly hosts: readonly string[];
  readonly finding:
    | { readonly kind: 'change'; readonly change: ShownChange; readonly uncertain: boolean }
    | { readonly kind: 'unforeseen'; readonly why: string };
}

type Finding = Extract<RunEvent, { readonly type: 'task.pending' | 'task.unforeseen' }>;

/** Folds the events of a run up to its preview. */
export function previewOf(events: readonly RunEvent[]): Preview {
  const groups = new Map<string, { first: Finding; hosts: string[] }>();
  let hosts = 0;
  for (const event of events) {
    if (event.type === 'run.started') hosts = event.hosts.length;
    if (event.type !== 'task.pending' && event.type !== 'task.unforeseen') continue;
    const key = `${taskKey(event.task)} ${JSON.stringify(findingOf(event))}`;
    const group = groups.get(key) ?? { first: event, hosts: [] };
    group.hosts.push(event.host);
    groups.set(key, group);
  }
  const pending = events.filter((event) => event.type === 'task.pending');
  return {
    hosts,
    hostsToChange: new Set(pending.map(({ host }) => host)).size,
    changes: pending.length,
    groups: [...groups.values()]
      .map(({ first, hosts: onHosts }) => ({
        task: first.task,
        title: first.title,
        hosts: onHosts,
        finding: findingOf(first),
      }))
      .sort((a, b) => inPlaybookOrder(a.task, b.task) || b.hosts.length - a.hosts.length),
  };
}

function findingOf(event: Finding): PreviewGroup['finding'] {
  return event.type === 'task.pending'
    ? { kind: 'change', change: event.change, uncertain: event.uncertain }
    : { kind: 'unforeseen', why: event.why };
}

const SECTIONS: readonly TaskAddress['section'][] = ['preflight', 'tasks', 'handlers', 'verify'];

function inPlaybookOrder(a: TaskAddress, b: TaskAddress): number {
  return a.play - b.play || SECTIONS.indexOf(a.section) - SECTIONS.indexOf(b.section) || a.task - b.task;
}

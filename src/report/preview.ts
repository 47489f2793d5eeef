import type { Message } from '../model/action.ts';
import type { ShownChange } from '../model/change.ts';
import type { OnTask, RunEvent } from '../model/event.ts';
import { type TaskAddress, taskKey } from '../model/plan.ts';

/** What a preview found, told once for all hosts on which it is the same. */
export interface Preview {
  readonly hosts: number;
  readonly hostsToChange: number;
  readonly changes: number;
  /** What checks and tasks had to say although nothing failed, in the order of the playbook. */
  readonly notices: readonly PreviewNotice[];
  /** In the order of the playbook; within a task the most frequent change first. */
  readonly groups: readonly PreviewGroup[];
}

interface OnHosts {
  readonly task: TaskAddress;
  readonly title: string;
  readonly hosts: readonly string[];
}

export interface PreviewNotice extends OnHosts {
  readonly message: Message;
}

export interface PreviewGroup extends OnHosts {
  readonly finding:
    | { readonly kind: 'change'; readonly change: ShownChange; readonly uncertain: boolean }
    | { readonly kind: 'unforeseen'; readonly why: string };
}

/** A preview that grows with the events of its run. */
export interface PreviewFold {
  add(event: RunEvent): void;
  preview(): Preview;
}

interface Group<T> extends OnHosts {
  readonly hosts: string[];
  readonly what: T;
}

export function foldPreview(): PreviewFold {
  const groups = new Map<string, Group<PreviewGroup['finding']>>();
  const notices = new Map<string, Group<Message>>();
  const toChange = new Set<string>();
  let hosts = 0;
  let changes = 0;

  return {
    add(event) {
      switch (event.type) {
        case 'run.started':
          hosts = event.hosts.length;
          break;
        case 'preflight.passed':
        case 'task.satisfied':
          for (const message of event.messages) join(notices, event, message);
          break;
        case 'task.pending':
          changes += 1;
          toChange.add(event.host);
          join(groups, event, { kind: 'change', change: event.change, uncertain: event.uncertain });
          break;
        case 'task.unforeseen':
          join(groups, event, { kind: 'unforeseen', why: event.why });
          break;
        default:
          break;
      }
    },
    preview: () => ({
      hosts,
      hostsToChange: toChange.size,
      changes,
      notices: inOrder(notices).map(({ what, ...on }) => ({ ...on, message: what })),
      groups: inOrder(groups).map(({ what, ...on }) => ({ ...on, finding: what })),
    }),
  };
}

/** Folds the events of a run up to its preview. */
export function previewOf(events: readonly RunEvent[]): Preview {
  const fold = foldPreview();
  for (const event of events) fold.add(event);
  return fold.preview();
}

function join<T>(groups: Map<string, Group<T>>, { task, title, host }: OnTask, what: T): void {
  const key = `${taskKey(task)} ${JSON.stringify([title, what])}`;
  const group = groups.get(key);
  if (group === undefined) groups.set(key, { task, title, hosts: [host], what });
  else group.hosts.push(host);
}

function inOrder<T>(groups: ReadonlyMap<string, Group<T>>): readonly Group<T>[] {
  return [...groups.values()].sort(
    (a, b) => inPlaybookOrder(a.task, b.task) || b.hosts.length - a.hosts.length,
  );
}

const SECTIONS: readonly TaskAddress['section'][] = ['preflight', 'tasks', 'handlers', 'verify'];

/** Compares two tasks by when a host comes to them. */
export function inPlaybookOrder(a: TaskAddress, b: TaskAddress): number {
  return a.play - b.play || SECTIONS.indexOf(a.section) - SECTIONS.indexOf(b.section) || a.task - b.task;
}

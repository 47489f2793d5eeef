import type { ShownChange } from '../model/change.ts';
import { itemKey } from '../model/playbook/plan.ts';
import type { RunEvent } from '../model/run/event.ts';

/** What a preview said of one task on one host: a change it would make, or why that cannot be told yet. */
export interface ForeseenTask {
  /** `1.tasks.3`; each item of a loop by itself. */
  readonly task: string;
  readonly title: string;
  readonly change: ShownChange | undefined;
  /** Why it cannot be told; undefined when it can. */
  readonly unforeseen: string | undefined;
  readonly uncertain: boolean;
}

/** Gathers from the events of a run what its preview foresaw, host by host, in the order of the tasks. */
export function newForesight(): {
  readonly add: (event: RunEvent) => void;
  readonly byHost: ReadonlyMap<string, readonly ForeseenTask[]>;
} {
  const byHost = new Map<string, ForeseenTask[]>();
  return {
    byHost,
    add(event) {
      if (event.type === 'run.started') for (const host of event.hosts) byHost.set(host, []);
      if (event.type !== 'task.pending' && event.type !== 'task.unforeseen') return;
      const { title } = event;
      const told =
        event.type === 'task.pending'
          ? { change: event.change, unforeseen: undefined, uncertain: event.uncertain }
          : { change: undefined, unforeseen: event.why, uncertain: true };
      byHost.get(event.host)?.push({ task: itemKey(event.task), title, ...told });
    },
  };
}

/**
 * What has moved on a host between two previews, in one sentence for the first task that differs; undefined: nothing.
 * What is known only from an earlier task's result counts as moved when the reason why it cannot be told is another.
 */
export function movedSince(
  before: readonly ForeseenTask[],
  now: readonly ForeseenTask[],
): string | undefined {
  const tasks = [...new Map([...before, ...now].map((one) => [one.task, one.title]))];
  for (const [task, title] of tasks) {
    const was = before.find((one) => one.task === task);
    const is = now.find((one) => one.task === task);
    if (JSON.stringify(was) === JSON.stringify(is)) continue;
    return `"${title}" ${difference(was, is)}`;
  }
  return undefined;
}

function difference(was: ForeseenTask | undefined, is: ForeseenTask | undefined): string {
  if (is === undefined) return `would change nothing any more; the plan says: ${told(was)}`;
  if (was === undefined) return `was to change nothing, and would now: ${told(is)}`;
  if (told(was) !== told(is)) return `was to: ${told(was)}; it would now: ${told(is)}`;
  return `would still ${told(is)}, from another state or with other effects${detail(was, is)}`;
}

function told(one: ForeseenTask | undefined): string {
  return one?.change?.summary ?? `be decided later (${one?.unforeseen ?? 'not known'})`;
}

/** The short state that differs, where one does. */
function detail(was: ForeseenTask, is: ForeseenTask): string {
  for (const now of is.change?.diff ?? []) {
    const old = was.change?.diff.find(({ subject }) => subject === now.subject);
    if (now.kind !== 'state' || old?.kind !== 'state' || old.before === now.before) continue;
    return `: ${now.subject} was ${old.before} and is ${now.before}`;
  }
  const [impact] = (is.change?.impact ?? []).filter((line) => !was.change?.impact.includes(line));
  return impact === undefined ? '' : `: ${impact}`;
}

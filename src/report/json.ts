import type { ShownChange } from '../model/change.ts';
import { groupedBy } from '../model/values/grouped.ts';
import { cellOf } from './fold/cell.ts';
import { headlineOf } from './fold/headline.ts';
import type { HostReport, RunReport } from './fold/run-report.ts';
import type { TaskRecord } from './fold/task-record.ts';
import { safeJson } from './safe-text.ts';

/** The version of the document; it grows when a reader of the old one would go wrong. */
const FORMAT_VERSION = 1;

/**
 * A run as one JSON document: the run, then its hosts in the order of the inventory, each with its tasks in the order of the
 * playbook: a loop with its `items`, an include with what it `included`. A task's `change` is a place in `changes`, from 0.
 * Times are milliseconds since the run started. What is not known is left out.
 */
export function jsonReport({ summary, hosts, plays, stopped }: RunReport): string {
  const { hosts: _, ...run } = summary;
  const changes = newChanges();
  const document = {
    formatVersion: FORMAT_VERSION,
    ...run,
    verdict: headlineOf(summary).words,
    outcomes: outcomesOf(hosts),
    stopped,
    plays: plays.map(({ name, hosts: names, tasks, waits }) => ({
      name,
      hosts: names,
      tasks: tasks.length,
      waits,
    })),
    hosts: hosts.map((host) => hostOf(host, changes)),
    changes: changes.all,
  };
  return `${safeJson(JSON.stringify(document, undefined, 2))}\n`;
}

function outcomesOf(hosts: readonly HostReport[]): Readonly<Record<string, number>> {
  const byOutcome = groupedBy(hosts, ({ outcome = 'unfinished' }) => outcome);
  return Object.fromEntries([...byOutcome].map(([outcome, { length }]) => [outcome, length]));
}

/** Each change once: what a thousand hosts have in common is not written a thousand times. */
interface Changes {
  readonly all: readonly ShownChange[];
  readonly indexOf: (change: ShownChange) => number;
}

function newChanges(): Changes {
  const known = new Map<string, number>();
  const all: ShownChange[] = [];
  return {
    all,
    indexOf: (change) => {
      const key = JSON.stringify(change);
      const index = known.get(key) ?? all.push(change) - 1;
      known.set(key, index);
      return index;
    },
  };
}

function hostOf(report: HostReport, changes: Changes): object {
  const { host, outcome, word, why, elapsedMs, tasks, problems, spans: _, owed: __, ...counts } = report;
  return {
    host,
    outcome,
    word,
    why,
    elapsedMs,
    counts,
    problems,
    tasks: tasks.map((task) => taskOf(task, changes)),
  };
}

function taskOf(record: TaskRecord, changes: Changes): object {
  const { task, title, change, failure, why, messages, step, delegate, startedAt, endedAt, attempts } =
    record;
  const below = (tasks: readonly TaskRecord[]): readonly object[] | undefined =>
    tasks.length === 0 ? undefined : tasks.map((one) => taskOf(one, changes));
  return {
    ...task,
    title,
    result: cellOf(record).kind,
    delegate,
    step,
    startedAtMs: startedAt,
    endedAtMs: endedAt,
    why,
    messages: messages.length === 0 ? undefined : messages,
    change: change === undefined ? undefined : changes.indexOf(change),
    failure,
    undone: record.undo === undefined ? undefined : record.undo === 'undone',
    attempts,
    items: below(record.items),
    included: below(record.included),
  };
}

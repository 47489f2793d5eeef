import type { PlayOutline, RunEvent } from '../../model/run/event.ts';
import { describeFailure, type Failure, hintOf } from '../../model/run/failure.ts';
import { nameOf, undoName } from '../../model/run/told-name.ts';
import { type OutcomeWord, outcomeWord, severity } from './outcome-word.ts';
import { foldSummary, type HostSummary, type Summary } from './summary.ts';
import { newTaskRecords, type TaskRecord, type TaskRecords } from './task-record.ts';
import { stateIn, type TaskState } from './task-state.ts';
import { titlesIn } from './task-tree.ts';
import { tasksIn } from './tasks-in.ts';
import type { TimedEvent } from './timed-event.ts';

/** Everything that there is to tell of a run, host by host. */
export interface RunReport {
  readonly summary: Summary;
  readonly plays: readonly PlayOutline[];
  /** In the order of the inventory. */
  readonly hosts: readonly HostReport[];
  /** Why the rollout was stopped, if it was. */
  readonly stopped: readonly string[];
  /** The time of the last event; undefined: the record says no times. */
  readonly endMs: number | undefined;
}

export interface HostReport extends HostSummary {
  /** Its outcome as people are told it: `as wanted`, `drifted` and `to change` where nothing was to be changed. */
  readonly word: OutcomeWord;
  /** In the order of the playbook; what they include below them. */
  readonly tasks: readonly TaskRecord[];
  /** What went wrong, in order. */
  readonly problems: readonly Problem[];
  readonly spans: readonly Span[];
}

export interface Problem {
  /** What was tried: the title of a task, `check: ` and that of a check, `connect`, or `become USER`. */
  readonly what: string;
  readonly message: string;
  readonly hint: string | undefined;
}

/** What a host was busy with for a while. Times in milliseconds since the run started. */
export interface Span {
  readonly kind: 'connect' | 'undo' | TaskState;
  readonly title: string;
  readonly from: number;
  readonly to: number;
}

interface HostFold {
  readonly tasks: TaskRecords;
  readonly problems: Problem[];
  readonly spans: Span[];
  undoFrom: number | undefined;
}

interface RunFold {
  readonly hosts: Map<string, HostFold>;
  readonly stopped: string[];
  plays: readonly PlayOutline[];
}

/** Folds the events of one run. Without a `run.started` among them there is nothing to tell: undefined. */
export function reportOf(timed: readonly TimedEvent[]): RunReport | undefined {
  const fold = foldSummary();
  const run: RunFold = { hosts: new Map(), stopped: [], plays: [] };
  for (const { event, atMs } of timed) {
    fold.add(event);
    addToRun(event, run);
    const host = 'host' in event ? run.hosts.get(event.host) : undefined;
    if (host !== undefined && 'host' in event) addToHost(event, atMs, host);
    if (event.type === 'preview.finished' && fold.summary()?.command === 'apply')
      for (const { tasks } of run.hosts.values()) tasks.begin();
  }
  const summary = fold.summary();
  if (summary === undefined) return undefined;
  return {
    summary,
    plays: run.plays,
    hosts: summary.hosts.map((host) => reportOn(host, summary, run)),
    stopped: run.stopped,
    endMs: timed.findLast(({ atMs }) => atMs !== undefined)?.atMs,
  };
}

function addToRun(event: RunEvent, run: RunFold): void {
  if (event.type === 'rollout.stopped') run.stopped.push(event.why);
  if (event.type === 'run.started') run.plays = event.plays;
  if (event.type !== 'run.started' && event.type !== 'hosts.joined') return;
  const titles = titlesIn(run.plays);
  for (const host of event.hosts) if (!run.hosts.has(host)) run.hosts.set(host, newHost(titles));
}

function reportOn(host: HostSummary, summary: Summary, { hosts }: RunFold): HostReport {
  const { tasks, problems, spans } = hosts.get(host.host) ?? newHost(new Map());
  const records = tasks.records();
  return {
    ...host,
    word: outcomeWord(host, summary),
    tasks: records,
    problems,
    spans: [...spans, ...tasksIn(records).flatMap(({ record }) => spanOf(record))],
  };
}

/** The hosts that need a person first, then the rest as they stand. */
export function worstFirst(hosts: readonly HostReport[]): readonly HostReport[] {
  return hosts.toSorted((a, b) => severity(a.word) - severity(b.word));
}

function newHost(titles: ReadonlyMap<string, string>): HostFold {
  return { tasks: newTaskRecords(titles), problems: [], spans: [], undoFrom: undefined };
}

function addToHost(
  event: RunEvent & { readonly host: string },
  atMs: number | undefined,
  host: HostFold,
): void {
  host.tasks.add(event, atMs);
  switch (event.type) {
    case 'host.connected':
      if (atMs !== undefined)
        host.spans.push({
          kind: 'connect',
          title: 'connect',
          from: Math.max(0, atMs - event.elapsedMs),
          to: atMs,
        });
      break;
    case 'host.failed':
      host.problems.push(problem(reaching(event.failure), event.failure));
      break;
    case 'preflight.refused':
      host.problems.push(problem(`check: ${event.title}`, event.failure));
      break;
    case 'task.failed':
      if (stateIn(event) === 'failed')
        host.problems.push(problem(nameOf(event.task, event.title), event.failure));
      break;
    case 'undo.started':
      host.undoFrom = atMs;
      break;
    case 'undo.failed':
      host.problems.push(problem(`undo of ${undoName(event)}`, event.failure));
      break;
    case 'host.finished':
      if (host.undoFrom !== undefined && atMs !== undefined) {
        host.spans.push({ kind: 'undo', title: 'roll back', from: host.undoFrom, to: atMs });
      }
      break;
    default:
      break;
  }
}

function reaching(failure: Failure): string {
  return failure.kind === 'become' ? `become ${failure.user}` : 'connect';
}

function problem(what: string, failure: Failure): Problem {
  return { what, message: describeFailure(failure), hint: hintOf(failure) };
}

function spanOf({ state, title, startedAt, endedAt }: TaskRecord): readonly Span[] {
  return startedAt === undefined || endedAt === undefined
    ? []
    : [{ kind: state, title, from: startedAt, to: endedAt }];
}

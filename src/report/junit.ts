import type { RunCommand } from '../model/run/event.ts';
import { describeFailure, type Failure, hintOf } from '../model/run/failure.ts';
import { nameOf } from '../model/run/told-name.ts';
import { cellOf } from './fold/cell.ts';
import { needsAttention } from './fold/outcome-word.ts';
import type { HostReport, RunReport } from './fold/run-report.ts';
import type { TaskRecord } from './fold/task-record.ts';
import { type TaskInPlace, tasksIn } from './fold/tasks-in.ts';
import { type Markup, markup, NOTHING } from './markup.ts';

interface Case {
  readonly name: string;
  readonly seconds: number | undefined;
  readonly end: Markup;
  readonly count: 'passed' | 'failures' | 'errors' | 'skipped';
}

/**
 * A run as JUnit XML, for whoever shows test results: a suite for each host, a case for each task it came to, and one
 * for its outcome, which a host that was never reached has too. A host that is gone is an error, not a failure.
 */
export function junitReport({ summary, hosts, plays }: RunReport): string {
  const suites = hosts.map((host) => ({
    host,
    cases: [
      ...tasksIn(host.tasks).map((placed) => caseOf(placed, summary.command)),
      outcomeCase(host, summary.command),
    ],
  }));
  const all = suites.flatMap(({ cases }) => cases);
  const name = ['rulerun', summary.command, ...summary.playbooks].join(' ');
  return markup`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="${name}" ${totals(all)}${time(summary.elapsedMs)}>
${suites.map(
  ({
    host,
    cases,
  }) => markup`<testsuite name="${host.host}" ${totals(cases)}${time(host.elapsedMs)} timestamp="${summary.startedAt.slice(0, 19)}">
<properties><property name="run" value="${summary.run}"/><property name="play" value="${plays.map((play) => play.name).join(', ')}"/></properties>
${cases.map((one) => caseMarkup(one, host.host))}</testsuite>
`,
)}</testsuites>
`.markup;
}

function caseMarkup({ name, seconds, end }: Case, host: string): Markup {
  return markup`<testcase classname="${host}" name="${name}"${seconds === undefined ? NOTHING : markup` time="${seconds}"`}>${end}</testcase>
`;
}

function totals(cases: readonly Case[]): Markup {
  const count = (what: Case['count']): number => cases.filter((one) => one.count === what).length;
  return markup`tests="${cases.length}" failures="${count('failures')}" errors="${count('errors')}" skipped="${count('skipped')}"`;
}

function time(ms: number | undefined): Markup {
  return ms === undefined ? NOTHING : markup` time="${ms / 1000}"`;
}

function caseOf({ record, of }: TaskInPlace, command: RunCommand): Case {
  const { title, startedAt, endedAt } = record;
  const seconds = startedAt === undefined || endedAt === undefined ? undefined : (endedAt - startedAt) / 1000;
  const named = { name: nameOf(record.task, of === undefined ? title : `${title} [${of}]`), seconds };
  const { kind, words } = cellOf(record);
  switch (kind) {
    case 'ok':
    case 'changed':
      return { ...named, count: 'passed', end: NOTHING };
    case 'pending':
      if (command === 'drift') return { ...named, ...drifted(summariesOf(record).join('\n') || words) };
      return { ...named, count: 'skipped', end: markup`<skipped message="${words}"/>` };
    case 'undone':
    case 'skipped':
    case 'unforeseen':
    case 'rescued':
    case 'ignored':
      return { ...named, count: 'skipped', end: markup`<skipped message="${record.why ?? words}"/>` };
    case 'stuck':
    case 'unfinished':
      return { ...named, count: 'errors', end: markup`<error type="${kind}" message="${words}"/>` };
    case 'failed':
      return { ...named, ...broken(record) };
  }
}

function drifted(message: string): Pick<Case, 'count' | 'end'> {
  return { count: 'failures', end: markup`<failure type="drift" message="${message}"/>` };
}

/** What a task, or each item of it, would change. */
function summariesOf({ change, items }: TaskRecord): readonly string[] {
  return [...(change === undefined ? [] : [change.summary]), ...items.flatMap(summariesOf)];
}

function broken(record: TaskRecord): Pick<Case, 'count' | 'end'> {
  const { failure, items } = record;
  if (failure === undefined) return { count: 'failures', end: markup`<failure message="failed"/>` };
  const first = describeFailure(failure).split('\n', 1)[0] ?? '';
  const text = items.length === 0 ? textOf(failure) : items.flatMap(itemText).join('\n');
  return failure.kind === 'lost' || failure.kind === 'unreachable'
    ? { count: 'errors', end: markup`<error type="${failure.kind}" message="${first}">${text}</error>` }
    : {
        count: 'failures',
        end: markup`<failure type="${failure.kind}" message="${first}">${text}</failure>`,
      };
}

function textOf(failure: Failure): string {
  const hint = hintOf(failure);
  return hint === undefined ? describeFailure(failure) : `${describeFailure(failure)}\nhint: ${hint}`;
}

function itemText({ task, failure }: TaskRecord): readonly string[] {
  return failure === undefined ? [] : [`[${task.item}] ${textOf(failure)}`];
}

function outcomeCase(host: HostReport, command: RunCommand): Case {
  const { outcome, word, why = '', pending, problems } = host;
  const named = { name: 'outcome', seconds: undefined };
  if (command === 'drift' && outcome === 'not-started') {
    if (word === 'drifted') return { ...named, ...drifted('it is not as wanted') };
    return { ...named, count: 'passed', end: NOTHING };
  }
  if (outcome === 'not-started') {
    const words = pending > 0 ? 'it would change; nothing was started' : 'nothing was started';
    return { ...named, count: 'skipped', end: markup`<skipped message="${words}"/>` };
  }
  if (!needsAttention(word)) return { ...named, count: 'passed', end: NOTHING };
  const text = [why, ...problems.flatMap(({ hint }) => (hint === undefined ? [] : [`hint: ${hint}`]))].join(
    '\n',
  );
  return outcome === undefined || outcome === 'unknown' || outcome === 'unreachable'
    ? { ...named, count: 'errors', end: markup`<error type="${word}" message="${word}">${text}</error>` }
    : {
        ...named,
        count: 'failures',
        end: markup`<failure type="${word}" message="${word}">${text}</failure>`,
      };
}

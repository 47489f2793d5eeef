import type { Message } from '../../model/action.ts';
import type { OnTask, RunEvent } from '../../model/run/event.ts';
import { describeFailure } from '../../model/run/failure.ts';
import { isCheck } from '../../model/run/named-failure.ts';
import { eventName, undoName, withPlace } from '../../model/run/told-name.ts';
import { stateIn } from '../../report/fold/task-state.ts';
import { duration } from '../../text/duration.ts';
import { counted, named as listed } from '../../text/words.ts';
import { differenceLines } from '../difference.ts';
import { below, messageLines } from '../message-lines.ts';
import { broken } from '../page.ts';
import { failedLines, type RowPage, refusedLines, rowLines } from '../row.ts';
import { safeLine } from '../safe-text.ts';
import type { ChangedLoop } from './loops.ts';

export interface LineOptions extends RowPage {
  /** 0: what changes and what fails. 1: every task. 2: their results too. */
  readonly verbosity: number;
  /** Shows the differences of changes as they are made, too. */
  readonly diff: boolean;
  /** True until the preview is complete: what fails would fail, and nothing has been touched. */
  readonly opening: boolean;
}

type Paint = (text: string) => string;

type Event<Type extends RunEvent['type']> = RunEvent & { readonly type: Type };

/** An event as lines; none for what is not told, or is told by a fold over many events: preview and recap. */
export function linesOf(event: RunEvent, options: LineOptions): readonly string[] {
  const { style } = options;
  const row = (host: string, word: string, text: string, paint: Paint): readonly string[] =>
    rowLines(host, word, text, paint, options);
  switch (event.type) {
    case 'run.started':
      return startLines(event, options);
    case 'host.connected':
      return onlyVerbose(options, row(event.host, 'connected', duration(event.elapsedMs), style.dim));
    case 'host.failed':
      // Nobody knows whether it could have been reached.
      if (event.failure.kind === 'cancelled')
        return row(event.host, 'not reached', 'stopped before', style.dim);
      return failedLines(
        event.host,
        event.failure.kind === 'become' ? 'REFUSED' : 'UNREACHABLE',
        '',
        event.failure,
        options,
      );
    case 'preflight.passed':
      return onlyVerbose(options, row(event.host, 'ok', event.title, style.good));
    case 'preflight.refused':
      return refusedLines(event.host, 'REFUSED', event.title, event.failure, options);
    case 'play.started':
      return ['', style.bold(`Play "${safeLine(event.name)}" on ${counted(event.hosts.length, 'host')}`)];
    case 'batch.started':
      return batchLines(event, options);
    case 'task.skipped':
      return onlyVerbose(options, row(event.host, 'skipped', `${nameIn(event)} (${event.why})`, style.dim));
    case 'task.satisfied':
      return satisfiedLines(event, options);
    case 'task.changed':
      return changedLines(event, options);
    case 'task.failed':
      return taskFailedLines(event, options);
    case 'undo.started':
      return row(event.host, 'undoing', counted(event.steps, 'step'), style.bold);
    case 'undo.done':
      return row(event.host, 'undone', undoName(event), style.good);
    case 'undo.failed':
      return failedLines(event.host, 'NOT UNDONE', undoName(event), event.failure, options);
    case 'host.finished':
      return finishedLines(event, options);
    case 'rollout.stopped':
      return stoppedLines(event, options);
    case 'soak.started':
      return [style.dim(`Waiting ${duration(event.ms)} before the next batch`)];
    case 'run.interrupted':
      return [
        style.bad(
          event.by === 'stop' ? 'Interrupted: no new work was started' : 'Interrupted twice: left at once',
        ),
      ];
    case 'hosts.joined':
      return [`${counted(event.hosts.length, 'host')} more: ${listed(event.hosts)}`];
    case 'host.reserved':
    case 'play.open':
    case 'task.pending':
    case 'task.unforeseen':
    case 'task.started':
    case 'task.intent':
    case 'preview.finished':
    case 'run.finished':
      return [];
  }
}

function onlyVerbose({ verbosity }: LineOptions, lines: readonly string[]): readonly string[] {
  return verbosity > 0 ? lines : [];
}

function startLines(
  { command, playbooks, hosts, run }: Event<'run.started'>,
  { style }: LineOptions,
): readonly string[] {
  // A rollback has the run it undoes in the place of playbooks: `rollback of RUN`.
  const what = playbooks.map((name) => (command === 'rollback' ? name.replace(/^rollback of /, '') : name));
  return [
    style.bold(safeLine(['rulerun', command, ...what].join(' '))),
    `${counted(hosts.length, 'host')}, run ${safeLine(run)}`,
  ];
}

function batchLines(
  { batch, batches, hosts }: Event<'batch.started'>,
  { style }: LineOptions,
): readonly string[] {
  return batches === 1 ? [] : [style.bold(`Batch ${batch} of ${batches}: ${safeLine(listed(hosts))}`)];
}

function satisfiedLines(event: Event<'task.satisfied'>, options: LineOptions): readonly string[] {
  const { verbosity, style, opening } = options;
  // In the opening the preview tells them, once for all hosts.
  const messages = opening ? [] : event.messages;
  return [
    ...onlyVerbose(options, rowLines(event.host, 'ok', nameIn(event), style.good, options)),
    ...(verbosity > 1 ? [`    ${safeLine(JSON.stringify(event.result))}`] : []),
    ...messages.flatMap((message) => messageRows(event, message, options)),
  ];
}

function messageRows(
  event: Event<'task.satisfied'>,
  { severity, text }: Message,
  options: LineOptions,
): readonly string[] {
  const { host, task } = event;
  const name = nameIn(event);
  const [head, ...more] = messageLines(task, name, text, options.verbosity > 0);
  const word = severity === 'warning' ? 'warning' : 'note';
  return [...rowLines(host, word, head, options.style.changed, options), ...below(more, 4)];
}

function changedLines(event: Event<'task.changed'>, options: LineOptions): readonly string[] {
  const { style, diff } = options;
  const text = `${nameIn(event)}: ${event.change.summary} (${duration(event.elapsedMs)})`;
  const differences = diff ? event.change.diff.flatMap((one) => differenceLines(one, options, 4)) : [];
  return [...rowLines(event.host, 'changed', text, style.changed, options), ...differences];
}

/** A loop in which something has changed, told once for all of its items. */
export function loopLines(
  { host, name, items, changed, elapsedMs }: ChangedLoop,
  options: LineOptions,
): readonly string[] {
  const which =
    changed.length === items
      ? counted(items, 'item')
      : `${changed.length} of ${counted(items, 'item')}: ${listed(changed)}`;
  const text = `${name}: ${which} (${duration(elapsedMs)})`;
  return rowLines(host, 'changed', text, options.style.changed, options);
}

/** What a task is called in a row; checks say in another way what they are. */
export function nameIn({ task, title, delegate }: Pick<OnTask, 'task' | 'title' | 'delegate'>): string {
  return withPlace(isCheck(task) ? title : eventName(task, title), delegate);
}

function taskFailedLines(event: Event<'task.failed'>, options: LineOptions): readonly string[] {
  const { host, failure, task, retriesLeft } = event;
  const { style } = options;
  if (retriesLeft !== undefined) {
    const [why] = describeFailure(failure).split('\n', 1);
    const text = `${nameIn(event)}: ${why}; ${counted(retriesLeft, 'attempt')} left`;
    return onlyVerbose(options, rowLines(host, 'retry', text, style.dim, options));
  }
  const word = failedWord(event, options);
  // What is answered by the playbook itself calls for nobody.
  const page = ANSWERED.has(word) ? { ...options, style: { ...style, bad: style.changed } } : options;
  return (isCheck(task) ? refusedLines : failedLines)(host, word, nameIn(event), failure, page);
}

const ANSWERED: ReadonlySet<string> = new Set(['ignored', 'rescued']);

function failedWord(event: Event<'task.failed'>, { opening }: LineOptions): string {
  const { task } = event;
  const state = stateIn(event);
  if (state === 'ignored' || state === 'rescued') return state;
  // Only `drift` asks the probes of a play before anything was done.
  if (opening && task.section === 'verify') return 'DRIFTED';
  return opening ? 'WOULD FAIL' : 'FAILED';
}

function finishedLines({ host, outcome }: Event<'host.finished'>, options: LineOptions): readonly string[] {
  // What speaks against a host before anything was done has been told by then.
  if (options.opening || outcome === 'not-started') return [];
  const isGood = outcome === 'unchanged' || outcome === 'changed';
  const lines = rowLines(host, outcome, '', isGood ? options.style.good : options.style.bad, options);
  return isGood ? onlyVerbose(options, lines) : lines;
}

function stoppedLines(
  { why, notStarted }: Event<'rollout.stopped'>,
  { style, columns }: LineOptions,
): readonly string[] {
  const rest = notStarted.length === 0 ? '' : `; not started: ${listed(notStarted)}`;
  return broken(safeLine(`The rollout was stopped: ${why}${rest}`), 2, columns).map((line, index) =>
    style.bad(index === 0 ? line : `  ${line}`),
  );
}

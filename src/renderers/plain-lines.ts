import type { RunEvent } from '../model/event.ts';
import { describeFailure, type Failure, hintOf } from '../model/failure.ts';
import { differenceLines } from './difference.ts';
import { broken, type Page } from './page.ts';
import { safeLine, safeText } from './safe-text.ts';
import { padded, textWidth } from './text-width.ts';
import { counted, duration, named } from './words.ts';

export interface LineOptions extends Page {
  /** 0: what changes and what fails. 1: every task. 2: their results too. */
  readonly verbosity: number;
  /** Shows the differences of changes as they are made, too. */
  readonly diff: boolean;
}

/** The lines of events depend on the run they are in: how wide its names are, and whether anything can change yet. */
export interface Setting {
  /** Cells for the name of a host. */
  readonly hostWidth: number;
  /** True until the preview is complete: what fails would fail, and nothing has been touched. */
  readonly opening: boolean;
}

/** The longest word of state, `UNREACHABLE`; the few longer ones have no text after them. */
const WORD_WIDTH = 11;

/** The widest column of names; longer names push their text to the right. */
const WIDEST_NAME = 24;

type Paint = (text: string) => string;

export function hostWidthFor(hosts: readonly string[]): number {
  return Math.min(
    hosts.reduce((width, host) => Math.max(width, textWidth(safeLine(host))), 0),
    WIDEST_NAME,
  );
}

/** An event as lines; none for what is not told, or is told by a fold over many events: preview and recap. */
export function linesOf(event: RunEvent, setting: Setting, options: LineOptions): readonly string[] {
  const { style, verbosity, diff } = options;
  const row = (host: string, word: string, text: string, paint: Paint): readonly string[] =>
    rowLines(host, word, text, paint, setting, options);
  const failed = (host: string, word: string, title: string, failure: Failure): readonly string[] =>
    failedLines(host, word, title, failure, setting, options);
  switch (event.type) {
    case 'run.started':
      return [
        style.bold(safeLine(['rulerun', event.command, ...event.playbooks].join(' '))),
        `${counted(event.hosts.length, 'host')}, run ${safeLine(event.run)}`,
      ];
    case 'host.connected':
      return verbosity > 0 ? row(event.host, 'connected', duration(event.elapsedMs), style.dim) : [];
    case 'host.failed':
      return failed(event.host, 'UNREACHABLE', '', event.failure);
    case 'preflight.passed':
      return verbosity > 0 ? row(event.host, 'ok', event.title, style.good) : [];
    case 'preflight.refused':
      return failed(event.host, 'REFUSED', event.title, event.failure);
    case 'play.started':
      return ['', style.bold(`Play "${safeLine(event.name)}" on ${counted(event.hosts.length, 'host')}`)];
    case 'batch.started':
      return event.batches === 1 ? [] : [style.bold(`Batch ${event.batch} of ${event.batches}: ${safeLine(named(event.hosts))}`)];
    case 'task.skipped':
      return verbosity > 0 ? row(event.host, 'skipped', `${event.title} (${event.why})`, style.dim) : [];
    case 'task.satisfied':
      return [
        ...(verbosity > 0 ? row(event.host, 'ok', event.title, style.good) : []),
        ...(verbosity > 1 ? [`    ${safeLine(JSON.stringify(event.result))}`] : []),
        ...(setting.opening ? [] : event.messages).flatMap(({ severity, text }) =>
          row(event.host, severity === 'warning' ? 'warning' : 'note', `${event.title}: ${text}`, style.changed),
        ),
      ];
    case 'task.changed':
      return [
        ...row(event.host, 'changed', `${event.title}: ${event.change.summary} (${duration(event.elapsedMs)})`, style.changed),
        ...(diff ? event.change.diff.flatMap((one) => differenceLines(one, style)).map((line) => `    ${line}`) : []),
      ];
    case 'task.failed':
      return failed(event.host, event.ignored ? 'ignored' : setting.opening ? 'WOULD FAIL' : 'FAILED', event.title, event.failure);
    case 'undo.started':
      return row(event.host, 'undoing', counted(event.steps, 'step'), style.bold);
    case 'undo.done':
      return row(event.host, 'undone', event.title, style.good);
    case 'undo.failed':
      return failed(event.host, 'NOT UNDONE', event.title, event.failure);
    case 'host.finished':
      return finishedLines(event, row, options);
    case 'line.stopped':
      return stoppedLines(event, options);
    case 'soak.started':
      return [style.dim(`Waiting ${duration(event.ms)} before the next batch`)];
    case 'run.interrupted':
      return [style.bad(event.by === 'stop' ? 'Interrupted: no new work was started' : 'Interrupted twice: left at once')];
    case 'task.pending':
    case 'task.unforeseen':
    case 'task.started':
    case 'task.intent':
    case 'preview.finished':
    case 'run.finished':
      return [];
  }
}

function finishedLines(
  { host, outcome }: RunEvent & { readonly type: 'host.finished' },
  row: (host: string, word: string, text: string, paint: Paint) => readonly string[],
  { style, verbosity }: LineOptions,
): readonly string[] {
  if (outcome === 'unchanged' || outcome === 'changed') return verbosity > 0 ? row(host, outcome, '', style.good) : [];
  if (outcome === 'not-started') return [];
  return row(host, outcome, '', style.bad);
}

function stoppedLines(
  { why, notStarted }: RunEvent & { readonly type: 'line.stopped' },
  { style, columns }: LineOptions,
): readonly string[] {
  const rest = notStarted.length === 0 ? '' : `; not started: ${named(notStarted)}`;
  return broken(safeLine(`The line was stopped: ${why}${rest}`), 2, columns).map((line, index) =>
    style.bad(index === 0 ? line : `  ${line}`),
  );
}

function failedLines(
  host: string,
  word: string,
  title: string,
  failure: Failure,
  setting: Setting,
  options: LineOptions,
): readonly string[] {
  const [first = '', ...more] = safeText(describeFailure(failure)).split('\n');
  const hint = safeText(hintOf(failure) ?? '').split('\n');
  return [
    ...rowLines(host, word, title === '' ? first : `${title}: ${first}`, options.style.bad, setting, options),
    ...more.map((line) => `    ${line}`),
    ...hint.flatMap((line, index) =>
      line === ''
        ? []
        : broken(line, 10, options.columns).map((part, turn) => `    ${index + turn === 0 ? 'hint: ' : '      '}${part}`),
    ),
  ];
}

function rowLines(
  host: string,
  word: string,
  text: string,
  paint: Paint,
  { hostWidth }: Setting,
  { columns }: LineOptions,
): readonly string[] {
  const name = padded(safeLine(host), hostWidth);
  const indent = 2 + textWidth(name) + 2 + Math.max(WORD_WIDTH, word.length) + 2;
  const gap = ' '.repeat(Math.max(WORD_WIDTH - word.length, 0) + 2);
  // On a narrow terminal what follows stands below, not in a column of three words.
  const hang = columns === undefined || indent <= columns / 2 ? indent : 6;
  return broken(safeLine(text), indent, columns).map((line, index) =>
    index === 0 ? `  ${name}  ${paint(word)}${gap}${line}`.trimEnd() : `${' '.repeat(hang)}${line}`,
  );
}

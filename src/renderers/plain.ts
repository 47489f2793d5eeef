import type { Message } from '../model/action.ts';
import type { RunEvent } from '../model/event.ts';
import { describeFailure, type Failure, hintOf } from '../model/failure.ts';
import { previewOf } from '../report/preview.ts';
import { summarize } from '../report/summary.ts';
import { differenceLines } from './difference.ts';
import { previewLines } from './preview.ts';
import { recapLines } from './recap.ts';
import { safeLine, safeText } from './safe-text.ts';
import type { Style } from './style.ts';
import type { View, Writers } from './view.ts';
import { counted, duration, named } from './words.ts';

export interface PlainOptions {
  readonly style: Style;
  /** 0: what changes and what fails. 1: every task. 2: their results too. */
  readonly verbosity: number;
  /** Shows the differences of changes as they are made, too. */
  readonly diff: boolean;
}

/** One line an event, the same in a terminal and in a pipe. */
export function plainView(writers: Writers, options: PlainOptions): View {
  const events: RunEvent[] = [];
  let command: 'apply' | 'plan' | 'rollback' = 'apply';
  return {
    show(event) {
      events.push(event);
      if (event.type === 'run.started') ({ command } = event);
      // What a preview found is the result of `plan`; for the others it is narration.
      const write = event.type === 'preview.finished' && command === 'plan' ? writers.result : writers.narration;
      if (event.type === 'preview.finished') for (const line of previewLines(previewOf(events), options.style)) write(line);
      else for (const line of linesOf(event, options)) write(line);
      if (event.type === 'run.finished') {
        const summary = summarize(events);
        if (summary !== undefined) for (const line of recapLines(summary, options.style)) writers.result(line);
      }
    },
    close() {
      // Nothing was taken from the terminal.
    },
  };
}

function linesOf(event: RunEvent, options: PlainOptions): readonly string[] {
  const { style } = options;
  switch (event.type) {
    case 'run.started': {
      const from = event.playbooks.length === 0 ? '' : ` · ${named(event.playbooks)}`;
      return [style.bold(`rulerun ${event.command} · ${counted(event.hosts.length, 'host')} · run ${event.run}${safeLine(from)}`)];
    }
    case 'host.connected':
      return options.verbosity > 0 ? [row(event.host, 'connected', duration(event.elapsedMs), style.dim)] : [];
    case 'host.failed':
      return failed(event.host, 'UNREACHABLE', '', event.failure, style);
    case 'preflight.passed':
      return passed(event, options);
    case 'preflight.refused':
      return failed(event.host, 'REFUSED', event.title, event.failure, style);
    case 'play.started':
      return ['', style.bold(`Play "${safeLine(event.name)}" on ${counted(event.hosts.length, 'host')}`)];
    case 'batch.started':
      return event.batches === 1 ? [] : [style.bold(`Batch ${event.batch} of ${event.batches}: ${safeLine(named(event.hosts))}`)];
    case 'task.skipped':
      return options.verbosity > 0 ? [row(event.host, 'skipped', `${event.title} (${event.why})`, style.dim)] : [];
    case 'task.satisfied':
      return passed(event, options);
    case 'task.changed':
      return [
        row(event.host, 'changed', `${event.title}: ${event.change.summary} (${duration(event.elapsedMs)})`, style.changed),
        ...(options.diff ? event.change.diff.flatMap((one) => differenceLines(one, style)).map((line) => `    ${line}`) : []),
      ];
    case 'task.failed':
      return failed(event.host, event.ignored ? 'ignored' : 'FAILED', event.title, event.failure, style);
    case 'undo.started':
      return [row(event.host, 'undoing', counted(event.steps, 'step'), style.bold)];
    case 'undo.done':
      return [row(event.host, 'undone', event.title, style.good)];
    case 'undo.failed':
      return failed(event.host, 'NOT UNDONE', event.title, event.failure, style);
    case 'host.finished':
      return finished(event, options);
    case 'line.stopped': {
      const rest = event.notStarted.length === 0 ? '' : `; not started: ${named(event.notStarted)}`;
      return [style.bad(safeLine(`The line was stopped: ${event.why}${rest}`))];
    }
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

function finished(event: RunEvent & { readonly type: 'host.finished' }, { style, verbosity }: PlainOptions): readonly string[] {
  const { host, outcome } = event;
  if (outcome === 'unchanged' || outcome === 'changed') return verbosity > 0 ? [row(host, outcome, '', style.good)] : [];
  if (outcome === 'not-started') return [];
  return [row(host, outcome, '', style.bad)];
}

/** A check that passed: its warnings always, itself only when asked for more. */
function passed(
  event: { readonly host: string; readonly title: string; readonly messages: readonly Message[]; readonly result?: object },
  { style, verbosity }: PlainOptions,
): readonly string[] {
  const shown = event.messages.map(({ severity, text }) =>
    row(event.host, severity === 'warning' ? 'warning' : 'note', `${event.title}: ${text}`, style.changed),
  );
  const line = verbosity > 0 ? [row(event.host, 'ok', event.title, style.good)] : [];
  const detail = verbosity > 1 && event.result !== undefined ? [`    ${safeLine(JSON.stringify(event.result))}`] : [];
  return [...line, ...detail, ...shown];
}

function failed(host: string, word: string, title: string, failure: Failure, style: Style): readonly string[] {
  const [first = '', ...more] = safeText(describeFailure(failure)).split('\n');
  const hint = hintOf(failure);
  return [
    row(host, word, title === '' ? first : `${title}: ${first}`, style.bad),
    ...more.map((line) => `    ${line}`),
    ...(hint === undefined ? [] : safeText(hint).split('\n').map((line, index) => `    ${index === 0 ? 'hint: ' : '      '}${line}`)),
  ];
}

function row(host: string, word: string, text: string, paint: (text: string) => string): string {
  return `  ${safeLine(host)}  ${paint(word)}  ${safeLine(text)}`.trimEnd();
}

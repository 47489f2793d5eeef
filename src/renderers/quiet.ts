import type { RunEvent } from '../model/event.ts';
import { describeFailure, type Failure, hintOf } from '../model/failure.ts';
import { inOneLine, safeLine } from './safe-text.ts';
import type { View, Writers } from './view.ts';

/** Says nothing unless something is wrong. */
export function quietView(writers: Writers): View {
  return {
    show(event) {
      for (const line of troubleIn(event)) writers.narration(safeLine(line));
    },
    note(line) {
      writers.narration(line);
    },
    close() {
      // Nothing was taken from the terminal.
    },
  };
}

function troubleIn(event: RunEvent): readonly string[] {
  switch (event.type) {
    case 'host.failed':
      return failed(event.host, '', event.failure);
    case 'preflight.refused':
      return failed(event.host, `"${event.title}": `, event.failure);
    case 'undo.failed':
      return failed(event.host, `"${event.title}" was not undone: `, event.failure);
    case 'task.failed':
      return event.ignored ? [] : failed(event.host, `"${event.title}": `, event.failure);
    case 'host.finished':
      return event.outcome === 'unchanged' || event.outcome === 'changed' || event.outcome === 'not-started'
        ? []
        : [`${event.host}: ${event.outcome}`];
    case 'run.interrupted':
      return ['interrupted'];
    default:
      return [];
  }
}

function failed(host: string, what: string, failure: Failure): readonly string[] {
  const hint = hintOf(failure);
  const line = `${host}: ${what}${inOneLine(describeFailure(failure))}`;
  return hint === undefined ? [line] : [line, `  hint: ${inOneLine(hint)}`];
}

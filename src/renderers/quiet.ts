import type { RunEvent } from '../model/event.ts';
import { describeFailure, hintOf } from '../model/failure.ts';
import { safeLine } from './safe-text.ts';
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
    case 'preflight.refused':
    case 'undo.failed': {
      const hint = hintOf(event.failure);
      const line = `${event.host}: ${describeFailure(event.failure)}`;
      return hint === undefined ? [line] : [line, `  hint: ${hint}`];
    }
    case 'task.failed':
      return event.ignored ? [] : [`${event.host}: "${event.title}": ${describeFailure(event.failure)}`];
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

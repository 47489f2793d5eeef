import type { RunEvent } from '../model/run/event.ts';
import { describeFailure, type Failure, hintOf } from '../model/run/failure.ts';
import { isCheck } from '../model/run/named-failure.ts';
import { markedName, undoName } from '../model/run/told-name.ts';
import { stateIn } from '../report/fold/task-state.ts';
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
      return failed(event.host, '', event.failure, ` (check: ${event.title})`);
    case 'undo.failed':
      return failed(event.host, `"${undoName(event)}" was not undone: `, event.failure);
    case 'task.failed':
      if (stateIn(event) !== 'failed') return [];
      if (isCheck(event.task)) return failed(event.host, '', event.failure, ` (check: ${event.title})`);
      return failed(event.host, `"${markedName(event.task, event.title)}": `, event.failure);
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

function failed(host: string, what: string, failure: Failure, after = ''): readonly string[] {
  const hint = hintOf(failure);
  const line = `${host}: ${what}${inOneLine(describeFailure(failure))}${after}`;
  return hint === undefined ? [line] : [line, `  hint: ${inOneLine(hint)}`];
}

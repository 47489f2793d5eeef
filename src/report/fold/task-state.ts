import type { RunEvent } from '../../model/run/event.ts';

/**
 * What came of a task. `pending`: it would change something. `unforeseen`: that cannot be told. `started`: no end is
 * recorded. `refused`: a check before the run did not pass. `rescued`, `ignored`: it failed, and that is answered.
 */
export type TaskState =
  | 'refused'
  | 'failed'
  | 'started'
  | 'rescued'
  | 'ignored'
  | 'changed'
  | 'pending'
  | 'unforeseen'
  | 'ok'
  | 'skipped';

/** What calls for nobody, from what says most to what says least, as Ansible counts it. */
export const ANSWERED = ['rescued', 'ignored', 'changed', 'pending', 'unforeseen', 'ok', 'skipped'] as const;

/** From what decides how a loop ends to what says least. */
const STRONGEST_FIRST: readonly TaskState[] = ['refused', 'failed', 'started', ...ANSWERED];

/** What came of a loop: that of its items which says most; undefined: it has none. */
export function strongest(states: readonly TaskState[]): TaskState | undefined {
  return STRONGEST_FIRST.find((state) => states.includes(state));
}

/** What an event says of its task; undefined: nothing new. A failure that is followed by another attempt ends nothing. */
export function stateIn(event: RunEvent): TaskState | undefined {
  switch (event.type) {
    case 'task.started':
      return 'started';
    case 'preflight.passed':
    case 'task.satisfied':
      return 'ok';
    case 'task.changed':
      return 'changed';
    case 'task.skipped':
      return 'skipped';
    case 'task.failed':
      return failedState(event);
    case 'preflight.refused':
      return 'refused';
    case 'task.pending':
      return 'pending';
    case 'task.unforeseen':
      return 'unforeseen';
    default:
      return undefined;
  }
}

function failedState({
  ignored,
  rescued,
  retriesLeft,
}: RunEvent & { readonly type: 'task.failed' }): TaskState | undefined {
  if (retriesLeft !== undefined) return undefined;
  if (ignored) return 'ignored';
  return rescued === true ? 'rescued' : 'failed';
}

import type { Message } from '../model/action.ts';
import type { ShownChange } from '../model/change.ts';
import { type PlannedTask, taskKey } from '../model/playbook/plan.ts';
import type { Record } from '../model/ports.ts';
import type { OnTask, RunEvent } from '../model/run/event.ts';
import type { Failure } from '../model/run/failure.ts';
import { EMPTY } from '../model/values/json.ts';

export const HIDDEN = '(hidden: no_log)';
const WAY_OUT = 'leave `no_log` out on a test host to read it';

/**
 * The one door through which events leave a run: those of a task that says `no_log` lose every text that may hold what the
 * task must not show. What kind of thing happened, to which step, and how it ended stays. `isRevealed`: where a template
 * says it, that it does not hold on this host. As long as that is not known, everything is hidden.
 */
export function withholding(
  hidden: ReadonlySet<string>,
  record: Record,
  isRevealed: (on: OnTask) => boolean = () => false,
): Record {
  const isHidden = (event: TaskEvent): boolean => hidden.has(taskKey(event.task)) && !isRevealed(event);
  return (event) => record(hidden.size > 0 && isOnTask(event) && isHidden(event) ? withheld(event) : event);
}

/** The keys of these tasks that say `no_log`. */
export function hiddenAmong(tasks: readonly PlannedTask[]): readonly string[] {
  return tasks.filter(({ task }) => task.noLog).map(({ address }) => taskKey(address));
}

/** What may be told outside of the task's own events, such as in the outcome of its host. */
export function tellable({ task }: PlannedTask, failure: Failure): Failure {
  return task.noLog ? withoutText(failure) : failure;
}

/** True for the change of a task that says `no_log`, as it stands in a journal. */
export function isWithheld({ summary }: ShownChange): boolean {
  return summary === HIDDEN;
}

type TaskEvent = Extract<RunEvent, OnTask>;

function isOnTask(event: RunEvent): event is TaskEvent {
  return 'task' in event;
}

function withheld(event: TaskEvent): TaskEvent {
  switch (event.type) {
    case 'preflight.passed':
      return { ...event, messages: hush(event.messages) };
    case 'task.satisfied':
      return { ...event, messages: hush(event.messages), result: EMPTY };
    case 'preflight.refused':
      return { ...event, failure: withoutText(event.failure) };
    case 'task.failed':
      return { ...event, failure: withoutText(event.failure), result: EMPTY };
    case 'task.unforeseen':
      return { ...event, why: HIDDEN };
    case 'task.pending':
    case 'task.intent':
      return { ...event, change: blank(event.change) };
    case 'task.changed':
      return { ...event, change: blank(event.change), result: EMPTY };
    case 'task.started':
    case 'task.skipped':
      return event;
  }
}

function hush(messages: readonly Message[]): readonly Message[] {
  return messages.map(({ severity }) => ({ severity, text: HIDDEN }));
}

/** What the action itself says of its impact stays: nobody may be surprised by a restart. */
function blank({ impact, operations, undo }: ShownChange): ShownChange {
  return {
    summary: HIDDEN,
    diff: [],
    impact,
    operations: operations.length === 0 ? [] : [HIDDEN],
    undo,
  };
}

/** Of the same kind, so that everything follows from it as before. */
export function withoutText(failure: Failure): Failure {
  switch (failure.kind) {
    case 'command':
      return { ...failure, what: 'it', output: HIDDEN };
    case 'refused':
      return { ...failure, why: `it was refused or failed ${HIDDEN}`, hint: WAY_OUT };
    case 'unverified':
      return { ...failure, remaining: HIDDEN };
    case 'unrenderable':
      return { ...failure, why: `it could not be made sense of ${HIDDEN}`, hint: WAY_OUT };
    case 'internal':
      return { ...failure, why: HIDDEN, stack: '' };
    case 'protocol':
      return { ...failure, why: HIDDEN };
    case 'timeout':
      return { ...failure, what: 'it' };
    case 'unreachable':
    case 'untrusted-host-key':
    case 'unauthenticated':
    case 'become':
    case 'lost':
    case 'locked':
    case 'cancelled':
      return failure;
  }
}

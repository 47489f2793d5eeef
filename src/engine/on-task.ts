import type { Message } from '../model/action.ts';
import type { PlannedTask } from '../model/playbook/plan.ts';
import type { OnTask, RunEvent } from '../model/run/event.ts';
import type { JsonObject } from '../model/values/json.ts';
import { type Stage, titleOf } from './look/prepare.ts';

/** What events say of a task and of where it is done. */
export function onTask(planned: PlannedTask, stage: Stage): OnTask {
  const { state, place } = stage;
  const on = { host: state.target.name, task: planned.address, title: titleOf(planned, stage) };
  return place === undefined ? on : { ...on, delegate: place.target.name };
}

// The two that most tasks of most hosts come to are written out: a spread makes an event twice as large.

export function started({ host, task, title, delegate }: OnTask): RunEvent {
  const event = { type: 'task.started', host, task, title } as const;
  return delegate === undefined ? event : { ...event, delegate };
}

/** Nothing needs to be done, or more than was done. */
export function satisfied(
  { host, task, title, delegate }: OnTask,
  result: JsonObject,
  messages: readonly Message[],
): RunEvent {
  const event = { type: 'task.satisfied', host, task, title, result, messages } as const;
  return delegate === undefined ? event : { ...event, delegate };
}

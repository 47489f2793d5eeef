import type { PlannedTask } from '../../model/playbook/plan.ts';
import type { Failure } from '../../model/run/failure.ts';
import { EMPTY, type JsonObject } from '../../model/values/json.ts';
import type { Awaitable } from '../awaitable.ts';
import { registerAs } from '../hosts/registered-result.ts';
import type { Assessing } from '../look/assess.ts';
import { itemResult, itemsOf } from '../look/items.ts';
import { isRescuable } from '../look/judge.ts';
import { loopResult, NO_ITEMS } from '../look/loop-result.ts';
import { placed } from '../look/place.ts';
import { asMet, numberOf } from '../look/prepare.ts';
import { skipped } from '../look/settle.ts';
import { onTask, started } from '../on-task.ts';
import { asksForReset, resetConnection } from '../reset-connection.ts';
import type { Next, Outlook } from '../walk.ts';
import type { Performing } from './perform.ts';
import { type Doing, report, type TaskEnd } from './task.ts';
import { untilItHolds } from './until.ts';

/** How a task is run on a host. */
export interface InTurn extends Omit<Outlook, 'later'> {
  readonly assessing: Assessing;
  readonly performing: Performing;
}

/** Does one task on one host, each of its items in turn. */
export function runTask(planned: PlannedTask, running: InTurn): Awaitable<TaskEnd> {
  const items = itemsOf(planned, running.assessing);
  switch (items.kind) {
    case 'single':
      return runItem(planned, running);
    case 'items':
      return runItems(planned, items.tasks, running);
    case 'skipped': {
      const { assessing } = running;
      const settled = skipped(planned, { why: items.why, result: NO_ITEMS }, assessing);
      return report(doingOf(planned, running), { settled, deed: undefined }, running);
    }
    case 'pending':
      return failedBeforeItems(planned, { kind: 'refused', why: items.why, hint: undefined }, running);
    case 'failed':
      return failedBeforeItems(planned, items.failure, running);
  }
}

function failedBeforeItems(planned: PlannedTask, failure: Failure, running: InTurn): Promise<TaskEnd> {
  const settled = { kind: 'failed', failure, result: EMPTY, lasting: true } as const;
  return report(doingOf(planned, running), { settled, deed: undefined }, running);
}

function doingOf(planned: PlannedTask, { assessing, performing }: InTurn): Doing {
  return { planned, on: onTask(planned, assessing), assessing, performing };
}

/** Does a task once, or one item of it, on its own host or on the one it is delegated to. */
function runItem(written: PlannedTask, running: InTurn): Awaitable<TaskEnd> {
  const { assessing, performing } = running;
  const planned = asMet(written, assessing);
  const where = placed(planned, assessing);
  const place = where.kind === 'placed' ? where.place : undefined;
  if (where.kind !== 'placed') return assessing.state.alone(() => doItem(planned, running));
  if (place === undefined) return assessing.state.alone(() => doItem(where.planned, running));
  const there = {
    ...running,
    assessing: { ...assessing, place },
    performing: { ...performing, state: place, visitor: assessing.state },
  };
  return place.alone(() => doItem(where.planned, there));
}

/** Until what its author waits for holds. */
async function doItem(planned: PlannedTask, running: InTurn): Promise<TaskEnd> {
  const doing = doingOf(planned, running);
  await running.assessing.ports.record(started(doing.on));
  const attempted = await untilItHolds(doing);
  if (attempted.kind === 'settled') {
    const { settled, deed } = attempted;
    const isReset = settled.kind === 'passed' && asksForReset(settled.effect);
    const failure = isReset ? await resetConnection(running.assessing) : undefined;
    if (failure === undefined) return report(doing, attempted, running);
    return report(doing, { settled: { ...settled, kind: 'failed', failure, lasting: false }, deed }, running);
  }
  return { next: { kind: 'ended' }, failure: attempted.failure, result: EMPTY };
}

/** As in Ansible the items after one that failed are done too; that the host is gone ends all. */
async function runItems(
  planned: PlannedTask,
  tasks: readonly PlannedTask[],
  running: InTurn,
): Promise<TaskEnd> {
  const { assessing } = running;
  const { ports, state } = assessing;
  const results: JsonObject[] = [];
  const included: PlannedTask[] = [];
  let failure: Failure | undefined;
  let next: Next = { kind: 'on' };
  await ports.record({ type: 'task.started', ...onTask(planned, assessing), items: tasks.length });
  for (const [index, item] of tasks.entries()) {
    if (index > 0) await pause(planned, running);
    if (ports.signals.stop.aborted)
      return { next: { kind: 'ended' }, failure: { kind: 'cancelled' }, result: EMPTY };
    const later = (): readonly PlannedTask[] => [...tasks.slice(index + 1), ...assessing.later()];
    const end = await runItem(item, { ...running, assessing: { ...assessing, later } });
    results.push(itemResult(item, end.result));
    failure ??= end.failure;
    if (end.failure !== undefined && !isRescuable(end.failure)) return end;
    if (end.next.kind === 'included') included.push(...end.next.tasks);
    else if (end.next.kind !== 'on') next = end.next;
  }
  const result = loopResult(results);
  registerAs(result, planned.task, state);
  if (next.kind === 'on' && included.length > 0) next = { kind: 'included', tasks: included };
  return { next, failure, result };
}

async function pause(planned: PlannedTask, { assessing }: InTurn): Promise<void> {
  const seconds = numberOf(planned.task.loop?.pause, planned, assessing) ?? 0;
  if (seconds > 0) await assessing.ports.clock.sleep(seconds * 1_000, assessing.signal);
}

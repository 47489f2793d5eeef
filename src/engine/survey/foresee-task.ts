import { type PlannedTask, taskKey } from '../../model/playbook/plan.ts';
import type { OnTask } from '../../model/run/event.ts';
import type { Failure } from '../../model/run/failure.ts';
import { EMPTY, type JsonObject } from '../../model/values/json.ts';
import { type Awaitable, andThen } from '../awaitable.ts';
import { type Assessing, type Assessment, assessThere } from '../look/assess.ts';
import { withAttempts } from '../look/attempts.ts';
import { type Items, itemResult, itemsOf } from '../look/items.ts';
import { changesNothing, condition, isIgnored } from '../look/judge.ts';
import { loopResult, NO_ITEMS } from '../look/loop-result.ts';
import { unansweredOf } from '../look/notices.ts';
import { placed } from '../look/place.ts';
import { asMet, noticesOf, whereOf } from '../look/prepare.ts';
import { type Open, type Settled, settle, skipped } from '../look/settle.ts';
import { onTask } from '../on-task.ts';
import {
  type Foreseeing,
  findingOf,
  foreseeFailure,
  foreseeOther,
  foreseePassed,
  foreseeSkipped,
  GOING_ON,
  type Prospect,
  recorded,
} from './findings.ts';
import { foreseeMaybe, keepOpen, mayStayQuiet } from './open-ends.ts';
import { keepSupposing, supposeIncluded } from './supposed.ts';
import { touchesAt, touching } from './touches.ts';

/** Each item of a task in turn. */
export function foreseeTask(planned: PlannedTask, walking: Foreseeing): Awaitable<Prospect> {
  keepSupposing(planned, walking);
  if (mayStayQuiet(planned, walking)) return foreseeQuiet(planned, walking);
  const items = itemsOf(planned, walking);
  if (items.kind === 'single') return foresee(planned, walking, walking);
  return items.kind === 'items'
    ? foreseeItems(planned, items.tasks, walking)
    : foreseeNoItem(planned, items, walking);
}

async function foreseeQuiet(planned: PlannedTask, walking: Foreseeing): Promise<Prospect> {
  await foreseeMaybe(planned, 'whether anything notifies it is not known yet', walking);
  return GOING_ON;
}

type NoItem = Exclude<Items, { readonly kind: 'single' | 'items' }>;

function foreseeNoItem(planned: PlannedTask, items: NoItem, walking: Foreseeing): Promise<Prospect> {
  const on = onTask(planned, walking);
  switch (items.kind) {
    case 'skipped': {
      const { result } = skipped(planned, { why: items.why, result: NO_ITEMS }, walking);
      return foreseeSkipped(planned, { why: items.why, result }, on, walking);
    }
    case 'pending':
      return foreseeOpen(planned, items.why, on, walking, walking);
    case 'failed': {
      const settled = { kind: 'failed', failure: items.failure, result: EMPTY, lasting: true } as const;
      return foreseeFailure(planned, settled, on, walking);
    }
  }
}

/** What hangs on something that nobody knows yet: for an include, on whether it comes, what it would bring is looked at. */
async function foreseeOpen(
  planned: PlannedTask,
  why: string,
  on: OnTask,
  assessing: Assessing,
  walking: Foreseeing,
): Promise<Prospect> {
  const next = await supposeIncluded(planned, assessing, walking);
  if (next !== undefined) {
    const told = `${why}; what it would do is told next`;
    const prospect = { next, failure: undefined, result: undefined };
    return recorded({ type: 'task.unforeseen', ...on, why: told }, prospect, walking);
  }
  const told = planned.task.around === undefined ? why : `what it includes is decided on the way: ${why}`;
  const event = findingOf(planned, { kind: 'pending', why: told }, on, walking, { isNothing: false });
  keepOpen(planned, walking);
  return recorded(event, GOING_ON, walking);
}

async function foreseeItems(
  planned: PlannedTask,
  tasks: readonly PlannedTask[],
  walking: Foreseeing,
): Promise<Prospect> {
  const { pending, state, ports, signal } = walking;
  const results: (JsonObject | undefined)[] = [];
  const included: PlannedTask[] = [];
  let failure: Failure | undefined;
  for (const [index, item] of tasks.entries()) {
    const later = (): readonly PlannedTask[] => [...tasks.slice(index + 1), ...walking.later()];
    const came = await foresee(item, walking, { state, ports, signal, pending, later });
    results.push(came.result === undefined ? undefined : itemResult(item, came.result));
    if (came.next.kind === 'included') included.push(...came.next.tasks);
    failure ??= came.failure;
  }
  const known = results.filter((result) => result !== undefined);
  const { register } = planned.task;
  const result = known.length < results.length ? undefined : loopResult(known);
  if (register !== undefined) {
    if (result === undefined) pending.add(register);
    else {
      pending.delete(register);
      state.registered.set(register, result);
    }
  }
  if (failure !== undefined) return { next: { kind: 'failed' }, failure, result };
  return {
    next: included.length > 0 ? { kind: 'included', tasks: included } : GOING_ON.next,
    failure,
    result,
  };
}

/** `here`: as the walk itself, but for what comes after an item of a loop. */
function foresee(written: PlannedTask, walking: Foreseeing, here: Assessing): Awaitable<Prospect> {
  const met = asMet(written, here);
  const where = placed(met, here);
  const { planned, place } = where.kind === 'placed' ? where : { planned: met, place: undefined };
  const assessing = place === undefined ? here : { ...here, place };
  const assessment = assessThere(where, planned, here);
  return andThen(assessment, (one) => foreseen(planned, one, walking, assessing));
}

function foreseen(
  planned: PlannedTask,
  assessment: Assessment,
  walking: Foreseeing,
  assessing: Assessing,
): Promise<Prospect> {
  const { pending } = walking;
  const { place } = assessing;
  const on = onTask(planned, assessing);
  if (assessment.kind === 'change') whereOf(assessing).foreseen.set(taskKey(planned.address), planned);
  // A host that is only delegated to is reached here for the first time: without it nothing may begin.
  if (
    place !== undefined &&
    place.connection === undefined &&
    assessment.kind === 'failed' &&
    !isIgnored(planned, assessment.failure)
  )
    return foreseeFailure(
      planned,
      { ...assessment, result: EMPTY, lasting: true },
      on,
      walking,
      'in any case',
    );
  const settled = counted(planned, settle(planned, assessment, assessing), assessing);
  const { register } = planned.task;
  if (assessment.kind === 'satisfied') {
    const other = touching(assessment.observations, touchesAt(place, walking));
    if (other !== undefined) return foreseeOther(planned, assessment.messages, other, on, walking);
  }
  if (settled.kind === 'pending' && planned.task.around !== undefined)
    return foreseeOpen(planned, settled.why, on, assessing, walking);
  const unanswered = notifiesNobody(planned, settled, assessing, walking);
  if (unanswered !== undefined) return foreseeFailure(planned, unanswered, on, walking);
  if (isOpen(settled)) keepOpen(planned, walking);
  else if (register !== undefined) pending.delete(register);
  switch (settled.kind) {
    case 'failed':
      return foreseeFailure(planned, settled, on, walking);
    case 'passed':
      return foreseePassed(planned, settled, on, walking, place);
    case 'skipped':
      return foreseeSkipped(planned, settled, on, walking);
    case 'pending':
    case 'waiting':
    case 'change':
      return recorded(
        findingOf(planned, settled, on, walking, { place, isNothing: changesNothing(planned, assessing) }),
        GOING_ON,
        walking,
      );
  }
}

/** One attempt is made; whether another would do better, nobody can tell. */
function counted(planned: PlannedTask, settled: Settled | Open, assessing: Assessing): Settled | Open {
  const { until } = planned.task;
  if (until === undefined || isOpen(settled) || settled.kind === 'skipped') return settled;
  const first = withAttempts(settled, 1, planned, assessing);
  if (condition(planned, until.conditions, assessing) === true) return first;
  const conditions = until.conditions.map(({ text }) => text).join(' and ');
  return { kind: 'pending', why: `whether this comes to hold: ${conditions}` };
}

/** It would fail by what it notifies; words that a later result decides are left to the run. */
function notifiesNobody(
  planned: PlannedTask,
  settled: Settled | Open,
  assessing: Assessing,
  walking: Foreseeing,
): (Settled & { readonly kind: 'failed' }) | undefined {
  if (planned.task.notify.length === 0) return undefined;
  const isChange =
    (settled.kind === 'change' && !changesNothing(planned, assessing)) ||
    (settled.kind === 'passed' && settled.changed);
  const words = isChange ? noticesOf(planned, assessing).filter((word) => !word.includes('{{')) : [];
  const failure = unansweredOf(words, walking);
  return failure === undefined ? undefined : { kind: 'failed', failure, result: EMPTY, lasting: true };
}

function isOpen(settled: Settled | Open): settled is Open {
  return settled.kind === 'pending' || settled.kind === 'waiting' || settled.kind === 'change';
}

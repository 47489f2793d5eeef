import { actionOf, type Effect, setsOf } from '../../model/action.ts';
import { type PlannedTask, taskKey } from '../../model/playbook/plan.ts';
import { mayLeave } from '../../model/playbook/structure.ts';
import { takeEffect } from '../effects.ts';
import type { HostState } from '../hosts/host-state.ts';
import type { HostWork } from '../hosts/host-work.ts';
import { eachItem } from './items.ts';
import { leaveOpen } from './leave-open.ts';
import { foretell, prepare, type Stage, wishedIn } from './prepare.ts';
import { missing, type Questions } from './questions.ts';

/** A host on its way through its tasks, and those after this one. */
interface OnTheWay extends Stage, Pick<HostWork, 'ports'> {
  readonly later: () => readonly PlannedTask[];
}

/** The questions of the later tasks that can be known by now. */
export function ahead(on: OnTheWay, current: PlannedTask): readonly Questions[] {
  const { state, ports, place } = on;
  // On another host nobody knows what comes next.
  if (place !== undefined) return [];
  const looking: LookingAhead = {
    // What tasks set without asking the host is known, and counts here alone: their turn has not come.
    state: { ...state, registered: new Map(state.registered), included: new Map(state.included) },
    pending: new Set(on.pending),
    ports,
    questions: [],
  };
  leaveOpen(current, looking);
  lookThrough(on.later(), looking, 0);
  return looking.questions;
}

interface LookingAhead extends Pick<HostWork, 'ports'> {
  readonly state: HostState;
  readonly pending: Set<string>;
  readonly questions: Questions[];
}

/** Deeper than anybody includes. */
const MOST_LEVELS = 10;

function lookThrough(tasks: readonly PlannedTask[], looking: LookingAhead, level: number): void {
  for (const planned of tasks) {
    const items = mayLeave(planned.task.across) ? [] : eachItem(planned, looking);
    if (items.length > 0 && setsAlone(planned, looking) && level < MOST_LEVELS) {
      const settled = items.map((each) => isSettled(each, looking, level));
      if (settled.includes(false)) leaveOpen(planned, looking);
      continue;
    }
    const asked = items.flatMap((each) => {
      const prepared = foretell(each, looking);
      return prepared.kind === 'ready' ? [prepared.questions] : [];
    });
    looking.questions.push(...asked);
    if (!isKnown(planned, asked, looking)) leaveOpen(planned, looking);
  }
}

/** True for a task that gives names a value, or brings others, and registers nothing. */
function setsAlone({ task }: PlannedTask, { ports: { actions } }: LookingAhead): boolean {
  if (task.register !== undefined) return false;
  const reads = actionOf(task, actions).wishes !== undefined;
  return reads || task.around !== undefined || setsOf(task, actions).length > 0;
}

/** True when it is known what a task will set, or that it will be skipped; what it sets then counts for those after it. */
function isSettled(planned: PlannedTask, looking: LookingAhead, level: number): boolean {
  const prepared = prepare(planned, looking);
  if (prepared.kind === 'skipped') return true;
  if (prepared.kind !== 'ready') return false;
  const { questions } = prepared;
  if (questions.observations.length > 0) {
    looking.questions.push(questions);
    return missing(looking.state, [questions]).length === 0;
  }
  const context = {
    ...{ baseline: undefined, files: new Map(), undo: undefined, irreversible: false },
    variables: wishedIn(planned, prepared, looking),
    made: undefined,
    jobs: looking.state.jobs,
  };
  const decision = actionOf(planned.task, looking.ports.actions).plan(prepared.params, [], context);
  return decision.kind === 'satisfied' && countsNow(decision.effect, planned, looking, level);
}

function countsNow(
  effect: Effect | undefined,
  planned: PlannedTask,
  looking: LookingAhead,
  level: number,
): boolean {
  const { state } = looking;
  switch (effect?.kind) {
    case 'set-facts':
    case 'include-vars':
      return takeEffect(effect, planned, looking).ok;
    case 'include-tasks':
    case 'include-role': {
      const brought = state.include(planned, effect, () => undefined);
      if (brought.ok) lookThrough(brought.value, looking, level + 1);
      return brought.ok;
    }
    default:
      return false;
  }
}

/** What a host has told already stays as it is: facts that are gathered anew are those that are there. */
function isKnown({ task }: PlannedTask, asked: readonly Questions[], { state }: LookingAhead): boolean {
  return task.register === undefined && asked.length > 0 && missing(state, asked).length === 0;
}

/**
 * The later tasks whose answers will still hold when their turn comes: all up to the next one that is expected to do
 * something. Asking for more would be for nothing.
 */
export function untilNextChange({ later, state }: OnTheWay): readonly PlannedTask[] {
  const all = later();
  const next = all.findIndex(({ address }) => state.foreseen.has(taskKey(address)));
  return next < 0 ? all : all.slice(0, next + 1);
}

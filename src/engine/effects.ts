import type { Effect } from '../model/action.ts';
import { includedRoleKey } from '../model/playbook/include-places.ts';
import type { PlannedTask } from '../model/playbook/plan.ts';
import { EMPTY, type JsonObject, jsonObject } from '../model/values/json.ts';
import { includeInto } from '../resolve/files/include-vars.ts';
import type { Attempt } from './hosts/attempt.ts';
import { growthOf } from './hosts/growth.ts';
import { type HostState, hostIn } from './hosts/host-state.ts';
import type { Next } from './walk.ts';

const ON: Next = { kind: 'on' };

/** Has a task's effect count for its host, and says what comes next there, or why it cannot come about. */
export function takeEffect(
  effect: Effect | undefined,
  planned: PlannedTask,
  { state, place }: { readonly state: HostState; readonly place?: HostState | undefined },
): Attempt<Next> {
  const told = planned.task.across.delegateFacts ? (place ?? state) : state;
  switch (effect?.kind) {
    case undefined:
      return done(ON);
    case 'set-facts':
      for (const [name, value] of Object.entries(effect.values)) told.registered.set(name, value);
      if (effect.asFacts === true) addFacts(effect.values, told);
      return done(ON);
    case 'include-vars':
      includeInto(state.included, effect.variables);
      return done(ON);
    case 'gather-facts':
      addFacts(effect.values, told);
      return done(ON);
    case 'include-tasks':
      return included(state.include(planned, effect));
    case 'include-role': {
      const found = state.include(planned, effect);
      if (found.ok && effect.isPublic) show(effect, planned, state);
      return included(found);
    }
    case 'meta':
      return done(meta(effect.what, state));
    case 'add-host':
    case 'add-group':
      return added(effect, planned, state);
  }
}

function added(effect: Effect, planned: PlannedTask, { growth, target }: HostState): Attempt<Next> {
  const more = growthOf(effect, planned, target.name);
  if (growth === undefined || more === undefined)
    throw new Error(`${planned.task.name} adds to no inventory`);
  const added = growth.current.adds(more);
  if (typeof added === 'string')
    return { ok: false, failure: { kind: 'refused', why: added, hint: undefined } };
  if (added) growth.current.add(more);
  if (added && more.kind === 'host') growth.joined.add(more.name);
  return done(ON);
}

function addFacts(values: JsonObject, told: Pick<HostState, 'facts'>): void {
  told.facts = jsonObject([...Object.entries(told.facts), ...Object.entries(values)]);
}

/** Its variables are seen by what comes after it in the play. */
function show(
  effect: Extract<Effect, { kind: 'include-role' }>,
  planned: PlannedTask,
  state: HostState,
): void {
  const { play } = planned.address;
  const { playbook_dir: folder } = hostIn(state, planned).scope.magic;
  const key = includedRoleKey(String(folder), effect.role, effect.from);
  state.shown.set(play, [...(state.shown.get(play) ?? []), key]);
}

function done(value: Next): Attempt<Next> {
  return { ok: true, value };
}

function included(tasks: Attempt<readonly PlannedTask[]>): Attempt<Next> {
  return tasks.ok ? done({ kind: 'included', tasks: tasks.value }) : tasks;
}

function meta(what: Extract<Effect, { kind: 'meta' }>['what'], state: HostState): Next {
  switch (what) {
    case 'flush_handlers':
      return { kind: 'flush' };
    case 'end_host':
      return { kind: 'ended' };
    case 'end_batch':
      return { kind: 'ended', all: 'batch' };
    case 'end_play':
      return { kind: 'ended', all: 'play' };
    case 'clear_facts':
      state.facts = EMPTY;
      return ON;
    case 'reset_connection':
    case 'clear_host_errors':
    case 'refresh_inventory':
    case 'noop':
      return ON;
  }
}

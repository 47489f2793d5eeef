import { expect, test } from 'vitest';
import type { Effect } from '../model/action.ts';
import type { PlannedTask } from '../model/playbook/plan.ts';
import { AT_HOME } from '../model/playbook/structure.ts';
import type { JsonObject, JsonValue } from '../model/values/json.ts';
import { takeEffect } from './effects.ts';
import type { Attempt } from './hosts/attempt.ts';
import type { HostState } from './hosts/host-state.ts';

type Met = Pick<HostState, 'registered' | 'facts' | 'include'>;

const planned = {
  address: { play: 1, section: 'tasks', task: 1 },
  task: { across: AT_HOME },
} as PlannedTask;
const refused: Attempt<never> = {
  ok: false,
  failure: { kind: 'refused', why: 'no such file', hint: undefined },
};

function stateWith(include: Attempt<readonly PlannedTask[]> = refused): Met {
  return {
    registered: new Map<string, JsonValue>([['old', 1]]),
    facts: { os: 'debian', cores: 2 } as JsonObject,
    include: () => include,
  };
}

function taken(effect: Effect | undefined, state: Met = stateWith()): unknown {
  return takeEffect(effect, planned, { state: state as HostState });
}

const meta = (what: Extract<Effect, { kind: 'meta' }>['what']): Effect => ({ kind: 'meta', what });

test.for<[string, Effect | undefined, unknown]>([
  ['nothing', undefined, { kind: 'on' }],
  ['flush_handlers', meta('flush_handlers'), { kind: 'flush' }],
  ['end_host', meta('end_host'), { kind: 'ended' }],
  ['end_batch', meta('end_batch'), { kind: 'ended', all: 'batch' }],
  ['end_play', meta('end_play'), { kind: 'ended', all: 'play' }],
  ['clear_facts', meta('clear_facts'), { kind: 'on' }],
  ['reset_connection', meta('reset_connection'), { kind: 'on' }],
  ['clear_host_errors', meta('clear_host_errors'), { kind: 'on' }],
  ['refresh_inventory', meta('refresh_inventory'), { kind: 'on' }],
  ['noop', meta('noop'), { kind: 'on' }],
])('after %s its host goes on as it says', ([, effect, next]) => {
  expect(taken(effect)).toEqual({ ok: true, value: next });
});

test('facts that are set count beside what was registered, those that were gathered beside the others', () => {
  const state = stateWith();
  taken({ kind: 'set-facts', values: { port: 80, old: 2 } }, state);
  taken({ kind: 'gather-facts', values: { cores: 4, ram: 8 } }, state);
  expect([...state.registered]).toEqual([
    ['old', 2],
    ['port', 80],
  ]);
  expect(state.facts).toEqual({ os: 'debian', cores: 4, ram: 8 });
  taken({ kind: 'set-facts', values: { port: 81 }, asFacts: true }, state);
  expect(state.facts).toEqual({ os: 'debian', cores: 4, ram: 8, port: 81 });
  taken(meta('clear_facts'), state);
  expect(state.facts).toEqual({});
  expect([...state.registered]).toEqual([
    ['old', 2],
    ['port', 81],
  ]);
});

test.for<Effect>([
  { kind: 'include-tasks', file: 'more.yml' },
  {
    kind: 'include-role',
    role: 'web',
    tasks: 'main',
    handlers: 'main',
    from: { vars: 'main', defaults: 'main' },
    isPublic: false,
  },
])('what $kind finds comes next, and what it does not find is its failure', (effect) => {
  expect(taken(effect, stateWith({ ok: true, value: [planned] }))).toEqual({
    ok: true,
    value: { kind: 'included', tasks: [planned] },
  });
  expect(taken(effect)).toBe(refused);
});

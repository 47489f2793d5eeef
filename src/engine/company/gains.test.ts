import { expect, test } from 'vitest';
import { AT_HOME } from '../../model/playbook/structure.ts';
import { type JsonObject, type JsonValue, jsonObject } from '../../model/values/json.ts';
import { NO_WORLD, newHostState } from '../hosts/host-state.ts';
import { gain, gainsSince, standOf } from './gains.ts';

interface Known {
  readonly registered?: Readonly<Record<string, JsonValue>>;
  readonly included?: Readonly<Record<string, JsonValue>>;
  readonly facts?: JsonObject;
  readonly pending?: readonly string[];
}

function knowing({ registered = {}, included = {}, facts = {}, pending = [] }: Known) {
  const target = { name: 'h', address: { kind: 'local' }, becomePassword: undefined } as const;
  const state = newHostState(target, new Map(), NO_WORLD);
  for (const [name, value] of Object.entries(registered)) state.registered.set(name, value);
  for (const [name, value] of Object.entries(included)) state.included.set(name, { value, at: undefined });
  state.facts = jsonObject(Object.entries(facts));
  return { state, pending: new Set(pending) };
}

test.for<readonly [what: string, before: Known, after: Known, delegateFacts: boolean, others: Known]>([
  ['what is registered', {}, { registered: { r: 1 } }, false, { registered: { own: 0, r: 1 } }],
  [
    'what is registered anew',
    { registered: { own: 5 } },
    { registered: { own: 6 } },
    false,
    { registered: { own: 6 } },
  ],
  [
    'what was there already is not taken from others',
    { registered: { r: 1 } },
    { registered: { r: 1 } },
    false,
    { registered: { own: 0 } },
  ],
  ['what is taken away', { registered: { own: 5 } }, {}, false, {}],
  [
    'facts',
    { facts: { a: 1 } },
    { facts: { a: 1, b: 2 } },
    false,
    { registered: { own: 0 }, facts: { b: 2 } },
  ],
  ['variables from files', {}, { included: { v: 1 } }, false, { registered: { own: 0 }, included: { v: 1 } }],
  ['what is open now', {}, { pending: ['r'] }, false, { registered: { own: 0 }, pending: ['r'] }],
  [
    'with delegate_facts only what is registered',
    {},
    { registered: { r: 1, f: 2 }, facts: { g: 3 }, pending: ['o'] },
    true,
    { registered: { own: 0, r: 1 } },
  ],
])('what one has done for all counts for others: %s', ([, before, after, delegateFacts, others]) => {
  const first = knowing(before);
  const stand = standOf(first.state, first.pending);
  const then = knowing(after);
  const task = { register: 'r', across: { ...AT_HOME, delegateFacts } };
  const gains = gainsSince(stand, then.state, then.pending, task);
  const other = knowing({ registered: { own: 0 } });
  gain(gains, other.state, other.pending);
  const { state, pending } = other;
  expect({
    registered: Object.fromEntries(state.registered),
    included: Object.fromEntries([...state.included].map(([name, { value }]) => [name, value])),
    facts: { ...state.facts },
    pending: [...pending],
  }).toEqual({ registered: {}, included: {}, facts: {}, pending: [], ...others });
});

test('what is known for one is not open any more for the others', () => {
  const { state, pending } = knowing({ pending: ['r', 's'] });
  const gains = {
    registered: new Map([['r', 1]]),
    included: new Map(),
    facts: [],
    pending: new Map([['s', false]]),
  };
  gain(gains, state, pending);
  expect([...pending]).toEqual([]);
});

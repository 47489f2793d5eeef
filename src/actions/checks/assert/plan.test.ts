import { expect, test } from 'vitest';
import type { JsonObject } from '../../../model/values/json.ts';
import { NO_CONTEXT } from '../../../probes/said.test-kit.ts';
import { debug } from '../debug/action.ts';
import { fail } from '../fail/action.ts';
import { assert } from './action.ts';

const TRUE = { text: 'a == 1', holds: true };
const FALSE = { text: 'b == 2', holds: false };

test.for<readonly [JsonObject, object]>([
  [{ that: [TRUE] }, { kind: 'satisfied', result: { msg: 'All assertions passed' }, messages: [] }],
  [
    { that: [TRUE], success_msg: 'fine' },
    { kind: 'satisfied', messages: [{ severity: 'info', text: 'fine' }] },
  ],
  [
    { that: [TRUE], success_msg: 'fine', quiet: true },
    { kind: 'satisfied', messages: [] },
  ],
  [{ that: [TRUE, FALSE] }, { kind: 'refused', why: 'this does not hold: b == 2' }],
  [
    { that: [FALSE], fail_msg: 'no good' },
    { kind: 'refused', why: 'no good', hint: 'it checked: b == 2' },
  ],
])('assert %j: %j', ([params, decision]) => {
  expect(assert.plan({ quiet: false, ...params }, [], NO_CONTEXT)).toMatchObject(decision);
});

test.for<readonly [JsonObject, object]>([
  [{ msg: 'hello' }, { result: { msg: 'hello' }, messages: [{ text: 'hello' }] }],
  [{ msg: ['a', 1] }, { result: { msg: ['a', 1] }, messages: [{ text: '["a",1]' }] }],
  [{}, { result: { msg: 'Hello world!' } }],
  [{ var: { text: 'x.y', value: 3 } }, { result: { 'x.y': 3 }, messages: [{ text: 'x.y = 3' }] }],
  [
    { msg: 'hello', verbosity: 1 },
    { kind: 'skipped', why: 'Verbosity threshold not met.' },
  ],
])('debug %j: %j', ([params, decision]) => {
  expect(debug.plan({ verbosity: 0, ...params }, [], NO_CONTEXT)).toMatchObject({
    kind: 'satisfied',
    ...decision,
  });
});

test('fail fails', () => {
  expect(fail.plan({ msg: 'no' }, [], NO_CONTEXT)).toEqual({ kind: 'refused', why: 'no', hint: undefined });
});

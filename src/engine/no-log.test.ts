import { expect, test } from 'vitest';
import { taskKey } from '../model/playbook/plan.ts';
import type { RunEvent } from '../model/run/event.ts';
import type { Failure } from '../model/run/failure.ts';
import { describeFailure } from '../model/run/failure.ts';
import { withholding, withoutText } from './no-log.ts';

const SECRET = 'geheim';

const failures: readonly Failure[] = [
  { kind: 'command', what: `"run ${SECRET}"`, exitCode: 3, output: SECRET },
  { kind: 'refused', why: SECRET, hint: SECRET },
  { kind: 'unverified', remaining: SECRET },
  { kind: 'unrenderable', why: SECRET, place: 'play.yml:3:5', hint: SECRET },
  { kind: 'protocol', why: SECRET },
  { kind: 'internal', why: SECRET, stack: SECRET },
  { kind: 'timeout', what: `"run ${SECRET}"`, limitMs: 1_000 },
];

test.for(failures)('a failure of kind $kind tells no text of the task, and keeps its kind', (failure) => {
  const hidden = withoutText(failure);
  expect(JSON.stringify(hidden)).not.toContain(SECRET);
  expect(hidden.kind).toBe(failure.kind);
  expect(describeFailure(hidden)).toContain(
    { command: 'exit code 3', unrenderable: 'play.yml:3:5', timeout: '1 s' }[failure.kind as 'command'] ??
      'no_log',
  );
});

test.for<Failure>([
  { kind: 'lost', cause: 'the power went' },
  { kind: 'unreachable', address: 'h:22', cause: 'no route' },
  { kind: 'untrusted-host-key', address: 'h:22', why: 'the key is not known', hint: 'trust it' },
  { kind: 'unauthenticated', user: 'root', tried: ['a key'], hint: 'add the key' },
  { kind: 'become', user: 'root', why: 'sudo says no', hint: 'add -K' },
  { kind: 'cancelled' },
])('a failure of kind $kind tells nothing of the task, and is left as it is', (failure) => {
  expect(withoutText(failure)).toBe(failure);
});

const task = { play: 1, section: 'tasks', task: 2 } as const;
const on = { host: 'h', task, name: 'set it' };
const change = {
  ...{ summary: SECRET, diff: [{ kind: 'state', subject: 'x', before: SECRET, after: SECRET }] },
  ...{ impact: ['restarts x'], operations: [SECRET], undo: { kind: 'possible' } },
};
const failure: Failure = { kind: 'refused', why: SECRET, hint: SECRET };
const said = { messages: [{ severity: 'warning', text: SECRET }], result: { msg: SECRET } };

/** Every kind of event that a task has. */
const events = [
  { type: 'preflight.passed', ...on, ...said, result: undefined },
  { type: 'preflight.refused', ...on, failure },
  { type: 'task.satisfied', ...on, ...said },
  { type: 'task.failed', ...on, failure, result: { msg: SECRET } },
  { type: 'task.unforeseen', ...on, why: SECRET },
  { type: 'task.pending', ...on, change },
  { type: 'task.intent', ...on, change },
  { type: 'task.changed', ...on, change, result: { msg: SECRET } },
  { type: 'task.changed', ...on, change: { ...change, operations: [] }, result: { msg: SECRET } },
  { type: 'task.started', ...on },
  { type: 'task.skipped', ...on, why: 'when: x' },
] as unknown as readonly RunEvent[];

test.for(events)('$type of a task that says no_log leaves without its text', async (event) => {
  const left: RunEvent[] = [];
  await withholding(new Set([taskKey(task)]), async (one) => void left.push(one))(event);
  expect(JSON.stringify(left)).not.toContain(SECRET);
  expect(left).toMatchObject([{ type: event.type, host: 'h', task }]);
});

test('other events leave as they are', async () => {
  const left: RunEvent[] = [];
  const record = async (one: RunEvent): Promise<void> => void left.push(one);
  const other = { type: 'run.finished', elapsedMs: 1 } as unknown as RunEvent;
  const all = [...events, other];
  for (const event of all) await withholding(new Set(), record)(event);
  await withholding(new Set([taskKey(task)]), record)(other);
  expect(left).toEqual([...all, other]);
});

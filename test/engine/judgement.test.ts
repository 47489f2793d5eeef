import { expect, test } from 'vitest';
import type { RunEvent } from '../../src/model/run/event.ts';
import { check, install, poke, set } from './model-actions.ts';
import { modelHost } from './model-host.ts';
import { type ModelTask, plan } from './model-plan.ts';
import { applied, foreseen } from './model-run.ts';

const IS_SET: ModelTask[1] = { key: 'a', is: '1' };

/** Runs tasks on a host where `a` is 1, with handlers that set their own name. */
async function run(tasks: readonly ModelTask[], names: readonly string[] = ['h']) {
  const handlers = names.map((name): ModelTask => [set, { key: name, value: 'ran' }, { name }]);
  const h = modelHost({ initial: { a: '1' }, broken: new Set(['broken']) });
  const done = await applied(plan({ batches: [['h']], tasks, handlers }), { h });
  return { ...done, state: Object.fromEntries(h.state), calls: h.calls };
}

test.for<readonly [what: string, task: ModelTask]>([
  ['a check that passed', [check, IS_SET, { changedWhen: 'true', notify: ['h'] }]],
  ['a state that is as wanted', [set, { key: 'a', value: '1' }, { changedWhen: true, notify: ['h'] }]],
  ['its own result', [check, IS_SET, { register: 'c', changedWhen: 'c.value == "1"', notify: ['h'] }]],
])('changed_when counts %s as a change, and its handler runs', async ([, task]) => {
  const { exitCode, outcomes, state, events } = await run([task]);
  expect({ exitCode, outcomes, state }).toEqual({
    exitCode: 0,
    outcomes: { h: 'changed' },
    state: { a: '1', h: 'ran' },
  });
  expect(events.filter(({ type }) => type === 'task.changed')).toHaveLength(2);
});

test('a host on which a task only says that it changed is unchanged, and nothing is to be undone', async () => {
  const done = await run([[check, IS_SET, { changedWhen: true }]]);
  expect(done).toMatchObject({ exitCode: 0, outcomes: { h: 'unchanged' } });
  expect(done.calls.filter((call) => call.startsWith('perform'))).toEqual([]);
  const changed = done.events.find(({ type }) => type === 'task.changed');
  expect(changed).toMatchObject({ step: undefined, change: { operations: [], undo: { kind: 'nothing' } } });
});

test('a preview foresees the handler of a task that only says that it changed', async () => {
  const handlers: ModelTask[] = [[set, { key: 'h', value: 'ran' }, { name: 'h' }]];
  const tasks: ModelTask[] = [[check, IS_SET, { changedWhen: true, notify: ['h'] }]];
  const h = modelHost({ initial: { a: '1' } });
  const { exitCode, events } = await foreseen(plan({ batches: [['h']], tasks, handlers }), { h });
  expect(exitCode).toBe(10);
  expect(events).toContainEqual({ type: 'preview.finished', changes: 1, hostsToChange: 1 });
});

test.for<readonly [what: string, more: ModelTask[2]]>([
  ['changed_when', { changedWhen: 'c.nobody' }],
  ['failed_when', { failedWhen: 'c.nobody' }],
])('a %s that cannot be evaluated fails a task that is as wanted', async ([which, more]) => {
  const done = await run([
    [check, IS_SET, { register: 'c', ignoreErrors: true, ...more }],
    [set, { key: 'said', value: `{{ c.${which}_result is defined }}` }],
  ]);
  expect(done).toMatchObject({ exitCode: 0, state: { said: 'True' } });
});

test.for<readonly [what: string, task: ModelTask]>([
  ['a check that did not pass', [check, { key: 'a', is: '2' }, { failedWhen: 'false' }]],
  ['a wait in vain', [check, { key: 'a', is: '2', wait: true }, { failedWhen: 'false' }]],
  ['a file of the controller that is missing', [install, { src: 'none' }, { failedWhen: 'false' }]],
  ['a command that failed', [poke, { key: 'broken', value: '1' }, { failedWhen: 'false' }]],
  ['a change that failed', [set, { key: 'broken', value: '1' }, { failedWhen: 'false' }]],
])('failed_when lets %s pass', async ([, task]) => {
  const { exitCode, state } = await run([task, [set, { key: 'after', value: '1' }]]);
  expect(exitCode).toBe(0);
  expect(state).toMatchObject({ after: '1' });
});

test('what failed_when lets pass is told', async () => {
  const { events } = await run([[check, { key: 'a', is: '2' }, { failedWhen: 'false' }]]);
  const text = 'failed_when lets it pass: a is 1, not 2';
  const found = events.filter((event) => event.type === 'task.satisfied');
  expect(found.map(({ messages }) => messages)).toContainEqual([{ severity: 'info', text }]);
});

test('failed_when lets a preflight check pass', async () => {
  const preflight: ModelTask[] = [[check, { key: 'a', is: '2' }, { failedWhen: 'false' }]];
  const passed = await applied(plan({ batches: [['h']], preflight, tasks: [] }), { h: modelHost() });
  expect(passed.exitCode).toBe(0);
});

test('a command that failed has changed something, as far as one knows', async () => {
  const { state } = await run([
    [poke, { key: 'broken', value: '1' }, { register: 'r', ignoreErrors: true }],
    [set, { key: 'said', value: '{{ r is changed }} {{ r is failed }} {{ r.msg }} {{ r.rc }}' }],
  ]);
  expect(state['said']).toBe('True True non-zero return code 1');
});

test('an unknown variable is ignored in the preview and in the run alike', async () => {
  const tasks: ModelTask[] = [
    [set, { key: 'b', value: '{{ nobody }}' }, { ignoreErrors: true, register: 'r' }],
    [set, { key: 'c', value: '1' }, { when: 'r is failed' }],
  ];
  expect(await run(tasks)).toMatchObject({ exitCode: 0, state: { a: '1', c: '1' } });
});

test.for<readonly [ran: readonly string[], tasks: Readonly<Record<string, readonly string[]>>]>([
  [['late', 'early'], { late: ['early'] }],
  [['late', 'middle'], { late: ['middle'], middle: ['early'] }],
  [['late', 'late'], { late: ['late'] }],
  [['late', 'early', 'late'], { late: ['early'], early: ['late'] }],
])('handlers run in two rounds: %j', async ([ran, notify]) => {
  const handlers = ['early', 'middle', 'late'].map(
    (name): ModelTask => [
      poke,
      { key: name, value: '1' },
      { name, irreversible: true, notify: notify[name] ?? [] },
    ],
  );
  const tasks: ModelTask[] = [[set, { key: 'b', value: '1' }, { notify: ['late'] }]];
  const { events } = await applied(plan({ batches: [['h']], tasks, handlers }), { h: modelHost() });
  const started = (event: RunEvent): readonly string[] =>
    event.type === 'task.started' && event.task.section === 'handlers' ? [event.title] : [];
  expect(events.flatMap(started)).toEqual(ran);
});

test.for<readonly [what: string, task: ModelTask]>([
  ['a change', [set, { key: 'b', value: '1' }, { notify: ['nobody'] }]],
  ['what counts as one', [check, IS_SET, { changedWhen: true, notify: ['nobody'] }]],
  [
    'a word that its result decides',
    [set, { key: 'b', value: '1' }, { register: 'r', notify: ['{{ r.changed }}'] }],
  ],
])('%s that notifies a handler which is not there fails and goes back', async ([, task]) => {
  const { whys, state } = await run([task]);
  expect(whys['h']).toMatch(/it notifies `(?:nobody|true)`, and no handler is called so or listens to it/);
  expect(state).toEqual({ a: '1' });
});

test('what is as wanted may notify whom it likes, and handlers listen side by side', async () => {
  const handlers: ModelTask[] = ['c', 'd'].map((key) => [set, { key, value: '1' }, { listen: ['all'] }]);
  const tasks: ModelTask[] = [
    [set, { key: 'a', value: '1' }, { notify: ['nobody'] }],
    [set, { key: 'b', value: '1' }, { notify: ['all'] }],
  ];
  const h = modelHost({ initial: { a: '1' } });
  const { events } = await foreseen(plan({ batches: [['h']], tasks, handlers }), { h });
  expect(events.flatMap((event) => (event.type === 'task.pending' ? [event.title] : []))).toEqual([
    'set b 1',
    'set c 1',
    'set d 1',
  ]);
});

test('a handler whose name another has runs for what it listens to alone', async () => {
  const handlers: ModelTask[] = [
    [set, { key: 'hidden', value: 'ran' }, { name: 'h', hidden: true, listen: ['r : h'] }],
    [set, { key: 'shown', value: 'ran' }, { name: 'h' }],
  ];
  const notifying = async (word: string) => {
    const h = modelHost();
    const tasks: ModelTask[] = [[set, { key: 'b', value: '1' }, { notify: [word] }]];
    await applied(plan({ batches: [['h']], tasks, handlers }), { h });
    return h.state;
  };
  expect(await notifying('h')).toEqual(
    new Map([
      ['b', '1'],
      ['shown', 'ran'],
    ]),
  );
  expect(await notifying('r : h')).toEqual(
    new Map([
      ['b', '1'],
      ['hidden', 'ran'],
    ]),
  );
});

test('a task in check_mode says that it would change, notifies, and changes nothing; its preview says so', async () => {
  const tasks: ModelTask[] = [
    [set, { key: 'a', value: '2' }, { checkMode: true, register: 'r', notify: ['h'] }],
    [set, { key: 'said', value: '{{ r.changed }}' }],
  ];
  const done = await run(tasks);
  expect(done).toMatchObject({ exitCode: 0, state: { a: '1', said: 'True', h: 'ran' } });
  const [first] = done.events.filter(({ type }) => type === 'task.changed');
  expect(first).toMatchObject({
    step: undefined,
    change: { summary: expect.stringMatching(/^not done \(check_mode\): /), undo: { kind: 'nothing' } },
  });
  const h = modelHost({ initial: { a: '1' } });
  const handlers: ModelTask[] = [[check, IS_SET, { name: 'h' }]];
  const { events } = await foreseen(plan({ batches: [['h']], tasks: tasks.slice(0, 1), handlers }), { h });
  expect(events).toContainEqual({ type: 'preview.finished', changes: 0, hostsToChange: 0 });
  expect(events.find(({ type }) => type === 'task.satisfied')).toMatchObject({
    messages: [{ severity: 'info', text: expect.stringMatching(/^check_mode: not done, now or later: /) }],
  });
});

test('a task that says `diff: false` keeps its differences to itself', async () => {
  const done = await run([[set, { key: 'a', value: '2' }, { showsDiff: false }]]);
  expect(done.events.find(({ type }) => type === 'task.changed')).toMatchObject({ change: { diff: [] } });
  const shown = await run([[set, { key: 'a', value: '2' }]]);
  const [change] = shown.events.flatMap((event) => (event.type === 'task.changed' ? [event.change] : []));
  expect(change?.diff).not.toEqual([]);
});

test('the values of a host make the words that notify, and the names of handlers', async () => {
  const handlers: ModelTask[] = ['{{ "we" ~ "b" }}', 'db', 'other'].map((name) => [
    set,
    { key: name.includes('{{') ? 'web' : name, value: 'ran' },
    { name: `restart ${name}` },
  ]);
  const h = modelHost({ initial: { a: 'web', c: 'db' } });
  const tasks: ModelTask[] = [
    [check, { key: 'a', is: 'web' }, { register: 'found' }],
    [set, { key: 'b', value: '1' }, { notify: ['restart {{ found.value }}', 'restart {{ "d" ~ "b" }}'] }],
  ];
  await applied(plan({ batches: [['h']], tasks, handlers }), { h });
  expect(['web', 'db', 'other'].map((key) => h.state.get(key))).toEqual(['ran', 'ran', undefined]);
});

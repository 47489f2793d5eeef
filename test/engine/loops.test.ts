import { expect, test } from 'vitest';
import type { Action } from '../../src/model/action.ts';
import type { Loop } from '../../src/model/playbook/loop.ts';
import type { Tree } from '../../src/model/values/tree.ts';
import { check, set } from './model-actions.ts';
import { modelHost } from './model-host.ts';
import { type ModelTask, plan, scalar } from './model-plan.ts';
import { applied, foreseen } from './model-run.ts';

const at = { file: 'model.yml', line: 1, column: 1 };

function over(items: readonly string[] | string, more: Partial<Loop> = {}): { loop: Loop } {
  const source: Tree =
    typeof items === 'string' ? scalar(items) : { kind: 'list', items: items.map(scalar), at };
  const usual = { kind: 'loop', variable: 'item', index: undefined, label: undefined, pause: undefined };
  return { loop: { ...usual, source, extended: false, at, ...more } };
}

const setEach = (more: NonNullable<ModelTask[2]>): ModelTask => [
  set,
  { key: '{{ item }}', value: 'new' },
  more,
];

test('each item is decided, done and told by itself', async () => {
  const hosts = { web: modelHost({ initial: { b: 'new' } }) };
  const tasks = [setEach(over(['a', 'b', 'c']))];
  const run = await applied(plan({ batches: [['web']], tasks }), hosts);
  expect(Object.fromEntries(hosts.web.state)).toEqual({ a: 'new', b: 'new', c: 'new' });
  const told = run.events.flatMap((event) =>
    event.type === 'task.changed' || event.type === 'task.satisfied' ? [[event.type, event.task.item]] : [],
  );
  // What a preview finds as wanted is told there too.
  expect(told.slice(-3)).toEqual([
    ['task.changed', 'a'],
    ['task.satisfied', 'b'],
    ['task.changed', 'c'],
  ]);
});

test('a loop says how many items it has, before the first of them', async () => {
  const run = await applied(plan({ batches: [['web']], tasks: [setEach(over(['a', 'b']))] }), {
    web: modelHost(),
  });
  const begun = run.events.flatMap((event) =>
    event.type === 'task.started' ? [[event.task.item, event.items]] : [],
  );
  expect(begun).toEqual([
    [undefined, 2],
    ['a', undefined],
    ['b', undefined],
  ]);
});

test('with --step the question about a loop names none of its items', async () => {
  const questions = new Set<string>();
  const tasks = [setEach({ ...over(['a', 'b']), name: 'set {{ item }}' })];
  const confirmTask = async (_: unknown, title: string): Promise<boolean> => {
    questions.add(title);
    return true;
  };
  await applied(plan({ batches: [['web']], tasks }), { web: modelHost() }, { confirmTask });
  expect([...questions]).toEqual(['set {{ item }}']);
});

test('a host where nothing differs is asked once, however many items there are', async () => {
  const web = modelHost({ initial: { a: 'new', b: 'new', c: 'new' } });
  const tasks = [setEach(over(['a', 'b'])), setEach(over(['c']))];
  const run = await applied(plan({ batches: [['web']], tasks }), { web });
  expect(run.outcomes).toEqual({ web: 'unchanged' });
  expect(web.calls).toEqual(['connect', 'observe 3']);
});

test('what a loop registers has the results of its items', async () => {
  const web = modelHost({ initial: { b: 'new' } });
  const tasks: readonly ModelTask[] = [
    setEach({ ...over(['a', 'b', 'c']), when: "item != 'c'", register: 'r' }),
    [set, { key: 'items', value: '{{ r.results | map(attribute="item") | join(",") }}' }],
    [set, { key: 'changed', value: '{{ r.results | map(attribute="changed") | join(",") }}' }],
    [set, { key: 'skipped', value: '{{ r.results[2].skipped }} {{ r.changed }} {{ r.msg }}' }],
  ];
  await applied(plan({ batches: [['web']], tasks }), { web });
  expect(Object.fromEntries(web.state)).toMatchObject({
    items: 'a,b,c',
    changed: 'True,False,False',
    skipped: 'True True All items completed',
  });
});

test('the items after one that failed are done, and the task has failed', async () => {
  const web = modelHost({ broken: new Set(['b']) });
  const tasks = [
    setEach({ ...over(['a', 'b', 'c']), ignoreErrors: true, register: 'r' }),
    [set, { key: 'msg', value: '{{ r.msg }}' }] as const,
  ];
  const run = await applied(plan({ batches: [['web']], tasks }), { web });
  expect(run.outcomes).toEqual({ web: 'changed' });
  expect(Object.fromEntries(web.state)).toMatchObject({ a: 'new', c: 'new' });
});

test('a failed item takes back what the others did', async () => {
  const web = modelHost({ broken: new Set(['c']) });
  const run = await applied(plan({ batches: [['web']], tasks: [setEach(over(['a', 'b', 'c']))] }), { web });
  expect(run.outcomes).toEqual({ web: 'rolled-back' });
  const items = run.events.flatMap((event) => (event.type === 'undo.done' ? [event.of?.item] : []));
  expect(items).toEqual(['c', 'b', 'a']);
  expect(Object.fromEntries(web.state)).toEqual({});
});

test.for<[string, Partial<Loop>, string]>([
  ['{{ one }}', { variable: 'one' }, 'a'],
  ['{{ item }}{{ n }}', { index: 'n' }, 'a0'],
  ['{{ item }}{{ ansible_loop.last }}{{ ansible_loop.index }}', { extended: true }, 'aFalse1'],
])('loop_control: %s', async ([key, control, first]) => {
  const web = modelHost();
  const tasks: readonly ModelTask[] = [[set, { key, value: 'x' }, over(['a', 'b'], control)]];
  await applied(plan({ batches: [['web']], tasks }), { web });
  expect([...web.state.keys()][0]).toBe(first);
});

test.for<[string, string, readonly string[]]>([
  ['items', '{{ [["a", "b"], "c"] }}', ['a', 'b', 'c']],
  ['dict', '{{ {"k": "v"} }}', ["{'key': 'k', 'value': 'v'}"]],
  ['sequence', 'start=1 end=3', ['1', '2', '3']],
  ['nested', '{{ [["a"], ["x", "y"]] }}', ["['a', 'x']", "['a', 'y']"]],
])('with_%s: %s', async ([kind, items, keys]) => {
  const web = modelHost();
  const tasks: readonly ModelTask[] = [
    [set, { key: '{{ item | string }}', value: 'x' }, over(items, { kind })],
  ];
  await applied(plan({ batches: [['web']], tasks }), { web });
  expect([...web.state.keys()]).toEqual(keys);
});

test('items that an earlier task decides are told as not known yet', async () => {
  const tasks: readonly ModelTask[] = [
    [set, { key: 'a', value: '1' }, { register: 'r' }],
    setEach(over('{{ [r.changed] }}')),
  ];
  const run = await foreseen(plan({ batches: [['web']], tasks }), { web: modelHost() });
  const open = run.events.flatMap((event) => (event.type === 'task.unforeseen' ? [event.why] : []));
  expect(open).toEqual(['its items depend on `r`, which an earlier task sets']);
});

test.for([
  ['text', '`loop` must come to a list, and this is `text`'],
  ['{{ nope }}', 'nope'],
])('a loop over %s is refused beforehand, with its place', async ([items = '', why]) => {
  const tasks = [setEach(over(items))];
  const run = await applied(plan({ batches: [['web']], tasks }), { web: modelHost() });
  expect(run.outcomes).toEqual({ web: 'blocked' });
  expect(run.whys['web']).toContain(why);
});

/** Counts how often it was asked, and says so. */
function counting(): { action: Action; asked: () => number } {
  let asked = 0;
  return {
    asked: () => asked,
    action: {
      ...check,
      name: 'count',
      plan: () => {
        asked += 1;
        return { kind: 'satisfied', result: { count: asked }, messages: [] };
      },
    },
  };
}

test('until asks again until it holds, and says how often', async () => {
  const { action } = counting();
  const until = { conditions: [scalar('r.count >= 5')], retries: scalar('9'), delay: scalar('1') };
  const web = modelHost();
  const tasks: readonly ModelTask[] = [
    [action, { key: 'a', is: 'b' }, { until, register: 'r' }],
    [set, { key: 'attempts', value: '{{ r.attempts }}' }],
  ];
  const run = await applied(plan({ batches: [['web']], tasks }), { web });
  expect(run.outcomes).toEqual({ web: 'changed' });
  // The preview has asked once.
  expect(web.state.get('attempts')).toBe('4');
});

test('until that never holds fails after its retries', async () => {
  const { action, asked } = counting();
  const until = { conditions: [scalar('r.count < 0')], retries: scalar('2'), delay: scalar('0') };
  const tasks: readonly ModelTask[] = [
    [set, { key: 'a', value: '1' }],
    [action, { key: 'a', is: 'b' }, { until, register: 'r' }],
  ];
  const web = modelHost();
  const run = await applied(plan({ batches: [['web']], tasks }), { web });
  expect(run.whys['web']).toContain('until: r.count < 0 does not hold after 2 retries');
  expect(asked()).toBe(4);
  expect(run.outcomes).toEqual({ web: 'rolled-back' });
});

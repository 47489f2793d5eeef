import { expect, test } from 'vitest';
import type { Action, Effect } from '../../src/model/action.ts';
import type { Loop } from '../../src/model/playbook/loop.ts';
import { check, set } from './model-actions.ts';
import { modelHost } from './model-host.ts';
import { type ModelTask, plan, scalar } from './model-plan.ts';
import { applied, foreseen, type ModelRun } from './model-run.ts';

const at = { file: 'model.yml', line: 1, column: 1 };

function over(source: string, more: Partial<Loop> = {}): { loop: Loop } {
  const usual = { kind: 'loop', variable: 'item', index: undefined, label: undefined, pause: undefined };
  return { loop: { ...usual, source: scalar(source), extended: false, at, ...more } };
}

const setEach = (more: NonNullable<ModelTask[2]>): ModelTask => [
  set,
  { key: 'k{{ item }}', value: 'new' },
  more,
];

const itemsIn = ({ events }: ModelRun): readonly (string | undefined)[] =>
  events.flatMap((event) => (event.type === 'task.changed' ? [event.task.item] : []));

test.for<[string, NonNullable<ModelTask[2]>, string]>([
  ['no items', over('{{ [] }}'), 'the loop has no items'],
  // As in Ansible: that the items cannot be made does not matter then.
  [
    'items that cannot be made, where it is skipped anyway',
    { ...over('{{ nope }}'), when: '1 > 2' },
    'when: 1 > 2',
  ],
])('a loop with %s is skipped, and registers so', async ([, more, why]) => {
  const web = modelHost();
  const tasks: readonly ModelTask[] = [
    setEach({ ...more, register: 'r' }),
    [set, { key: 'r', value: '{{ r.skipped }} {{ r.changed }} {{ r.results | length }}' }],
  ];
  const hosts = { web };
  const run = await applied(plan({ batches: [['web']], tasks }), hosts);
  const skipped = run.events.flatMap((event) => (event.type === 'task.skipped' ? [event.why] : []));
  expect(skipped).toEqual([why, why]);
  expect(Object.fromEntries(web.state)).toEqual({ r: 'True False 0' });
});

test('a loop whose items are all skipped says so', async () => {
  const web = modelHost();
  const tasks: readonly ModelTask[] = [
    setEach({ ...over('{{ [1, 2] }}'), when: 'item > 2', register: 'r' }),
    [set, { key: 'r', value: '{{ r.skipped }} {{ r.msg }}' }],
  ];
  await applied(plan({ batches: [['web']], tasks }), { web });
  expect(web.state.get('r')).toBe('True All items skipped');
});

const long = 'x'.repeat(70);

test.for<[string, string, NonNullable<ModelTask[2]>, readonly string[]]>([
  [
    'the label that it gives',
    '{{ [{"n": 1}, {"n": 2}] }}',
    over('', { label: scalar('no {{ item.n }}') }),
    ['no 1', 'no 2'],
  ],
  [
    'the item where its label cannot be made',
    '{{ [1] }}',
    over('', { label: scalar('{{ item.nope }}') }),
    ['1'],
  ],
  ['the item in one line', '{{ ["a\n b", {"k": 1.5}] }}', over(''), ['a b', '{"k":1.5}']],
  ['no more than sixty characters', `{{ ["${long}"] }}`, over(''), [`${'x'.repeat(60)}…`]],
  ['a number where two are called the same', '{{ ["a", "b", "a"] }}', over(''), ['a', 'b', 'a #2']],
  ['nothing where it says no_log', '{{ ["a", "b"] }}', { ...over(''), noLog: true }, ['item', 'item #2']],
])('an item is shown by %s', async ([, source, { loop, ...more }, items]) => {
  const web = modelHost();
  const tasks: readonly ModelTask[] = [
    [
      set,
      { key: 'k{{ n }}', value: 'new' },
      { ...more, ...(loop && { loop: { ...loop, index: 'n', source: scalar(source) } }) },
    ],
  ];
  expect(itemsIn(await applied(plan({ batches: [['web']], tasks }), { web }))).toEqual(items);
});

test.for<[string, Loop['kind'], string]>([
  [
    '{{ {"a": 1} }}',
    'loop',
    '`loop` must come to a list, and this is a mapping; write `| dict2items` after it',
  ],
  ['{{ 5 }}', 'loop', '`loop` must come to a list, and this is `5`; write a list, or `[…]` around it'],
  ['{{ [1] }}', 'dict', 'expected a mapping, found a number'],
])('items of %s for %s are refused beforehand, with the way out', async ([source, kind, why]) => {
  const tasks = [setEach(over(source, { kind }))];
  const run = await applied(plan({ batches: [['web']], tasks }), { web: modelHost() });
  expect(run.outcomes).toEqual({ web: 'blocked' });
  for (const part of why.split('; ')) expect(JSON.stringify(run.events)).toContain(part);
});

test('what registers the index and the whole loop keeps them for each item', async () => {
  const web = modelHost();
  const tasks: readonly ModelTask[] = [
    setEach({ ...over('{{ ["a", "b"] }}', { index: 'n', extended: true }), register: 'r' }),
    [
      set,
      {
        key: 'r',
        value:
          '{{ r.results[1].n }} {{ r.results[1].ansible_index_var }} {{ r.results[1].ansible_loop.length }}',
      },
    ],
  ];
  await applied(plan({ batches: [['web']], tasks }), { web });
  expect(web.state.get('r')).toBe('1 n 2');
});

test('a loop pauses between its items, and Ctrl-C ends it there', async () => {
  const stop = new AbortController();
  const web = modelHost();
  const tasks = [setEach(over('{{ [1, 2, 3] }}', { pause: scalar('600') }))];
  const run = await applied(
    plan({ batches: [['web']], tasks }),
    { web },
    {
      stop: stop.signal,
      onEvent: (event) => {
        if (event.type === 'task.changed' && event.task.item === '2') stop.abort();
      },
    },
  );
  expect(itemsIn(run)).toEqual(['1', '2']);
  expect(run.exitCode).toBe(130);
  expect(web.state.size).toBe(0);
});

const ends = (effect: Effect): Action => ({
  ...check,
  name: 'end',
  plan: () => ({ kind: 'satisfied', result: {}, messages: [], effect }),
});

test.for(['applied', 'foreseen'] as const)('what each item includes is looked for: %s', async (how) => {
  const include = ends({ kind: 'include-tasks', file: 'more.yml' });
  const tasks: readonly ModelTask[] = [[include, { key: 'a', is: '{{ item }}' }, over('{{ [1, 2] }}')]];
  const run = await { applied, foreseen }[how](plan({ batches: [['web']], tasks }), { web: modelHost() });
  expect(run.outcomes).toEqual({ web: 'blocked' });
  expect(run.whys['web']).toContain('there is no file `more.yml` to include');
});

test('facts that a loop sets are there for the tasks behind it', async () => {
  const fact = ends({ kind: 'set-facts', values: { port: '80' } });
  const web = modelHost();
  const tasks: readonly ModelTask[] = [
    [fact, { key: 'a', is: 'b' }, over('{{ [1] }}')],
    [set, { key: 'port', value: '{{ port }}' }],
  ];
  await applied(plan({ batches: [['web']], tasks }), { web });
  expect(web.state.get('port')).toBe('80');
});

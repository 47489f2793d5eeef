import { expect, test } from 'vitest';
import type { Action } from '../../src/model/action.ts';
import { OPEN } from '../../src/model/playbook/structure.ts';
import { check, set } from './model-actions.ts';
import { modelHost } from './model-host.ts';
import { type ModelTask, plan, scalar, task } from './model-plan.ts';
import { foreseen, type ModelRun } from './model-run.ts';

/** Includes a file that nobody has. */
const include: Action = {
  ...check,
  name: 'include',
  plan: () => ({
    kind: 'satisfied',
    result: {},
    messages: [],
    effect: { kind: 'include-tasks', file: 'more.yml' },
  }),
};

const key = { key: 'a', is: 'b' };
/** What it registers is not known before it has run, and all else stays as it is. */
const register: ModelTask = [set, { key: 'x', value: '1' }, { register: 'r', changedWhen: false }];

/** What a preview says of tasks of which some include `more`. */
async function foretold(
  tasks: readonly ModelTask[],
  more: readonly ModelTask[],
  handlers: readonly ModelTask[] = [],
): Promise<ModelRun & { readonly told: readonly string[] }> {
  const made = plan({ batches: [['web']], tasks, handlers });
  const all = { ...made, included: new Map([['/model/more.yml', more.map(task)]]) };
  const run = await foreseen(all, { web: modelHost({ initial: { there: '1' } }) });
  const told = run.events.flatMap((event) => {
    if (event.type === 'task.pending')
      return [`${event.title}: ${event.uncertain ? 'maybe ' : ''}${event.change.summary}`];
    if (event.type === 'task.unforeseen' && event.title !== 'set x 1')
      return [`${event.title}: ${event.why}`];
    return event.type === 'task.satisfied' ? [`${event.title}: nothing`] : [];
  });
  return { ...run, told };
}

test('what is not there to include fails its task with place and way out', async () => {
  const tasks: readonly ModelTask[] = [[include, key, { around: OPEN }]];
  const run = await foreseen(plan({ batches: [['web']], tasks }), { web: modelHost() });
  expect(run.outcomes).toEqual({ web: 'blocked' });
  expect(run.whys['web']).toContain('more.yml');
});

test('what may be included later may give any name a value', async () => {
  const tasks: readonly ModelTask[] = [
    [set, { key: 'x', value: '1' }, { register: 'r' }],
    [include, key, { around: OPEN, when: 'r.changed' }],
    [set, { key: 'y', value: '{{ found_inside }}' }],
  ];
  const run = await foreseen(plan({ batches: [['web']], tasks }), { web: modelHost() });
  const open = run.events.flatMap((event) => (event.type === 'task.unforeseen' ? [event.why] : []));
  expect(open).toEqual([
    'what it includes is decided on the way: it depends on `r`, which an earlier task sets',
    'it depends on `found_inside`, which an earlier task sets',
  ]);
});

const supposed = 'it depends on `r`, which an earlier task sets; what it would do is told next';

test('what is included on a condition that nobody knows yet is looked at as if it held, and certain of nothing', async () => {
  const { told } = await foretold(
    [register, [include, key, { name: 'include', around: OPEN, when: 'r.changed' }]],
    [
      [set, { key: 'there', value: '1' }],
      [set, { key: 'y', value: '1' }, { register: 'inside' }],
      [set, { key: 'z', value: '{{ inside.changed }}' }],
    ],
  );
  expect(told).toEqual([
    `include: ${supposed}`,
    'set y 1: maybe set y',
    'set z {{ inside.changed }}: it depends on `inside`, which an earlier task sets',
  ]);
});

test('what it sets counts within it, and is open after it', async () => {
  const { told } = await foretold(
    [
      register,
      [include, key, { name: 'include', around: OPEN, when: 'r.changed' }],
      [set, { key: 'after', value: '{{ seen.failed }}' }],
    ],
    [
      [check, { key: 'there', is: '1' }, { register: 'seen' }],
      [set, { key: 'within', value: '{{ seen.failed }}' }],
    ],
  );
  expect(told).toEqual([
    `include: ${supposed}`,
    'set within False: maybe set within',
    'set after {{ seen.failed }}: it depends on `seen`, which an earlier task sets',
  ]);
});

test('what would fail in it, or include itself without end, does not end the preview', async () => {
  const { told } = await foretold(
    [
      register,
      [include, key, { name: 'include', around: OPEN, when: 'r.changed' }],
      [set, { key: 'y', value: '1' }],
    ],
    [
      [check, { key: 'there', is: 'else' }, { name: 'fails' }],
      [include, key, { name: 'again', around: OPEN, when: 'r.changed' }],
    ],
  );
  expect(told).toEqual([
    `include: ${supposed}`,
    'fails: on the host as it is now it would fail: there is 1, not else',
    'again: what it includes is decided on the way: it depends on `r`, which an earlier task sets',
    'set y 1: set y',
  ]);
});

test('a loop that nobody knows yet leaves its item open, and a handler may be notified or not', async () => {
  const source = scalar('{{ r.list }}');
  const none = { index: undefined, label: undefined, pause: undefined, extended: false };
  const loop = { kind: 'loop', variable: 'item', source, at: source.at, ...none };
  const { told } = await foretold(
    [register, [include, key, { name: 'include', around: OPEN, loop: loop }]],
    [
      [set, { key: 'y', value: '1' }, { notify: ['h'] }],
      [set, { key: 'z', value: '{{ item }}' }],
    ],
    [[set, { key: 'handled', value: '1' }, { name: 'h' }]],
  );
  expect(told).toEqual([
    'include: its items depend on `r`, which an earlier task sets; what it would do is told next',
    'set y 1: maybe set y',
    'set z {{ item }}: it depends on `item`, which an earlier task sets',
    'h: whether anything notifies it is not known yet',
  ]);
});

test('what a handler includes is as certain as the handler', async () => {
  const { told } = await foretold(
    [[check, { key: 'there', is: '1' }, { changedWhen: true, notify: ['h'] }]],
    [[set, { key: 'b', value: '1' }]],
    [[include, key, { name: 'h', around: OPEN }]],
  );
  expect(told).toEqual(['check there 1: nothing', 'h: nothing', 'set b 1: set b']);
});

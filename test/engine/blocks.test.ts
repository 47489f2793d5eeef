import { expect, test } from 'vitest';
import type { BlockArm } from '../../src/model/playbook/structure.ts';
import { check, set } from './model-actions.ts';
import { type ModelHost, modelHost } from './model-host.ts';
import { type ModelTask, plan } from './model-plan.ts';
import { applied, foreseen } from './model-run.ts';

type Arms = readonly (readonly [number, BlockArm['arm']])[];

const within = (arms: Arms): { within: readonly BlockArm[] } => ({
  within: arms.map(([block, arm]) => ({ block, arm })),
});

/** Leaves its name on the host. */
const mark = (name: string, arms: Arms, more = {}): ModelTask => [
  set,
  { key: name, value: 'was here' },
  { ...within(arms), ...more },
];

/** Fails on a host of `newHost`, which nobody can know beforehand. */
const fail = (arms: Arms, more = {}): ModelTask => [
  set,
  { key: 'broken', value: 'x' },
  { ...within(arms), name: 'fail', ...more },
];

const newHost = (): ModelHost => modelHost({ broken: new Set(['broken']) });

test.for<[string, readonly ModelTask[], readonly string[], string]>([
  [
    'a failure is answered by rescue, and always comes after it',
    [
      mark('a', [[1, 'block']]),
      fail([[1, 'block']]),
      mark('b', [[1, 'block']]),
      mark('r', [[1, 'rescue']]),
      mark('z', [[1, 'always']]),
      mark('after', []),
    ],
    ['a', 'r', 'z', 'after'],
    'changed',
  ],
  [
    'without a failure rescue is passed over',
    [mark('a', [[1, 'block']]), mark('r', [[1, 'rescue']]), mark('z', [[1, 'always']])],
    ['a', 'z'],
    'changed',
  ],
  [
    'what nothing rescues fails the host when always has run, and what it changed goes back',
    [fail([[1, 'block']]), mark('z', [[1, 'always']]), mark('after', [])],
    [],
    'rolled-back',
  ],
  [
    'a failure in rescue is not rescued by itself',
    [fail([[1, 'block']]), fail([[1, 'rescue']]), mark('r', [[1, 'rescue']]), mark('after', [])],
    [],
    'rolled-back',
  ],
  [
    'the block around it rescues what an inner one does not',
    [
      fail([
        [1, 'block'],
        [2, 'block'],
      ]),
      mark('inner', [
        [1, 'block'],
        [2, 'always'],
      ]),
      mark('not', [[1, 'block']]),
      mark('r', [[1, 'rescue']]),
      mark('after', []),
    ],
    ['inner', 'r', 'after'],
    'changed',
  ],
  [
    'a block inside a rescue has a rescue of its own',
    [
      fail([[1, 'block']]),
      fail([
        [1, 'rescue'],
        [2, 'block'],
      ]),
      mark('r', [
        [1, 'rescue'],
        [2, 'rescue'],
      ]),
      mark('s', [[1, 'rescue']]),
    ],
    ['r', 's'],
    'changed',
  ],
  [
    'a failure in always fails the host, whatever rescue did',
    [fail([[1, 'block']]), mark('r', [[1, 'rescue']]), fail([[1, 'always']])],
    [],
    'rolled-back',
  ],
  [
    'an ignored failure is no failure of its block',
    [fail([[1, 'block']], { ignoreErrors: true }), mark('a', [[1, 'block']]), mark('r', [[1, 'rescue']])],
    ['a'],
    'changed',
  ],
  [
    'two blocks one after the other know nothing of each other',
    [fail([[1, 'block']]), mark('r', [[1, 'rescue']]), mark('b', [[2, 'block']]), mark('s', [[2, 'rescue']])],
    ['r', 'b'],
    'changed',
  ],
])('%s', async ([, tasks, left, outcome]) => {
  const hosts = { web: newHost() };
  const run = await applied(plan({ batches: [['web']], tasks }), hosts);
  expect(run.outcomes['web']).toBe(outcome);
  const marks = [...hosts.web.state].filter(([, value]) => value === 'was here');
  expect(marks.map(([name]) => name)).toEqual(left);
});

test('a rescue is told what failed and what it came to', async () => {
  const hosts = { web: newHost() };
  const tasks: readonly ModelTask[] = [
    fail([[1, 'block']], { name: 'the one that fails' }),
    [set, { key: 'name', value: '{{ ansible_failed_task.name }}' }, within([[1, 'rescue']])],
    [set, { key: 'why', value: '{{ ansible_failed_result.msg }}' }, within([[1, 'rescue']])],
  ];
  await applied(plan({ batches: [['web']], tasks }), hosts);
  expect(Object.fromEntries(hosts.web.state)).toMatchObject({
    name: 'the one that fails',
    why: expect.stringContaining('broken'),
  });
});

test('a preview follows a certain failure into its rescue', async () => {
  const hosts = { web: newHost() };
  const tasks: readonly ModelTask[] = [
    [check, { key: 'good', is: 'yes' }, within([[1, 'block']])],
    mark('r', [[1, 'rescue']]),
    mark('after', []),
  ];
  const run = await foreseen(plan({ batches: [['web']], tasks }), hosts);
  const pending = run.events.flatMap((event) =>
    event.type === 'task.pending' ? [event.change.summary] : [],
  );
  expect(pending).toEqual(['set r', 'set after']);
});

test.for<[boolean, string]>([
  [true, 'with a rescue'],
  [false, 'without one'],
])('a preview says of a failure whether it is rescued: %s, %s', async ([rescued]) => {
  const tasks: readonly ModelTask[] = [
    [check, { key: 'a', is: 'b' }, within([[1, 'block']])],
    ...(rescued ? [mark('r', [[1, 'rescue']])] : []),
  ];
  const run = await foreseen(plan({ batches: [['web']], tasks }), { web: newHost() });
  const said = run.events.flatMap((event) => (event.type === 'task.failed' ? [event.rescued] : []));
  expect(said).toEqual([rescued ? true : undefined]);
});

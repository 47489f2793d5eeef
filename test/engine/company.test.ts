import { expect, test } from 'vitest';
import { meta } from '../../src/actions/structure/meta/action.ts';
import { AT_HOME, type BlockArm } from '../../src/model/playbook/structure.ts';
import { check, set } from './model-actions.ts';
import { type ModelHost, modelHost } from './model-host.ts';
import { type ModelTask, plan } from './model-plan.ts';
import { applied, foreseen } from './model-run.ts';

const once = { across: { ...AT_HOME, runOnce: true } };
const fatal = { across: { ...AT_HOME, anyErrorsFatal: true } };

const put = (key: string, more: ModelTask[2] = {}, value = '1'): ModelTask => [set, { key, value }, more];

const end = (what: 'end_play' | 'end_batch', more: NonNullable<ModelTask[2]>): ModelTask => [
  meta,
  { free_form: what },
  more,
];

const within = (block: number, arm: BlockArm['arm']): { within: readonly BlockArm[] } => ({
  within: [{ block, arm }],
});

const words = (host: ModelHost): readonly string[] => [...host.state.keys()];

test('what is done once is done on the first host, and its result counts for all', async () => {
  const hosts = { a: modelHost({ initial: { k: 'v' } }), b: modelHost(), c: modelHost() };
  const tasks: readonly ModelTask[] = [
    [check, { key: 'k', is: 'v' }, { ...once, register: 'r' }],
    put('x', {}, '{{ r.value }}'),
  ];
  const run = await applied(plan({ batches: [['a', 'b'], ['c']], onFailure: 'continue', tasks }), hosts);
  // The second batch has a first host of its own.
  expect(run.outcomes).toEqual({ a: 'changed', b: 'changed', c: 'failed' });
  expect(hosts.b.state.get('x')).toBe('v');
});

test('a host that is out already is not the first one', async () => {
  const hosts = { a: modelHost({ broken: new Set(['x']) }), b: modelHost(), c: modelHost() };
  const tasks = [put('x'), put('y', once)];
  await applied(plan({ batches: [['a', 'b', 'c']], onFailure: 'continue', tasks }), hosts);
  expect([words(hosts.a), words(hosts.b), words(hosts.c)]).toEqual([[], ['x', 'y'], ['x']]);
});

test('what is done once is done when all have come to it', async () => {
  const order: string[] = [];
  const host = (name: string) => modelHost({ onStep: (number) => order.push(`${name}${number}`) });
  const hosts = { a: host('a'), b: host('b'), c: host('c') };
  await applied(plan({ batches: [['a', 'b', 'c']], tasks: [put('x'), put('y', once), put('z')] }), hosts, {
    limits: { forks: 1 },
  });
  expect(order.indexOf('a2')).toBe(3);
  expect(order).toHaveLength(7);
});

test.for([
  ['fails all hosts', {}, ['x'], 'rolled-back'],
  ['is everybody’s to ignore', { ignoreErrors: true }, ['x', 'z'], 'changed'],
] as const)('a failure of what is done once %s', async ([, more, after, outcome]) => {
  const hosts = { a: modelHost({ broken: new Set(['y']) }), b: modelHost() };
  const tasks = [put('x'), put('y', { ...once, ...more }), put('z')];
  const seen: string[] = [];
  const run = await applied(plan({ batches: [['a', 'b']], tasks }), hosts, {
    onEvent: (event) => {
      if (event.type === 'task.changed' && event.host === 'b') seen.push(event.title.split(' ')[1] ?? '');
    },
  });
  expect(seen).toEqual(after);
  expect(run.outcomes).toEqual({ a: outcome, b: outcome });
});

test('a failure of what is done once is answered by the rescue of every host', async () => {
  const hosts = { a: modelHost({ broken: new Set(['y']) }), b: modelHost() };
  const tasks = [
    put('y', { ...once, ...within(1, 'block') }),
    put('r', within(1, 'rescue')),
    put('once', { ...once, ...within(1, 'rescue') }),
    put('z'),
  ];
  const run = await applied(plan({ batches: [['a', 'b']], tasks }), hosts);
  expect(run.outcomes).toEqual({ a: 'changed', b: 'changed' });
  expect([words(hosts.a), words(hosts.b)]).toEqual([
    ['r', 'once', 'z'],
    ['r', 'z'],
  ]);
});

test('a host in a rescue does once what the others pass by', async () => {
  const hosts = { a: modelHost(), b: modelHost({ broken: new Set(['y']) }), c: modelHost() };
  const tasks = [put('y', within(1, 'block')), put('r', { ...once, ...within(1, 'rescue') }), put('z', once)];
  const run = await applied(plan({ batches: [['a', 'b', 'c']], tasks }), hosts);
  expect(run.exitCode).toBe(0);
  expect([words(hosts.a), words(hosts.b), words(hosts.c)]).toEqual([['y', 'z'], ['r'], ['y']]);
});

test('one host that fails a task with any_errors_fatal takes its batch with it, and no further one starts', async () => {
  const hosts = { a: modelHost(), b: modelHost({ broken: new Set(['y']) }), c: modelHost() };
  const tasks = [put('x'), put('y', fatal), put('z')];
  const run = await applied(plan({ batches: [['a', 'b'], ['c']], onFailure: 'continue', tasks }), hosts);
  expect(run.outcomes).toEqual({ a: 'failed', b: 'failed', c: 'not-started' });
  expect([words(hosts.a), words(hosts.b), words(hosts.c)]).toEqual([['x', 'y'], ['x'], []]);
});

test('before the last task of a play all is told of the failure of one', async () => {
  const hosts = { a: modelHost(), b: modelHost({ broken: new Set(['y']) }) };
  const run = await applied(plan({ batches: [['a', 'b']], tasks: [put('y', fatal)] }), hosts);
  expect(run.outcomes).toEqual({ a: 'rolled-back', b: 'rolled-back' });
});

test.for([
  ['end_play', 'a', [['x'], ['x'], []]],
  ['end_batch', 'a', [['x'], ['x'], ['x', 'z']]],
  // Whether a later host would say so is not asked.
  [
    'end_play',
    'b',
    [
      ['x', 'z'],
      ['x', 'z'],
      ['x', 'z'],
    ],
  ],
] as const)('%s on %s ends the way of all', async ([what, on, expected]) => {
  const hosts = { a: modelHost(), b: modelHost(), c: modelHost() };
  const tasks = [put('x'), end(what, { when: `inventory_hostname == '${on}'` }), put('z')];
  const run = await applied(plan({ batches: [['a', 'b'], ['c']], tasks }), hosts);
  expect([words(hosts.a), words(hosts.b), words(hosts.c)]).toEqual(expected);
  expect(run.exitCode).toBe(0);
});

test('a batch in which every host fails ends the play, and the next one goes on without them', async () => {
  const hosts = { a: modelHost({ broken: new Set(['x']) }), b: modelHost(), c: modelHost() };
  const run = await applied(
    plan(
      { batches: [['a'], ['b']], maxFailPercentage: 100, tasks: [put('x')] },
      { batches: [['a', 'b', 'c']], tasks: [put('y')] },
    ),
    hosts,
  );
  expect([words(hosts.a), words(hosts.b), words(hosts.c)]).toEqual([[], ['y'], ['y']]);
  expect(run.outcomes).toMatchObject({ b: 'changed', c: 'changed' });
});

test('with strategy free nobody waits, and each host does what the others do', async () => {
  const hosts = { a: modelHost(), b: modelHost() };
  await applied(plan({ batches: [['a', 'b']], strategy: 'free', tasks: [put('y', once)] }), hosts);
  expect([words(hosts.a), words(hosts.b)]).toEqual([['y'], ['y']]);
});

test('Ctrl-C while hosts wait for each other ends all of them', async () => {
  const stop = new AbortController();
  const hosts = { a: modelHost({ onStep: () => stop.abort() }), b: modelHost(), c: modelHost() };
  const tasks = [put('x', once), put('y', once), put('z')];
  const run = await applied(plan({ batches: [['a', 'b', 'c']], tasks }), hosts, { stop: stop.signal });
  expect(run).toMatchObject({ exitCode: 130, outcomes: { b: 'not-started', c: 'not-started' } });
  expect(words(hosts.a)).toEqual([]);
});

test('a preview shows what is done once on one host, and knows of its result on all', async () => {
  const hosts = { a: modelHost({ initial: { k: 'v' } }), b: modelHost() };
  const tasks: readonly ModelTask[] = [
    [check, { key: 'k', is: 'v' }, { ...once, register: 'r' }],
    put('y', once),
    put('x', { when: 'r.value == "v"' }),
  ];
  const run = await foreseen(plan({ batches: [['a', 'b']], tasks }), hosts);
  const pending = run.events.flatMap((event) =>
    event.type === 'task.pending' ? [`${event.host} ${event.title}`] : [],
  );
  expect(pending.toSorted()).toEqual(['a set x 1', 'a set y 1', 'b set x 1']);
  expect(run.exitCode).toBe(10);
});

test('a preview leaves open on all hosts what one is still to do for them', async () => {
  const hosts = { a: modelHost(), b: modelHost() };
  const tasks = [put('y', { ...once, register: 'r' }), put('x', { when: 'r.changed' })];
  const run = await foreseen(plan({ batches: [['a', 'b']], tasks }), hosts);
  const open = run.events.flatMap((event) =>
    event.type === 'task.unforeseen' ? [`${event.host} ${event.why}`] : [],
  );
  expect(open.toSorted()).toEqual(
    ['a', 'b'].map((name) => `${name} it depends on \`r\`, which an earlier task sets`),
  );
});

test('what one has done for all counts for those too who are not there any more', async () => {
  const hosts = {
    a: modelHost({ initial: { k: 'v' } }),
    b: modelHost({ initial: { k: 'v' }, broken: new Set(['x']) }),
  };
  const tasks: readonly ModelTask[] = [
    put('x'),
    [check, { key: 'k', is: 'v' }, { ...once, register: 'r' }],
    put('seen', {}, "{{ hostvars['b'].r.value }}"),
  ];
  await applied(plan({ batches: [['a', 'b']], onFailure: 'continue', tasks }), hosts);
  expect(hosts.a.state.get('seen')).toBe('v');
});

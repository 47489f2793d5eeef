import { expect, test } from 'vitest';
import type { Action } from '../../src/model/action.ts';
import { AT_HOME } from '../../src/model/playbook/structure.ts';
import { undoName } from '../../src/model/run/told-name.ts';
import { summarize } from '../../src/report/fold/summary.ts';
import { check, poke, set } from './model-actions.ts';
import { type ModelHost, modelHost } from './model-host.ts';
import { type ModelTask, plan, scalar } from './model-plan.ts';
import { back } from './model-rollback.ts';
import { applied, foreseen } from './model-run.ts';

type More = NonNullable<ModelTask[2]>;

const to = (host: string, more: More = {}): More => ({
  ...more,
  across: { ...AT_HOME, ...more.across, delegateTo: scalar(host) },
});

const put = (key: string, more: More = {}, value = '1'): ModelTask => [set, { key, value }, more];

/** Sets a fact of the host. */
const tell: Action = {
  ...set,
  name: 'tell',
  observe: () => [],
  plan: ({ key, value }) => ({
    kind: 'satisfied',
    result: {},
    messages: [],
    effect: { kind: 'set-facts', values: { [String(key)]: String(value) } },
  }),
};

const words = ({ state }: ModelHost): Readonly<Record<string, string>> => Object.fromEntries(state);

const drain = put(
  'drained_{{ inventory_hostname }}',
  to('lb'),
  '{{ ansible_delegated_vars.lb.inventory_hostname }}',
);

test('a delegated task works on the other host with the values of its own, and registers there', async () => {
  const hosts = { a: modelHost(), b: modelHost(), lb: modelHost({ initial: { k: 'v' } }) };
  const tasks: readonly ModelTask[] = [
    drain,
    [check, { key: 'k', is: 'v' }, to('lb', { register: 'r' })],
    put('x', {}, '{{ r.value }}'),
  ];
  const run = await applied(plan({ batches: [['a', 'b']], elsewhere: ['lb'], tasks }), hosts);
  expect(run).toMatchObject({ exitCode: 0, outcomes: { a: 'changed', b: 'changed', lb: 'changed' } });
  // As in Ansible, which calls the host so that the task is for.
  expect(words(hosts.lb)).toEqual({ k: 'v', drained_a: 'a', drained_b: 'b' });
  expect([words(hosts.a), words(hosts.b)]).toEqual([{ x: 'v' }, { x: 'v' }]);
});

test('a host that tasks are only delegated to has one connection, is taken before anything is done, and is given free', async () => {
  const hosts = { a: modelHost(), b: modelHost(), lb: modelHost() };
  await applied(plan({ batches: [['a', 'b']], elsewhere: ['lb'], tasks: [put('x'), drain] }), hosts);
  const { calls, lock } = hosts.lb;
  expect(lock).toBeUndefined();
  expect(calls.filter((call) => call === 'reserve')).toHaveLength(1);
  expect(calls.indexOf('reserve')).toBeLessThan(calls.indexOf('perform 1'));
  // Those that follow prove that it can still be reached.
  const before = calls.slice(0, calls.indexOf('perform 1'));
  expect(before.filter((call) => call === 'connect')).toHaveLength(1);
});

test.for([
  ['is down', { down: true }],
  ['is taken by another run', {}],
] as const)('when the other host %s, nothing is touched anywhere', async ([, options]) => {
  const hosts = { a: modelHost(), lb: modelHost(options) };
  if (!('down' in options)) hosts.lb.lock = { run: 'other', host: 'lb' };
  const run = await applied(plan({ batches: [['a']], elsewhere: ['lb'], tasks: [put('x'), drain] }), hosts);
  expect(run.exitCode).toBe(4);
  expect([words(hosts.a), words(hosts.lb)]).toEqual([{}, {}]);
  expect(JSON.stringify(run.events)).toContain('lb');
});

test('what was done elsewhere for a host goes back with it, newest first, and only that', async () => {
  const hosts = { a: modelHost(), b: modelHost({ broken: new Set(['z']) }), lb: modelHost() };
  const model = plan({
    batches: [['a'], ['b']],
    elsewhere: ['lb'],
    tasks: [drain, put('x'), put('again_{{ inventory_hostname }}', to('lb')), put('z')],
  });
  const run = await applied(model, hosts);
  expect(run).toMatchObject({ exitCode: 5, outcomes: { a: 'changed', b: 'rolled-back', lb: 'changed' } });
  expect(words(hosts.b)).toEqual({});
  expect(words(hosts.lb)).toEqual({ drained_a: 'a', again_a: '1' });
  const undone = run.events.flatMap((event) =>
    event.type === 'undo.started' || event.type === 'undo.done' || event.type === 'undo.failed'
      ? [`${event.host} ${event.type === 'undo.started' ? event.steps : undoName(event)}`]
      : [],
  );
  expect(undone).toEqual([
    'b 4',
    'b set z 1',
    'b set again_b 1, on lb',
    'b set x 1',
    'b set drained_b b, on lb',
  ]);
  expect([...hosts.lb.verdicts]).toEqual([['r', 'confirmed']]);
});

test('where nothing was changed on the host itself, what was done elsewhere goes back all the same', async () => {
  const hosts = { a: modelHost({ broken: new Set(['z']) }), lb: modelHost() };
  const run = await applied(plan({ batches: [['a']], elsewhere: ['lb'], tasks: [drain, put('z')] }), hosts);
  expect(run.outcomes).toEqual({ a: 'rolled-back', lb: 'unchanged' });
  expect(words(hosts.lb)).toEqual({});
  expect([...hosts.lb.verdicts]).toEqual([['r', 'rolledback']]);
});

test('what cannot go back elsewhere calls for a person on both', async () => {
  const hosts = {
    a: modelHost({ broken: new Set(['z']) }),
    lb: modelHost({ stubborn: new Set(['drained_a']) }),
  };
  const run = await applied(plan({ batches: [['a']], elsewhere: ['lb'], tasks: [drain, put('z')] }), hosts);
  expect(run).toMatchObject({ exitCode: 6, outcomes: { a: 'rollback-failed', lb: 'rollback-failed' } });
  expect(run.whys['a']).toContain('on lb');
});

test('a host that fails by itself keeps what was done there for others', async () => {
  const hosts = { a: modelHost(), lb: modelHost({ broken: new Set(['z']) }) };
  const tasks = [put('d_{{ inventory_hostname }}', to('lb')), put('z')];
  const run = await applied(plan({ batches: [['a', 'lb']], elsewhere: ['lb'], tasks }), hosts);
  expect(run.outcomes).toMatchObject({ a: 'changed' });
  expect(words(hosts.lb)).toMatchObject({ d_a: '1' });
});

test('a host of the play to which others come has one record of the play, ended when all are through', async () => {
  const hosts = { a: modelHost(), b: modelHost() };
  const tasks = [put('x'), put('d_{{ inventory_hostname }}', to('a')), put('y')];
  const run = await applied(plan({ batches: [['a'], ['b']], elsewhere: ['a'], tasks }), hosts);
  expect(run).toMatchObject({ exitCode: 0, outcomes: { a: 'changed', b: 'changed' } });
  expect(words(hosts.a)).toEqual({ x: '1', d_a: '1', d_b: '1', y: '1' });
  expect([...hosts.a.verdicts]).toEqual([['r', 'confirmed']]);
});

test('rolling a recorded run back brings back what was done elsewhere too', async () => {
  const hosts = { a: modelHost(), b: modelHost(), lb: modelHost({ initial: { shared: 'old' } }) };
  const tasks = [drain, put('x'), put('shared', to('lb'), '{{ inventory_hostname }}')];
  const run = await applied(plan({ batches: [['a'], ['b']], elsewhere: ['lb'], tasks }), hosts);
  expect(words(hosts.lb)).toEqual({ shared: 'b', drained_a: 'a', drained_b: 'b' });
  // What lies on a host is owed there, for whomever it was done.
  const owed = (host: string): number | undefined =>
    summarize(run.events)?.hosts.find((one) => one.host === host)?.owed;
  expect(['a', 'b', 'lb'].map(owed)).toEqual([1, 1, 4]);
  const { exitCode, events } = await back(run, hosts);
  expect(exitCode).toBe(0);
  expect(Object.values(hosts).map(words)).toEqual([{}, {}, { shared: 'old' }]);
  const undone = events.flatMap((event) =>
    event.type === 'undo.done' && event.host === 'lb' ? [undoName(event)] : [],
  );
  expect(undone).toEqual([
    'set shared b, done for b',
    'set drained_b b, done for b',
    'set shared a, done for a',
    'set drained_a a, done for a',
  ]);
});

test('a loop may delegate each item to another host', async () => {
  const hosts = { a: modelHost(), b: modelHost(), c: modelHost() };
  const loop = {
    kind: 'loop',
    source: { kind: 'list', items: [scalar('b'), scalar('c')], at: scalar('').at },
    ...{ variable: 'item', index: undefined, label: undefined, pause: undefined, extended: false },
    at: scalar('').at,
  } as const;
  const tasks = [put('x', to('{{ item }}', { loop }), '{{ inventory_hostname }}')];
  const run = await applied(plan({ batches: [['a']], elsewhere: ['b', 'c'], tasks }), hosts);
  expect(run.exitCode).toBe(0);
  expect(Object.values(hosts).map(words)).toEqual([{}, { x: 'a' }, { x: 'a' }]);
});

test('facts are those of the own host, or with delegate_facts those of the other one', async () => {
  const hosts = { a: modelHost(), lb: modelHost() };
  const tasks: readonly ModelTask[] = [
    [tell, { key: 'mine', value: '1' }, to('lb')],
    [tell, { key: 'theirs', value: '2' }, to('lb', { across: { ...AT_HOME, delegateFacts: true } })],
    put(
      'x',
      {},
      '{{ mine }} {{ hostvars.lb.theirs }} {{ theirs is defined }} {{ hostvars.lb.mine is defined }}',
    ),
  ];
  const model = plan({ batches: [['a']], elsewhere: ['lb'], tasks });
  const preview = await foreseen(model, hosts);
  expect(preview).toMatchObject({ exitCode: 10, whys: {} });
  await applied(model, hosts);
  expect(words(hosts.a)).toEqual({ x: '1 2 False False' });
});

test('two hosts that change the same on a third do it one after the other', async () => {
  const hosts = { a: modelHost(), b: modelHost(), lb: modelHost() };
  const tasks: readonly ModelTask[] = [put('n', to('lb'), 'one'), put('n', to('lb'), 'two')];
  const model = plan({ batches: [['a', 'b']], strategy: 'free', elsewhere: ['lb'], tasks });
  const run = await applied(model, hosts);
  expect(run.exitCode).toBe(0);
  expect(words(hosts.lb)).toEqual({ n: 'two' });
});

test('all have done what is delegated before one goes on', async () => {
  const order: string[] = [];
  const note = (name: string) => modelHost({ onStep: (number) => order.push(`${name}${number}`) });
  const hosts = { a: note('a'), b: note('b'), lb: note('lb') };
  const tasks = [put('x'), drain, put('y')];
  await applied(plan({ batches: [['a', 'b']], elsewhere: ['lb'], tasks }), hosts);
  expect([order.slice(0, 2).toSorted(), order.slice(2, 4), order.slice(4).toSorted()]).toEqual([
    ['a1', 'b1'],
    ['lb1', 'lb2'],
    ['a2', 'b2'],
  ]);
});

test('a host that is unknown is named, and the way out', async () => {
  const hosts = { a: modelHost() };
  const run = await foreseen(plan({ batches: [['a']], tasks: [put('x', to('nobody'))] }), hosts);
  expect(run.whys['a']).toContain('there is no host `nobody`');
});

test('a task that is skipped needs no host to be delegated to', async () => {
  const hosts = { a: modelHost() };
  const tasks = [put('x', to('{{ missing }}', { when: 'false' }))];
  expect(await applied(plan({ batches: [['a']], tasks }), hosts)).toMatchObject({ exitCode: 0 });
});

test('what only a result names is checked when it is known, and fails the task when it cannot be', async () => {
  const hosts = { a: modelHost(), lb: modelHost({ down: true }) };
  const tasks: readonly ModelTask[] = [
    [poke, { key: 'p', value: '1' }, { register: 'r', undo: 'p' }],
    put('x', to("{{ 'lb' if r.rc == 0 else 'nobody' }}")),
  ];
  const run = await applied(plan({ batches: [['a']], elsewhere: ['lb'], tasks }), hosts);
  expect(run).toMatchObject({ exitCode: 5, outcomes: { a: 'rolled-back' } });
  expect(run.whys['a']).toContain('lb, to which it is delegated');
  expect(words(hosts.a)).toEqual({});
});

test('with delegate_facts what is done once is set on those that are meant, and on no other', async () => {
  const hosts = { a: modelHost(), b: modelHost() };
  const loop = {
    kind: 'loop',
    source: { kind: 'list', items: [scalar('a'), scalar('b')], at: scalar('').at },
    ...{ variable: 'item', index: undefined, label: undefined, pause: undefined, extended: false },
    at: scalar('').at,
  } as const;
  const across = { ...AT_HOME, delegateFacts: true, runOnce: true };
  const tasks: readonly ModelTask[] = [
    [tell, { key: 'mine', value: '{{ item }}' }, to('{{ item }}', { across, loop })],
    put('x', {}, '{{ mine }}'),
  ];
  const model = plan({ batches: [['a', 'b']], elsewhere: ['a', 'b'], tasks });
  expect((await foreseen(model, hosts)).whys).toEqual({});
  await applied(model, hosts);
  expect([words(hosts.a), words(hosts.b)]).toEqual([{ x: 'a' }, { x: 'b' }]);
});

test('a task that is delegated to its own host knows that it is delegated', async () => {
  const hosts = { a: modelHost() };
  const tasks = [put('x', to('a'), '{{ ansible_delegated_vars.a.inventory_hostname }}')];
  expect((await applied(plan({ batches: [['a']], elsewhere: ['a'], tasks }), hosts)).exitCode).toBe(0);
  expect(words(hosts.a)).toEqual({ x: 'a' });
});

test('a preview is not certain of a host that another one may change before, and says so', async () => {
  const hosts = { a: modelHost(), lb: modelHost({ initial: { y: 'old' } }) };
  const tasks = [
    put('x', to('lb', { when: "inventory_hostname == 'a'" })),
    put('x', { when: "inventory_hostname == 'lb'" }),
    put('y', { when: "inventory_hostname == 'lb'" }, 'old'),
  ];
  const { events } = await foreseen(plan({ batches: [['a', 'lb']], elsewhere: ['lb'], tasks }), hosts);
  const told = events.flatMap((event) => {
    if (event.type === 'task.pending') return [`${event.host} ${event.title}: ${event.uncertain}`];
    return event.type === 'task.unforeseen' ? [`${event.host} ${event.title}: ${event.why}`] : [];
  });
  expect(told).toEqual([
    'a set x 1: false',
    'lb set x 1: true',
    'lb set y old: it needs nothing now; "set x 1" before it may change that',
  ]);
});

import { expect, test } from 'vitest';
import { AT_HOME } from '../../src/model/playbook/structure.ts';
import { check, set } from './model-actions.ts';
import { modelHost } from './model-host.ts';
import { type ModelTask, plan, scalar } from './model-plan.ts';
import { applied, foreseen } from './model-run.ts';

const passing = { across: { ...AT_HOME, ignoreUnreachable: true } };

const put = (key: string, more: ModelTask[2] = {}): ModelTask => [set, { key, value: '1' }, more];

test('where all tasks pass over it, a host that is away holds nobody up, and is left alone', async () => {
  const hosts = { a: modelHost(), b: modelHost({ down: true }) };
  const tasks: readonly ModelTask[] = [
    [check, { key: 'k', is: '' }, { ...passing, register: 'r', failedWhen: 'false' }],
    put('x', passing),
  ];
  const model = plan({ batches: [['a', 'b']], tasks });
  const preview = await foreseen(model, hosts);
  expect(preview).toMatchObject({ exitCode: 10, outcomes: { b: 'not-started' } });
  const run = await applied(model, hosts);
  expect(run).toMatchObject({ exitCode: 0, outcomes: { a: 'changed', b: 'unchanged' } });
  expect(run.whys['b']).toContain('it cannot be reached');
  expect(hosts.b.calls.filter((call) => call !== 'connect')).toEqual([]);
  const passed = run.events.filter((event) => event.type === 'task.failed' && event.ignored);
  expect(passed.length).toBeGreaterThan(0);
});

test('what is registered tells that it was away, and may end its way', async () => {
  const hosts = { a: modelHost(), b: modelHost({ down: true }) };
  const tasks: readonly ModelTask[] = [
    put('x', { ...passing, register: 'r' }),
    put('y', { when: 'r.unreachable is not defined' }),
  ];
  const run = await applied(plan({ batches: [['a', 'b']], tasks }), hosts);
  expect(run).toMatchObject({ exitCode: 0, outcomes: { a: 'changed', b: 'unchanged' } });
});

test('a task that does not pass over it keeps all from being changed', async () => {
  const hosts = { a: modelHost(), b: modelHost({ down: true }) };
  const run = await applied(plan({ batches: [['a', 'b']], tasks: [put('x', passing), put('y')] }), hosts);
  expect(run).toMatchObject({ exitCode: 4, outcomes: { a: 'not-started', b: 'unreachable' } });
  expect([...hosts.a.state.keys()]).toEqual([]);
});

test('a host that comes back while others are changed was not looked at, and stays as it is', async () => {
  let isDown = true;
  const b = modelHost();
  const hosts = {
    a: modelHost({ onStep: () => (isDown = false) }),
    b: {
      ...b,
      connect: (name?: string) => (isDown ? modelHost({ down: true }).connect(name) : b.connect(name)),
    },
  };
  const tasks = [put('x', { across: { ...AT_HOME, ignoreUnreachable: true, anyErrorsFatal: true } })];
  const run = await applied(plan({ batches: [['a'], ['b']], tasks }), hosts);
  expect(run.outcomes).toEqual({ a: 'changed', b: 'unchanged' });
  expect([...b.state.keys()]).toEqual([]);
});

test('what was begun and is not known is not passed over', async () => {
  let isGone = false;
  const a = modelHost({
    fault: (call) => {
      isGone ||= call === 'perform';
      return isGone ? 'lost-before' : 'none';
    },
  });
  const run = await applied(plan({ batches: [['a']], tasks: [put('x', passing), put('y', passing)] }), { a });
  expect(run).toMatchObject({ exitCode: 7, outcomes: { a: 'unknown' } });
});

test('nor that a host is away which tasks are delegated to, unless they say so', async () => {
  const to = (more: object): ModelTask[2] => ({
    across: { ...AT_HOME, ...more, delegateTo: scalar('lb') },
  });
  const hosts = () => ({ a: modelHost(), lb: modelHost({ down: true }) });
  const model = (more: object) =>
    plan({ batches: [['a']], elsewhere: ['lb'], tasks: [put('d', to(more)), put('x')] });
  expect((await applied(model({}), hosts())).exitCode).toBe(4);
  const run = await applied(model({ ignoreUnreachable: true }), hosts());
  expect(run).toMatchObject({ exitCode: 0, outcomes: { a: 'changed' } });
});

import { expect, test } from 'vitest';
import type { Recalled } from '../../src/model/ports.ts';
import { HostFailure } from '../../src/model/run/failure.ts';
import { check, poke, set } from './model-actions.ts';
import { type ModelHost, modelHost } from './model-host.ts';
import { type ModelTask, plan } from './model-plan.ts';
import { applied, foreseen } from './model-run.ts';

function one(...tasks: readonly ModelTask[]): ReturnType<typeof plan> {
  return plan({ batches: [['h']], tasks });
}

test.for<{ what: string; task: ModelTask; says: string }>([
  {
    what: 'a condition that is not true or false',
    task: [set, { key: 'a', value: '1' }, { when: '"yes"' }],
    says: 'not true or false',
  },
  { what: 'an unknown variable', task: [set, { key: 'a', value: '{{ nobody }}' }], says: 'nobody' },
  {
    what: 'an unknown variable in undo',
    task: [poke, { key: 'a', value: '1' }, { undo: '{{ nobody }}' }],
    says: 'nobody',
  },
  {
    what: 'an unknown variable in impact',
    task: [poke, { key: 'a', value: '1' }, { impact: '{{ nobody }}' }],
    says: 'nobody',
  },
])('$what refuses the run with its place', async ({ task, says }) => {
  const run = await applied(one(task), { h: modelHost() });
  expect(run).toMatchObject({ exitCode: 4, outcomes: { h: 'blocked' } });
  expect(run.whys['h']).toContain('model.yml:1:1');
  expect(run.whys['h']).toContain(says);
});

test.for<{ what: string; more: ModelTask[2] }>([
  { what: 'failed_when', more: { failedWhen: 'nobody' } },
  { what: 'changed_when', more: { changedWhen: 'nobody' } },
])('a $what that cannot be evaluated fails the task, and its host goes back', async ({ more }) => {
  const h = modelHost();
  const run = await applied(one([poke, { key: 'a', value: '1' }, { undo: 'a', ...more }]), { h });
  expect(run).toMatchObject({ exitCode: 5, outcomes: { h: 'rolled-back' } });
  expect(h.state.size).toBe(0);
});

test('failed_when can fail a check that passed', async () => {
  const run = await applied(
    one(
      [set, { key: 'z', value: '1' }],
      [check, { key: 'a', is: '1' }, { register: 'c', failedWhen: 'c.value == "1"' }],
    ),
    { h: modelHost({ initial: { a: '1' } }) },
  );
  expect(run.outcomes).toEqual({ h: 'rolled-back' });
});

test('a task that was skipped registers that it was', async () => {
  const tasks: ModelTask[] = [
    [set, { key: 'a', value: '1' }, { when: 'false', register: 'skipped' }],
    [set, { key: 'b', value: '{{ skipped.skipped }}' }],
  ];
  const h = modelHost();
  expect((await applied(one(...tasks), { h })).exitCode).toBe(0);
  expect(h.state.get('b')).toBe('True');
});

test('a step that was cut off on the host is a failure, and goes back', async () => {
  const h = modelHost({ initial: { a: '0' } });
  const recalled: Recalled = { kind: 'interrupted' };
  const run = await applied(one([set, { key: 'a', value: '1' }]), { h: losing(h, recalled) });
  expect(run).toMatchObject({ exitCode: 5, outcomes: { h: 'rolled-back' } });
  expect(run.whys['h']).toContain('was cut off on the host');
  expect(h.state.get('a')).toBe('0');
});

test('a host that another run has taken meanwhile is left alone', async () => {
  const h = modelHost();
  const taken: ModelHost = {
    ...h,
    connect: async () => ({
      ...(await h.connect()),
      session: async (identity, signal) => ({
        ...(await (await h.connect()).session(identity, signal)),
        perform: () =>
          Promise.reject(new HostFailure({ kind: 'locked', run: 'q', by: 'run q', hint: 'wait' })),
      }),
    }),
  };
  const run = await applied(one([set, { key: 'a', value: '1' }]), { h: taken });
  expect(run).toMatchObject({ exitCode: 5, outcomes: { h: 'failed' } });
  expect(run.whys['h']).toContain('held by run q');
});

test('a host that answers fewer questions than it was asked is not believed', async () => {
  const h = modelHost();
  const mute: ModelHost = {
    ...h,
    connect: async () => ({
      ...(await h.connect()),
      session: async (identity, signal) => ({
        ...(await (await h.connect()).session(identity, signal)),
        observe: async () => [],
      }),
    }),
  };
  const run = await foreseen(one([set, { key: 'a', value: '1' }]), { h: mute });
  expect(run.exitCode).toBe(4);
  expect(run.whys['h']).toContain('2 questions were asked and 0 answered');
});

test('a preflight check may be skipped, wait, and register', async () => {
  const model = plan({
    batches: [['h']],
    preflight: [
      [check, { key: 'x', is: '1' }, { when: 'false' }],
      [check, { key: 'os', is: '7' }, { register: 'os', name: 'the os of {{ inventory_hostname }}' }],
      [check, { key: 'os', is: '{{ os.value }}' }],
    ],
    tasks: [[set, { key: 'a', value: '{{ os.value }}' }]],
  });
  const h = modelHost({ initial: { os: '7' } });
  const run = await applied(model, { h });
  expect(run.exitCode).toBe(0);
  expect(h.state.get('a')).toBe('7');
  expect(run.events.some((event) => event.type === 'preflight.passed' && event.title === 'the os of h')).toBe(
    true,
  );
});

test('a preflight check that waits in vain refuses the run', async () => {
  const model = plan({
    batches: [['h']],
    preflight: [[check, { key: 'x', is: '1', wait: true }]],
    tasks: [],
  });
  const run = await applied(model, { h: modelHost() });
  expect(run).toMatchObject({ exitCode: 4, outcomes: { h: 'blocked' } });
});

test('Ctrl-C ends a wait', async () => {
  const stop = new AbortController();
  const model = plan({
    batches: [['h']],
    tasks: [[set, { key: 'a', value: '1' }]],
    verify: [[check, { key: 'x', is: '1', wait: true }]],
  });
  const h = modelHost();
  const run = await applied(
    model,
    { h },
    {
      stop: stop.signal,
      onEvent: (event) => {
        if (event.type === 'task.started' && event.task.section === 'verify') stop.abort();
      },
    },
  );
  expect(run).toMatchObject({ exitCode: 130, outcomes: { h: 'rolled-back' } });
  expect(h.state.size).toBe(0);
});

/** Loses the reply of every step, and says of it what it is told to. */
function losing(h: ModelHost, recalled: Recalled): ModelHost {
  return {
    ...h,
    connect: async () => ({
      ...(await h.connect()),
      session: async (identity, signal) => {
        const session = await (await h.connect()).session(identity, signal);
        return {
          ...session,
          recall: async () => recalled,
          perform: async (...args) => {
            await session.perform(...args);
            throw new HostFailure({ kind: 'lost', cause: 'gone' });
          },
        };
      },
    }),
  };
}

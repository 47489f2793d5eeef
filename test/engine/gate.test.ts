import { expect, test } from 'vitest';
import { check, set } from './model-actions.ts';
import { modelHost } from './model-host.ts';
import { plan } from './model-plan.ts';
import { applied } from './model-run.ts';

const setA = [set, { key: 'a', value: '1' }] as const;

test('one host that cannot be reached, and nothing is changed anywhere', async () => {
  const hosts = { up: modelHost(), down: modelHost({ down: true }) };
  const run = await applied(plan({ batches: [['up', 'down']], tasks: [setA] }), hosts);
  expect(run).toMatchObject({ exitCode: 4, outcomes: { up: 'not-started', down: 'unreachable' } });
  expect(hosts.up.state.size).toBe(0);
});

test('one host that fails preflight, and nothing is changed anywhere', async () => {
  const hosts = { good: modelHost({ initial: { os: '7' } }), bad: modelHost({ initial: { os: '6' } }) };
  const preflight = [[check, { key: 'os', is: '7' }]] as const;
  const run = await applied(plan({ batches: [['good'], ['bad']], preflight, tasks: [setA] }), hosts);
  expect(run).toMatchObject({ exitCode: 4, outcomes: { good: 'not-started', bad: 'blocked' } });
  expect(hosts.good.state.has('a')).toBe(false);
});

test('a failure that is certain before anything was done refuses the run', async () => {
  const hosts = { one: modelHost({ initial: { os: '7' } }), two: modelHost() };
  const run = await applied(
    plan({ batches: [['one'], ['two']], tasks: [[check, { key: 'os', is: '7' }], setA] }),
    hosts,
  );
  expect(run).toMatchObject({ exitCode: 4, outcomes: { one: 'not-started', two: 'blocked' } });
  expect(hosts.one.state.has('a')).toBe(false);
});

test('who does not agree to the preview keeps every host as it is', async () => {
  const h = modelHost();
  const run = await applied(
    plan({ batches: [['h']], tasks: [setA] }),
    { h },
    { approve: { kind: 'declined' } },
  );
  expect(run).toMatchObject({ exitCode: 130, outcomes: { h: 'not-started' } });
  expect(h.state.size).toBe(0);
});

test('what would flush the firewall is refused once its values are known, unless the task accepts it', async () => {
  const hosts = { h: modelHost() };
  const flush = (...allows: readonly 'flush'[]) =>
    plan({
      batches: [['h']],
      tasks: [[set, { key: 'a', value: '{{ word }}' }, { allows }]],
      variables: { word: 'flushed' },
    });
  const refused = await applied(flush(), hosts);
  expect(refused).toMatchObject({ exitCode: 4, outcomes: { h: 'blocked' } });
  expect(refused.whys['h']).toContain('`set flushed`');
  expect(hosts.h.state.size).toBe(0);
  expect(await applied(flush('flush'), hosts)).toMatchObject({ exitCode: 0, outcomes: { h: 'changed' } });
});

test('a task that is not wanted step by step is left out on every host, and the rest is done', async () => {
  const hosts = { a: modelHost(), b: modelHost() };
  const tasks = [
    [set, { key: 'x', value: '1' }, { name: 'set x', register: 'x' }],
    [set, { key: 'y', value: '1' }, { name: 'set y', when: 'x is skipped' }],
  ] as const;
  const asked: string[] = [];
  const run = await applied(plan({ batches: [['a'], ['b']], tasks }), hosts, {
    confirmTask: async (_, title) => {
      asked.push(title);
      return title !== 'set x';
    },
  });
  expect(run).toMatchObject({ exitCode: 0, outcomes: { a: 'changed', b: 'changed' } });
  expect(Object.fromEntries(hosts.b.state)).toEqual({ y: '1' });
  expect(asked).toEqual(['set x', 'set y', 'set x', 'set y']);
});

test('step by step all hosts come to a task before it is asked about, whatever the strategy', async () => {
  for (const strategy of ['linear', 'free'] as const) {
    const hosts = { a: modelHost(), b: modelHost({ initial: { y: '1' } }), c: modelHost() };
    const onlyC = (key: string) => [set, { key, value: '1' }, { when: "inventory_hostname == 'c'" }] as const;
    const tasks = [onlyC('u'), onlyC('v'), onlyC('x'), [set, { key: 'y', value: '1' }]] as const;
    const seen: string[] = [];
    await applied(plan({ batches: [['a', 'b', 'c']], tasks, strategy }), hosts, {
      confirmTask: async ({ task }) => {
        seen.push(`${task}: ${[hosts.a.state.size, hosts.c.state.size]}`);
        return true;
      },
    });
    expect(seen).toEqual(['1: 0,0', '2: 0,1', '3: 0,2', '4: 0,3', '4: 0,3']);
  }
});

test('what changed while somebody thought is seen before anything is done', async () => {
  const hosts = { a: modelHost() };
  const tasks = [
    [set, { key: 'x', value: '1' }],
    [set, { key: 'y', value: '1' }],
  ] as const;
  const run = await applied(plan({ batches: [['a']], tasks }), hosts, {
    limits: { freshForMs: -1 },
    confirmTask: async ({ task }) => {
      hosts.a.state.set(task === 1 ? 'x' : 'z', '1');
      return true;
    },
  });
  const told = run.events.flatMap((event) =>
    event.type === 'task.satisfied' || event.type === 'task.changed'
      ? [`${event.type} ${event.task.task}`]
      : [],
  );
  expect(told).toEqual(['task.satisfied 1', 'task.changed 2']);
});

test('who stops at a question has the task neither done nor left out', async () => {
  const hosts = { a: modelHost() };
  const stop = new AbortController();
  const run = await applied(plan({ batches: [['a']], tasks: [setA] }), hosts, {
    stop: stop.signal,
    confirmTask: async () => {
      stop.abort();
      return false;
    },
  });
  expect(run).toMatchObject({ exitCode: 130, outcomes: { a: 'not-started' } });
  expect(run.events.some(({ type }) => type === 'task.skipped')).toBe(false);
});

test('hosts that are excepted are left alone, and the others are changed', async () => {
  const hosts = { a: modelHost(), b: modelHost() };
  const approve = { kind: 'granted', except: new Map([['a', 'it has moved']]) } as const;
  const run = await applied(plan({ batches: [['a'], ['b']], tasks: [setA] }), hosts, { approve });
  expect(run).toMatchObject({
    exitCode: 1,
    outcomes: { a: 'blocked', b: 'changed' },
    whys: { a: 'it has moved' },
  });
  expect(hosts.a.state.size).toBe(0);
});

test('hosts for which a run is refused keep all others from being changed', async () => {
  const hosts = { a: modelHost(), b: modelHost() };
  const approve = { kind: 'refused', because: new Map([['b', 'it has moved']]) } as const;
  const run = await applied(plan({ batches: [['a'], ['b']], tasks: [setA] }), hosts, { approve });
  expect(run).toMatchObject({ exitCode: 4, outcomes: { a: 'not-started', b: 'blocked' } });
  expect([hosts.a.state.size, hosts.b.state.size]).toEqual([0, 0]);
});

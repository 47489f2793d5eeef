import { expect, test } from 'vitest';
import { check, poke, set, write } from './model-actions.ts';
import { modelHost } from './model-host.ts';
import { type ModelTask, plan } from './model-plan.ts';
import { applied, drifted, foreseen } from './model-run.ts';

const setA = [set, { key: 'a', value: '1' }, { name: 'set a' }] as const;

test('a preview says what would change and changes nothing', async () => {
  const h = modelHost({ initial: { a: '0' } });
  const run = await foreseen(plan({ batches: [['h']], tasks: [setA] }), { h });
  expect(run.exitCode).toBe(10);
  expect(h.calls).toEqual(['connect', 'observe 1']);
  expect(Object.fromEntries(h.state)).toEqual({ a: '0' });
  expect(run.events.find(({ type }) => type === 'task.pending')).toMatchObject({
    title: 'set a',
    uncertain: false,
    change: { summary: 'set a', diff: [{ before: '0', after: '1' }], undo: { kind: 'possible' } },
  });
  expect(run.events.find(({ type }) => type === 'preview.finished')).toMatchObject({
    changes: 1,
    hostsToChange: 1,
  });
});

test('with nothing to change it ends with 0', async () => {
  const run = await foreseen(plan({ batches: [['h']], tasks: [setA] }), {
    h: modelHost({ initial: { a: '1' } }),
  });
  expect(run.exitCode).toBe(0);
});

test('what comes after a change is uncertain', async () => {
  const tasks = [setA, [set, { key: 'b', value: '2' }]] as const;
  const run = await foreseen(plan({ batches: [['h']], tasks }), { h: modelHost() });
  const pending = run.events.filter((event) => event.type === 'task.pending');
  expect(pending.map(({ uncertain }) => uncertain)).toEqual([false, true]);
});

test('what depends on a task that has not run is not guessed', async () => {
  const tasks = [
    [poke, { key: 'p', value: '1' }, { register: 'out' }],
    [set, { key: 'b', value: '{{ out.stdout }}' }],
    [set, { key: 'c', value: '3' }, { when: 'out.rc == 0', register: 'c' }],
    [set, { key: 'd', value: '4' }, { when: 'c.changed' }],
  ] as const;
  const run = await foreseen(plan({ batches: [['h']], tasks }), { h: modelHost() });
  const unforeseen = run.events.filter((event) => event.type === 'task.unforeseen');
  expect(unforeseen.map(({ why }) => why)).toEqual([
    'it depends on `out`, which an earlier task sets',
    'it depends on `out`, which an earlier task sets',
    'it depends on `c`, which an earlier task sets',
  ]);
  expect(run.exitCode).toBe(10);
});

test('a failure that is certain is told, one that may not come true is not called a failure', async () => {
  const first = await foreseen(plan({ batches: [['h']], tasks: [[check, { key: 'x', is: '1' }], setA] }), {
    h: modelHost(),
  });
  expect(first).toMatchObject({ exitCode: 4, outcomes: { h: 'blocked' } });
  const later = await foreseen(plan({ batches: [['h']], tasks: [setA, [check, { key: 'a', is: '1' }]] }), {
    h: modelHost(),
  });
  expect(later.exitCode).toBe(10);
  expect(later.events.find(({ type }) => type === 'task.unforeseen')).toMatchObject({
    why: expect.stringMatching(/^on the host as it is now it would fail: /),
  });
});

test.for([
  ['a file is written', write, 4],
  ['a command may have run', set, 10],
] as const)('what stands in the way for good is told at once, after %s', async ([, first, exitCode]) => {
  const tasks = [
    [first, { key: 'a', value: '1' }],
    [check, { key: 'x', is: '1', lasting: true }],
  ] as const;
  const h = modelHost();
  const run = await applied(plan({ batches: [['h']], tasks }), { h });
  if (exitCode === 4) {
    expect(run).toMatchObject({ exitCode: 4, outcomes: { h: 'blocked' } });
    expect(h.calls.some((call) => call.startsWith('perform'))).toBe(false);
  } else expect(run).toMatchObject({ exitCode: 5, outcomes: { h: 'rolled-back' } });
});

test('a handler that would be notified is foreseen, another is not', async () => {
  const run = await foreseen(
    plan({
      batches: [['h']],
      tasks: [[set, { key: 'a', value: '1' }, { notify: ['yes'] }]],
      handlers: [
        [set, { key: 'h1', value: '1' }, { name: 'yes' }],
        [set, { key: 'h2', value: '1' }, { name: 'no' }],
      ],
    }),
    { h: modelHost() },
  );
  expect(run.events.filter((event) => event.type === 'task.pending').map(({ title }) => title)).toEqual([
    'set a 1',
    'yes',
  ]);
});

test('a wait is named, not waited for', async () => {
  const run = await foreseen(
    plan({ batches: [['h']], tasks: [[check, { key: 'x', is: '1', wait: true }], setA] }),
    {
      h: modelHost(),
    },
  );
  expect(run.exitCode).toBe(10);
  expect(run.events.find(({ type }) => type === 'task.unforeseen')).toMatchObject({
    why: 'it would wait for x is absent, not 1',
  });
  expect(run.events.at(-1)).toMatchObject({ elapsedMs: 0 });
});

test('a command that says it changes nothing is no change', async () => {
  const tasks = [[poke, { key: 'a', value: '1' }, { changedWhen: false }]] as const;
  expect((await foreseen(plan({ batches: [['h']], tasks }), { h: modelHost() })).exitCode).toBe(0);
});

test('impact and what cannot be undone are part of the preview', async () => {
  const tasks = [[poke, { key: 'a', value: '1' }, { impact: 'wakes {{ inventory_hostname }}' }]] as const;
  const run = await foreseen(plan({ batches: [['h']], tasks }), { h: modelHost() });
  expect(run.events.find(({ type }) => type === 'task.pending')).toMatchObject({
    change: {
      impact: ['wakes h'],
      undo: { kind: 'irreversible', why: 'a poke has no undo', accepted: false },
    },
  });
});

test('preflight is part of a preview', async () => {
  const preflight = [[check, { key: 'os', is: '7' }]] as const;
  const run = await foreseen(plan({ batches: [['h']], preflight, tasks: [setA] }), { h: modelHost() });
  expect(run).toMatchObject({ exitCode: 4, outcomes: { h: 'blocked' } });
  expect(run.whys['h']).toContain('os is absent, not 7');
});

test('drift asks the probes of verify too, waits for nothing, and changes nothing', async () => {
  const hosts = { a: modelHost({ initial: { a: '1', b: '2' } }), b: modelHost({ initial: { a: '1' } }) };
  const wanted = plan({
    batches: [['a', 'b']],
    tasks: [setA],
    verify: [
      [check, { key: 'a', is: '1' }, { name: 'a is there' }],
      [check, { key: 'b', is: '2', wait: true }, { name: 'b is there' }],
    ],
  });
  const run = await drifted(wanted, hosts);
  expect(run).toMatchObject({ exitCode: 10, outcomes: { a: 'not-started', b: 'not-started' } });
  const failed = run.events.filter((event) => event.type === 'task.failed');
  expect(failed.map(({ host, title }) => [host, title])).toEqual([['b', 'b is there']]);
  expect(failed[0]?.failure).toMatchObject({ why: 'it is not so now: b is absent, not 2' });
  expect(hosts.b.state.has('b')).toBe(false);
  // A plan says only what an apply would do.
  expect((await foreseen(wanted, hosts)).exitCode).toBe(0);
  const whole = {
    a: modelHost({ initial: { a: '1', b: '2' } }),
    b: modelHost({ initial: { a: '1', b: '2' } }),
  };
  expect((await drifted(wanted, whole)).exitCode).toBe(0);
});

test('drift tells changes and probes of the same host', async () => {
  const wanted = plan({ batches: [['h']], tasks: [setA], verify: [[check, { key: 'a', is: '1' }]] });
  const run = await drifted(wanted, { h: modelHost() });
  expect(run.exitCode).toBe(10);
  expect(run.events.map(({ type }) => type)).toEqual(expect.arrayContaining(['task.pending', 'task.failed']));
});

test('what is there for the case that a check fails is foreseen when it fails', async () => {
  const tasks = [
    [check, { key: 'a', is: '1' }, { name: 'look', ignoreErrors: true, register: 'looked' }],
    [set, { key: 'a', value: '1' }, { name: 'mend', when: 'looked is failed' }],
  ] as const;
  const broken = await foreseen(plan({ batches: [['h']], tasks }), { h: modelHost() });
  expect(broken.exitCode).toBe(10);
  expect(broken.events.filter(({ type }) => type === 'task.pending')).toMatchObject([{ title: 'mend' }]);
  const whole = await foreseen(plan({ batches: [['h']], tasks }), { h: modelHost({ initial: { a: '1' } }) });
  expect(whole.exitCode).toBe(0);
});

test('drift tells what it skipped and what it cannot tell yet', async () => {
  const wanted = plan({
    batches: [['h']],
    tasks: [[set, { key: 'a', value: '1' }, { register: 'out' }]],
    verify: [
      [check, { key: 'a', is: '9' }, { name: 'never', when: 'false' }],
      [check, { key: 'a', is: '9' }, { name: 'later', when: 'out is changed' }],
    ],
  });
  const run = await drifted(wanted, { h: modelHost() });
  expect(run.exitCode).toBe(10);
  const told = run.events.filter(
    (event) => event.type === 'task.skipped' || event.type === 'task.unforeseen',
  );
  expect(told.map(({ type, title }) => [type, title])).toEqual([
    ['task.skipped', 'never'],
    ['task.unforeseen', 'later'],
  ]);
});

test.each([
  ['not ansible_check_mode', 10],
  ['ansible_check_mode', 0],
  ['ansible_check_mode | ternary(false, true)', 10],
  ['ansible_check_mode | default(true)', 0],
] as const)('a preview is worked out in the world of the apply: `when: %s`', async (when, exitCode) => {
  const wanted = plan({ batches: [['h']], tasks: [[set, { key: 'a', value: '1' }, { when }]] });
  expect((await foreseen(wanted, { h: modelHost() })).exitCode).toBe(exitCode);
  const h = modelHost();
  await applied(wanted, { h });
  expect(h.state.has('a')).toBe(exitCode === 10);
  const probing = plan({ batches: [['h']], verify: [[check, { key: 'a', is: '1' }, { when }]] });
  expect((await drifted(probing, { h: modelHost() })).exitCode).toBe(exitCode);
});

const events = async (tasks: readonly ModelTask[], handlers: readonly ModelTask[] = []) => {
  const h = modelHost({ initial: { b: '2' } });
  const run = await foreseen(plan({ batches: [['h']], tasks, handlers }), { h });
  return run.events.flatMap((event) =>
    event.type === 'task.unforeseen' ? [`${event.title}: ${event.why}`] : [],
  );
};

test('what needs nothing now may come to need something after a change, and what it sets and notifies is open', async () => {
  const handlers: ModelTask[] = [
    [set, { key: 'h', value: '1' }, { name: 'maybe' }],
    [set, { key: 'i', value: '1' }, { name: 'never' }],
  ];
  const b: ModelTask = [set, { key: 'b', value: '2' }, { name: 'b', register: 'r', notify: ['maybe'] }];
  const use: ModelTask = [set, { key: 'c', value: '3' }, { name: 'c', when: 'r.changed' }];
  expect(await events([setA, b, use], handlers)).toEqual([
    'b: it needs nothing now; "set a" before it may change that',
    'c: it depends on `r`, which an earlier task sets',
    'maybe: whether anything notifies it is not known yet',
  ]);
  expect(await events([b, use], handlers)).toEqual([]);
  const saying: ModelTask = [set, { key: 'b', value: '2', says: 'it goes with a' }, { name: 'b' }];
  expect(await events([setA, saying])).toEqual([
    'b: it needs nothing now (it goes with a); "set a" before it may change that',
  ]);
});

test('a handler that is notified for certain is foreseen like a task', async () => {
  const handlers: ModelTask[] = [[set, { key: 'b', value: '3' }, { name: 'h' }]];
  expect(await events([[set, { key: 'a', value: '1' }, { notify: ['h'] }]], handlers)).toEqual([]);
});

test('a rescue is named where something of its block may fail, and nowhere else', async () => {
  const arm = (name: 'block' | 'rescue') => ({ within: [{ block: 1, arm: name }] });
  const rescue: ModelTask = [set, { key: 'c', value: '3' }, { name: 'c', ...arm('rescue') }];
  const inBlock = (value: string): ModelTask => [set, { key: 'b', value }, arm('block')];
  expect(await events([inBlock('3'), rescue])).toEqual([
    'c: it answers to a failure, and whether one comes is not known yet',
  ]);
  expect(await events([inBlock('2'), rescue])).toEqual([]);
});

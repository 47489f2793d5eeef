import { expect, test } from 'vitest';
import { check, poke, set } from './model-actions.ts';
import { type Call, type ModelHost, modelHost } from './model-host.ts';
import { plan } from './model-plan.ts';
import { applied, foreseen } from './model-run.ts';

const setA = [set, { key: 'a', value: '1' }] as const;
const setB = [set, { key: 'b', value: '2' }] as const;

const locks = (hosts: Readonly<Record<string, ModelHost>>): unknown[] =>
  Object.values(hosts).map(({ lock }) => lock);

test.for([
  ['all goes well', { batches: [['h']], tasks: [setA] }, {}],
  ['on_failure: stop leaves it', { batches: [['h']], onFailure: 'stop', tasks: [setA, setB] }, { b: '' }],
  ['on_failure: continue does', { batches: [['h']], onFailure: 'continue', tasks: [setA, setB] }, { b: '' }],
  ['it goes back', { batches: [['h']], tasks: [setA, setB] }, { b: '' }],
  [
    'it goes back with the run',
    { batches: [['h']], onFailure: 'rollback_run', tasks: [setA, setB] },
    { b: '' },
  ],
  [
    'what has no undo stays',
    { batches: [['h']], tasks: [[poke, { key: 'a', value: '1' }], setB] },
    { b: '' },
  ],
] as const)('a host is free when its run has ended and %s', async ([, play, broken]) => {
  const h = modelHost({ broken: new Set(Object.keys(broken)) });
  await applied(plan(play), { h });
  expect(h.calls).toContain('reserve');
  expect(h.lock).toBeUndefined();
});

test('what a play leaves in place says so on the host', async () => {
  const h = modelHost({ broken: new Set(['b']) });
  const run = await applied(plan({ batches: [['h']], onFailure: 'stop', tasks: [setA, setB] }), { h });
  expect(run).toMatchObject({ exitCode: 1, outcomes: { h: 'failed' } });
  expect(h.verdicts.get('r')).toBe('left');
});

test('every host that is to change is taken before anything is changed on any', async () => {
  const hosts = { a: modelHost(), b: modelHost() };
  hosts.b.lock = { run: 'other', host: 'b' };
  // The lock came after the preview.
  const b = { ...hosts.b, connect: hosts.b.connect };
  const run = await applied(plan({ batches: [['a'], ['b']], tasks: [setA] }), { a: hosts.a, b });
  expect(run).toMatchObject({ exitCode: 4, outcomes: { a: 'not-started', b: 'blocked' } });
  expect(run.whys['b']).toContain('run other');
  expect(hosts.a.state.size).toBe(0);
  expect(hosts.a.lock).toBeUndefined();
});

test('who loses the race for a host changes nothing and gives back what it took', async () => {
  const a = modelHost();
  const b = modelHost({
    fault: (call: Call) => {
      // Another run comes in between the preview and this one's taking the host.
      if (call === 'reserve') b.lock = { run: 'other', host: 'b' };
      return 'none';
    },
  });
  const run = await applied(plan({ batches: [['a'], ['b']], tasks: [setA] }), { a, b });
  expect(run).toMatchObject({ exitCode: 4, outcomes: { a: 'not-started', b: 'blocked' } });
  expect([a.state.size, b.state.size]).toEqual([0, 0]);
  expect(a.calls).toEqual(['connect', 'observe 1', 'reserve', 'release']);
  expect(locks({ a, b })).toEqual([undefined, { run: 'other', host: 'b' }]);
});

test('a preview says that another run has a host, and names the way out', async () => {
  const h = modelHost();
  h.lock = { run: 'other', host: 'h' };
  const model = plan({ batches: [['h']], tasks: [setA] });
  const refused = async (here: 'running' | 'ended' | 'unknown'): Promise<string> => {
    const run = await foreseen(model, { h }, { runHere: async () => here });
    expect(run).toMatchObject({ exitCode: 4, outcomes: { h: 'blocked' } });
    return JSON.stringify(run.events.filter(({ type }) => type === 'preflight.refused'));
  };
  expect(await refused('ended')).toContain('rulerun rollback other');
  expect(await refused('unknown')).toContain('--take-over');
  expect(await refused('running')).toContain('wait for it');
});

test('a host that another run has, and that is as wanted, needs nobody', async () => {
  const h = modelHost({ initial: { a: '1' } });
  h.lock = { run: 'other', host: 'h' };
  const run = await applied(plan({ batches: [['h']], tasks: [setA] }), { h });
  expect(run).toMatchObject({ exitCode: 0, outcomes: { h: 'unchanged' } });
  expect(h.calls).toEqual(['connect', 'observe 1']);
});

test('Ctrl-C after the hosts were taken gives them all free', async () => {
  const stop = new AbortController();
  const hosts = { a: modelHost(), b: modelHost({ onStep: () => stop.abort() }), c: modelHost() };
  const run = await applied(plan({ batches: [['b'], ['a', 'c']], tasks: [setA] }), hosts, {
    stop: stop.signal,
  });
  expect(run).toMatchObject({ exitCode: 130, outcomes: { a: 'not-started', c: 'not-started' } });
  expect(locks(hosts)).toEqual([undefined, undefined, undefined]);
});

test('who leaves at once gives free what nothing was started on', async () => {
  const stop = new AbortController();
  const abandon = new AbortController();
  const hosts = {
    a: modelHost({
      onStep: () => {
        stop.abort();
        abandon.abort();
      },
      fault: (call) => (abandon.signal.aborted && call !== 'connect' ? 'lost-before' : 'none'),
    }),
    b: modelHost(),
  };
  const run = await applied(plan({ batches: [['a'], ['b']], tasks: [setA] }), hosts, {
    stop: stop.signal,
    abandon: abandon.signal,
  });
  expect(run).toMatchObject({ exitCode: 130, outcomes: { a: 'unknown', b: 'not-started' } });
  expect(locks(hosts)).toEqual([{ run: 'r', host: 'a' }, undefined]);
});

test('a host is kept from the first play to the last', async () => {
  const h = modelHost({ onStep: () => expect(h.lock?.run).toBe('r') });
  const later = plan({ batches: [['h']], tasks: [setA] }, { batches: [['h']], tasks: [setB] });
  await applied(
    later,
    { h },
    {
      onEvent: (event) => {
        if (event.type === 'play.started' && event.play === 2) expect(h.lock?.run).toBe('r');
      },
    },
  );
  expect(h.lock).toBeUndefined();
});

test.for([
  ['one batch', { batches: [['a', 'b']], tasks: [setA] }],
  ['two batches', { batches: [['a'], ['b']], tasks: [setA] }],
  ['two plays', { batches: [['a']], tasks: [setA] }, { batches: [['b']], tasks: [setB] }],
  [
    'a change under one name alone',
    {
      batches: [['a'], ['b']],
      tasks: [[set, { key: 'a', value: '1' }, { when: "inventory_hostname == 'a'" }]],
    },
  ],
] as const)('one machine under two names is refused before anything changes: %s', async ([, ...plays]) => {
  const machine = modelHost({ machine: 'one' });
  const hosts = { a: machine, b: machine };
  for (const how of [applied, foreseen]) {
    const run = await how(plan(...plays), hosts);
    expect(run).toMatchObject({ exitCode: 4, outcomes: { a: 'blocked', b: 'blocked' } });
    expect(run.whys['a']).toContain('a and b are the same machine');
  }
  expect(machine.state.size).toBe(0);
  expect(machine.lock).toBeUndefined();
});

test('what runs and changes nothing is run once on one machine under two names, and the other is told so', async () => {
  const machine = modelHost({ machine: 'one' });
  const model = plan({
    batches: [['a', 'b']],
    tasks: [[set, { key: 'a', value: '1' }, { changedWhen: false }]],
  });
  const run = await applied(model, { a: machine, b: machine });
  expect(run).toMatchObject({ exitCode: 0, outcomes: { a: 'unchanged', b: 'unchanged' } });
  expect(run.whys).toEqual({ b: expect.stringContaining('the same machine as a') });
  expect(run.events.filter(({ type }) => type === 'task.intent')).toHaveLength(1);
  expect(machine.lock).toBeUndefined();
});

test('where nothing is to be done, one machine may have two names', async () => {
  const machine = modelHost({ machine: 'one', initial: { a: '1' } });
  const model = plan({ batches: [['a'], ['b']], tasks: [setA] });
  expect(await applied(model, { a: machine, b: machine })).toMatchObject({
    exitCode: 0,
    outcomes: { a: 'unchanged', b: 'unchanged' },
  });
});

test('where it cannot tell beforehand, the lock tells one machine under two names', async () => {
  const machine = modelHost();
  const run = await applied(plan({ batches: [['a'], ['b']], tasks: [setA] }), { a: machine, b: machine });
  expect(run.exitCode).toBe(4);
  expect(Object.values(run.whys).join()).toMatch(/(a and b|b and a) are the same machine/);
  expect(machine.state.size).toBe(0);
  expect(machine.lock).toBeUndefined();
});

test('a look at one machine under two names, and two machines, are no mistake', async () => {
  const machine = modelHost({ machine: 'one', initial: { a: '1' } });
  const looks = plan({ batches: [['a', 'b']], verify: [[check, { key: 'a', is: '1' }]] });
  expect((await applied(looks, { a: machine, b: machine })).exitCode).toBe(0);
  const two = { a: modelHost({ machine: 'one' }), b: modelHost({ machine: 'two' }) };
  expect((await applied(plan({ batches: [['a', 'b']], tasks: [setA] }), two)).exitCode).toBe(0);
});

test('a host is taken over from a run that is gone, and the preview says what that run left', async () => {
  const h = modelHost();
  const lost = modelHost();
  const killed = applied(
    plan({ batches: [['lost']], tasks: [setA, setB] }),
    { lost },
    {
      run: 'gone',
      onEvent: (event) => {
        if (event.type === 'task.changed' && event.step === 2) throw new Error('killed');
      },
    },
  );
  await expect(killed).rejects.toThrow('killed');
  expect(lost.lock?.run).toBe('gone');
  const model = plan({ batches: [['lost', 'h']], tasks: [[set, { key: 'c', value: '3' }]] });
  expect((await applied(model, { lost, h })).exitCode).toBe(4);
  const run = await applied(model, { lost, h }, { takeOver: true });
  expect(run).toMatchObject({ exitCode: 0, outcomes: { lost: 'changed', h: 'changed' } });
  const told = run.events.flatMap((event) => (event.type === 'preflight.passed' ? event.messages : []));
  expect(told.map(({ text }) => text).join()).toMatch(
    /run gone.*steps 1, 2 were started here and not undone/,
  );
  expect(lost.verdicts.get('gone')).toBe('left');
  expect(lost.lock).toBeUndefined();
});

test('nothing is taken over from a run that works on this machine', async () => {
  const h = modelHost();
  h.lock = { run: 'other', host: 'h' };
  const model = plan({ batches: [['h']], tasks: [setA] });
  const run = await applied(model, { h }, { takeOver: true, runHere: async () => 'running' });
  expect(run).toMatchObject({ exitCode: 4, outcomes: { h: 'blocked' } });
  expect(h.lock.run).toBe('other');
});

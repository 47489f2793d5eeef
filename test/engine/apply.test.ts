import { expect, test } from 'vitest';
import { check, same, set } from './model-actions.ts';
import { CONFIRMED, type ModelHost, modelHost } from './model-host.ts';
import { plan } from './model-plan.ts';
import { applied } from './model-run.ts';

const setA = [set, { key: 'a', value: '1' }] as const;
const setB = [set, { key: 'b', value: '2' }] as const;

test('a host that differs is changed, verified, and told so', async () => {
  const h = modelHost({ initial: { a: '0' } });
  const run = await applied(plan({ batches: [['h']], tasks: [setA, setB] }), { h });
  expect(run).toMatchObject({ exitCode: 0, outcomes: { h: 'changed' } });
  expect(Object.fromEntries(h.state)).toEqual({ a: '1', b: '2' });
  expect(h.verdicts.get('r')).toBe('confirmed');
});

test('a host that is as wanted costs one question and is not written to', async () => {
  const h = modelHost({ initial: { a: '1', b: '2', c: 'x' } });
  const run = await applied(
    plan({
      batches: [['h']],
      preflight: [[check, { key: 'c', is: 'x' }]],
      tasks: [setA, setB],
      verify: [
        [check, { key: 'a', is: '1' }],
        [same, { key: 'c' }],
      ],
    }),
    { h },
  );
  expect(run).toMatchObject({ exitCode: 0, outcomes: { h: 'unchanged' } });
  expect(h.calls).toEqual(['connect', 'observe 3']);
});

test('a host that is changed costs a round trip to take it, one a task, and a new connection at the end', async () => {
  const h = modelHost();
  await applied(plan({ batches: [['h']], tasks: [setA, setB] }), { h });
  expect(h.calls).toEqual(['connect', 'observe 2', 'reserve', 'perform 1', 'perform 2', ...CONFIRMED]);
});

test('nothing is sent to a host before its intent is recorded', async () => {
  const h = modelHost();
  await applied(
    plan({ batches: [['h']], tasks: [setA] }),
    { h },
    {
      onEvent: (event) => {
        if (event.type === 'task.intent') expect(h.calls).not.toContain('perform 1');
      },
    },
  );
  expect(h.calls).toContain('perform 1');
});

test('when the journal cannot be written, the host is not touched', async () => {
  const h = modelHost();
  const running = applied(
    plan({ batches: [['h']], tasks: [setA] }),
    { h },
    {
      onEvent: (event) => {
        if (event.type === 'task.intent') throw new Error('no space left on device');
      },
    },
  );
  await expect(running).rejects.toThrow('no space left on device');
  expect(h.state.size).toBe(0);
});

test('a task that fails takes its host back, newest first, and no further host starts', async () => {
  const hosts = {
    one: modelHost({ initial: { a: '0' } }),
    two: modelHost({ initial: { a: '0', z: 'z' }, broken: new Set(['c']) }),
    three: modelHost({ initial: { a: '0' } }),
  };
  const run = await applied(
    plan({ batches: [['one'], ['two'], ['three']], tasks: [setA, setB, [set, { key: 'c', value: '3' }]] }),
    hosts,
  );
  expect(run.outcomes).toEqual({ one: 'changed', two: 'rolled-back', three: 'not-started' });
  expect(run.exitCode).toBe(5);
  expect(run.whys['two']).toContain('c is broken');
  expect(Object.fromEntries(hosts.two.state)).toEqual({ a: '0', z: 'z' });
  expect(hosts.two.calls).toContain('undo 3 2 1');
  expect(hosts.two.verdicts.get('r')).toBe('rolledback');
  expect(hosts.three.calls).toEqual(['connect', 'observe 3', 'reserve', 'release']);
});

test('an undo that fails does not stop the others, and a person is called', async () => {
  const h = modelHost({ initial: { a: '0', b: '0' }, broken: new Set(['c']), stubborn: new Set(['b']) });
  const run = await applied(
    plan({ batches: [['h']], tasks: [setA, setB, [set, { key: 'c', value: '3' }]] }),
    { h },
  );
  expect(run).toMatchObject({ exitCode: 6, outcomes: { h: 'rollback-failed' } });
  expect(h.state.get('a')).toBe('0');
  expect(h.state.get('b')).toBe('2');
  expect(h.verdicts.get('r')).toBe('rollback-failed');
  expect(run.whys['h']).toContain('it will not go back');
});

test('a change that does not take is a failure, and goes back', async () => {
  const h = modelHost({ stuck: new Set(['a']) });
  const run = await applied(plan({ batches: [['h']], tasks: [setB, setA] }), { h });
  expect(run).toMatchObject({ exitCode: 5, outcomes: { h: 'rolled-back' } });
  expect(run.whys['h']).toContain('still differs');
  expect(h.state.size).toBe(0);
});

test('batches wait between them when something was changed', async () => {
  const model = plan({ batches: [['a'], ['b']], soakMs: 90_000, tasks: [setA] });
  const run = await applied(model, { a: modelHost(), b: modelHost() });
  expect(run.events.filter(({ type }) => type === 'soak.started')).toHaveLength(1);
  expect(run.events.at(-1)).toMatchObject({ type: 'run.finished', elapsedMs: 90_000 });
  const still = await applied(model, { a: modelHost({ initial: { a: '1' } }), b: modelHost() });
  expect(still.events.filter(({ type }) => type === 'soak.started')).toHaveLength(0);
});

test('answers that have grown old are asked again before anything is changed', async () => {
  const hosts = { a: modelHost(), b: modelHost() };
  await applied(plan({ batches: [['a'], ['b']], soakMs: 90_000, tasks: [setA] }), hosts);
  const beforeChange = ({ calls }: ModelHost): readonly string[] =>
    calls.slice(0, calls.indexOf('perform 1')).filter((call) => call.startsWith('observe'));
  expect(beforeChange(hosts.a)).toHaveLength(1);
  expect(beforeChange(hosts.b)).toHaveLength(2);
});

test('several plays: each play is confirmed by itself, over a connection that the next goes on with', async () => {
  const h = modelHost();
  const run = await applied(plan({ batches: [['h']], tasks: [setA] }, { batches: [['h']], tasks: [setB] }), {
    h,
  });
  expect(run).toMatchObject({ exitCode: 0, outcomes: { h: 'changed' } });
  expect([...h.verdicts]).toEqual([
    ['r', 'confirmed'],
    ['r.2', 'confirmed'],
  ]);
  expect(h.calls.filter((call) => call === 'connect')).toHaveLength(3);
});

test('several plays: the second goes back alone, and what follows does not start', async () => {
  const h = modelHost({ broken: new Set(['b']) });
  const model = plan(
    { batches: [['h']], tasks: [setA] },
    { batches: [['h']], tasks: [[set, { key: 'c', value: '3' }], setB] },
  );
  const run = await applied(model, { h });
  expect(run).toMatchObject({ exitCode: 5, outcomes: { h: 'rolled-back' } });
  expect(Object.fromEntries(h.state)).toEqual({ a: '1' });
});

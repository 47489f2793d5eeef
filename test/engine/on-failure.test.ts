import { expect, test } from 'vitest';
import { check, poke, set } from './model-actions.ts';
import { modelHost } from './model-host.ts';
import { plan } from './model-plan.ts';
import { applied, foreseen } from './model-run.ts';

const setA = [set, { key: 'a', value: '1' }] as const;
const setB = [set, { key: 'b', value: '2' }] as const;

test.for([
  { onFailure: 'stop', exitCode: 1, outcomes: { a: 'failed', b: 'not-started' }, state: { x: '1' } },
  { onFailure: 'rollback_host', exitCode: 5, outcomes: { a: 'rolled-back', b: 'not-started' }, state: {} },
] as const)('on_failure: $onFailure', async ({ onFailure, exitCode, outcomes, state }) => {
  const hosts = { a: modelHost({ broken: new Set(['y']) }), b: modelHost() };
  const tasks = [
    [set, { key: 'x', value: '1' }],
    [set, { key: 'y', value: '1' }],
  ] as const;
  const run = await applied(plan({ batches: [['a'], ['b']], onFailure, tasks }), hosts);
  expect(run).toMatchObject({ exitCode, outcomes });
  expect(Object.fromEntries(hosts.a.state)).toEqual(state);
});

test('on_failure: continue goes on, until a batch has no host left', async () => {
  const hosts = () => ({ a: modelHost({ broken: new Set(['y']) }), b: modelHost(), c: modelHost() });
  const run = (batches: readonly (readonly string[])[]) =>
    applied(plan({ batches, onFailure: 'continue', tasks: [[set, { key: 'y', value: '1' }]] }), hosts());
  expect(await run([['a', 'b'], ['c']])).toMatchObject({
    exitCode: 1,
    outcomes: { a: 'failed', b: 'changed', c: 'changed' },
  });
  expect(await run([['a'], ['b', 'c']])).toMatchObject({
    exitCode: 1,
    outcomes: { a: 'failed', b: 'not-started', c: 'not-started' },
  });
});

test('a preview tells on which hosts a play that goes on past failures would fail', async () => {
  const tasks = [
    [check, { key: 'x', is: '1' }, { name: 'x is 1' }],
    [set, { key: 'y', value: '1' }],
  ] as const;
  const hosts = { a: modelHost(), b: modelHost({ initial: { x: '1' } }) };
  const run = await foreseen(plan({ batches: [['a', 'b']], onFailure: 'continue', tasks }), hosts);
  expect(run).toMatchObject({ exitCode: 1, outcomes: { a: 'failed', b: 'not-started' } });
  expect(run.whys['a']).toBe('it would fail: x is absent, not 1');
});

test('on_failure: rollback_run takes back what had succeeded, the last one first', async () => {
  const hosts = { a: modelHost(), b: modelHost(), c: modelHost({ broken: new Set(['a']) }), d: modelHost() };
  const run = await applied(
    plan({ batches: [['a'], ['b'], ['c'], ['d']], onFailure: 'rollback_run', tasks: [setB, setA] }),
    hosts,
  );
  expect(run.outcomes).toEqual({ a: 'rolled-back', b: 'rolled-back', c: 'rolled-back', d: 'not-started' });
  expect(run.exitCode).toBe(5);
  expect([...hosts.a.state, ...hosts.b.state, ...hosts.c.state]).toEqual([]);
  const order = run.events
    .filter(({ type }) => type === 'undo.started')
    .map((event) => 'host' in event && event.host);
  expect(order).toEqual(['c', 'b', 'a']);
});

test.for([
  ['rollback_host', 'rolled-back'],
  ['rollback_run', 'rolled-back'],
  ['continue', 'failed'],
] as const)(
  'what the first play changed and stays is said where the second fails: %s',
  async ([onFailure, outcome]) => {
    const h = modelHost({ broken: new Set(['b']) });
    const run = await applied(
      plan(
        { name: 'First', batches: [['h']], tasks: [setA] },
        { name: 'Second', batches: [['h']], onFailure, tasks: [[set, { key: 'c', value: '3' }], setB] },
      ),
      { h },
    );
    expect(run.outcomes).toEqual({ h: outcome });
    expect(run.whys['h']).toContain('; what "First" changed there stays: rulerun rollback r ');
    expect(h.state.get('a')).toBe('1');
  },
);

test('where the first play changed nothing, nothing is said to stay', async () => {
  const h = modelHost({ broken: new Set(['b']), initial: { a: '1' } });
  const both = plan({ batches: [['h']], tasks: [setA] }, { batches: [['h']], tasks: [setB] });
  expect((await applied(both, { h })).whys['h']).not.toContain('stays');
});

test('max_fail_percentage lets the line go on up to its part of a batch', async () => {
  const broken = { broken: new Set(['a']) };
  const hosts = { a: modelHost(broken), b: modelHost(), c: modelHost(), d: modelHost(), e: modelHost() };
  const batches = [['a', 'b', 'c', 'd'], ['e']];
  const goesOn = await applied(plan({ batches, maxFailPercentage: 25, tasks: [setA] }), hosts);
  expect(goesOn.outcomes).toMatchObject({ a: 'rolled-back', e: 'changed' });
  expect(goesOn.exitCode).toBe(5);
});

test('a command without an undo is named when it has to stay', async () => {
  const h = modelHost({ broken: new Set(['b']) });
  const run = await applied(plan({ batches: [['h']], tasks: [[poke, { key: 'a', value: '1' }], setB] }), {
    h,
  });
  expect(run).toMatchObject({ exitCode: 6, outcomes: { h: 'rollback-failed' } });
  expect(run.whys['h']).toContain('it has no undo');
});

test.for([
  ['an undo', { undo: 'a' }, {}],
  ['irreversible: true', { irreversible: true }, { a: '1' }],
  ['changed_when: false', { changedWhen: false }, { a: '1' }],
] as const)('a command with %s calls for nobody', async ([, more, left]) => {
  const h = modelHost({ broken: new Set(['b']) });
  const run = await applied(
    plan({ batches: [['h']], tasks: [[poke, { key: 'a', value: '1' }, more], setB] }),
    { h },
  );
  expect(run).toMatchObject({ exitCode: 5, outcomes: { h: 'rolled-back' } });
  expect(Object.fromEntries(h.state)).toEqual(left);
});

import { expect, test } from 'vitest';
import { check, poke, set } from '../../../test/engine/model-actions.ts';
import { modelHost } from '../../../test/engine/model-host.ts';
import { plan } from '../../../test/engine/model-plan.ts';
import { applied, foreseen, type ModelRun } from '../../../test/engine/model-run.ts';
import { summarize } from './summary.ts';

const setA = [set, { key: 'a', value: '1' }] as const;
const setB = [set, { key: 'b', value: '1' }] as const;
const isUp = [check, { key: 'up', is: 'yes' }] as const;

const none = { ok: 0, changed: 0, skipped: 0, failed: 0, ignored: 0, undone: 0, pending: 0 };

function counts({ events }: ModelRun, host = 'h'): object | undefined {
  return summarize(events)?.hosts.find((one) => one.host === host);
}

test('without a start there is nothing to tell', () => {
  expect(summarize([])).toBeUndefined();
  expect(summarize([{ type: 'run.finished', exitCode: 0, elapsedMs: 1 }])).toBeUndefined();
});

test('a task is counted once, although the preview has asked the same before', async () => {
  const h = modelHost({ initial: { up: 'yes', b: '1' } });
  const tasks = [setA, setB, [set, { key: 'c', value: '1' }, { when: 'false' }]] as const;
  const run = await applied(plan({ batches: [['h']], preflight: [isUp], tasks, verify: [isUp] }), { h });
  expect(counts(run)).toMatchObject({
    ...none,
    ok: 3,
    changed: 1,
    skipped: 1,
    pending: 1,
    outcome: 'changed',
  });
});

test('a preview counts what it found', async () => {
  const h = modelHost({ initial: { up: 'yes', b: '1' } });
  const run = await foreseen(plan({ batches: [['h']], preflight: [isUp], tasks: [setB, setA] }), { h });
  expect(counts(run)).toMatchObject({ ...none, ok: 2, pending: 1, outcome: 'not-started' });
});

test('a run that is refused counts what was looked at', async () => {
  const hosts = { h: modelHost({ initial: { up: 'yes' } }), bad: modelHost() };
  const run = await applied(plan({ batches: [['h', 'bad']], preflight: [isUp], tasks: [setA] }), hosts);
  expect(summarize(run.events)).toMatchObject({ exitCode: 4, interrupted: false });
  expect(counts(run)).toMatchObject({ ...none, ok: 1, outcome: 'not-started' });
  expect(counts(run, 'bad')).toMatchObject({ ...none, failed: 1, outcome: 'blocked' });
});

test('what failed and went back', async () => {
  const h = modelHost({ broken: new Set(['b']) });
  const run = await applied(plan({ batches: [['h']], tasks: [setA, setB] }), { h });
  expect(counts(run)).toMatchObject({
    ...none,
    changed: 1,
    failed: 1,
    undone: 2,
    pending: 2,
    outcome: 'rolled-back',
  });
});

test('what failed and was ignored is no failure', async () => {
  const h = modelHost({ broken: new Set(['a']) });
  const tasks = [[poke, { key: 'a', value: '1' }, { ignoreErrors: true, changedWhen: false }]] as const;
  const run = await applied(plan({ batches: [['h']], tasks }), { h });
  expect(counts(run)).toMatchObject({ ...none, ignored: 1, outcome: 'unchanged' });
});

test('a record that breaks off leaves its hosts without an outcome', async () => {
  const run = await applied(plan({ batches: [['h']], tasks: [setA] }), { h: modelHost() });
  const cut = run.events.slice(
    0,
    run.events.findIndex(({ type }) => type === 'task.changed'),
  );
  expect(summarize(cut)).toMatchObject({
    exitCode: undefined,
    elapsedMs: undefined,
    hosts: [{ outcome: undefined, pending: 1 }],
  });
});

test('hosts stand in the order of the inventory', async () => {
  const hosts = { z: modelHost(), a: modelHost(), m: modelHost() };
  const run = await applied(plan({ batches: [['z', 'a', 'm']], tasks: [setA] }), hosts);
  expect(summarize(run.events)?.hosts.map(({ host }) => host)).toEqual(['z', 'a', 'm']);
});

import { expect, test } from 'vitest';
import type { RunEvent } from '../../src/model/run/event.ts';
import { poke, set } from './model-actions.ts';
import { modelHost } from './model-host.ts';
import { plan } from './model-plan.ts';
import { back } from './model-rollback.ts';
import { applied, type ModelRun } from './model-run.ts';

const two = plan(
  {
    batches: [['a', 'b']],
    tasks: [
      [set, { key: 'x', value: '1' }],
      [set, { key: 'y', value: '1' }, { become: { become: true, user: undefined } }],
    ],
  },
  { batches: [['a']], tasks: [[set, { key: 'x', value: '2' }]] },
);

test('a whole run goes back in a new process, newest first', async () => {
  const hosts = { a: modelHost({ initial: { x: '0' } }), b: modelHost() };
  const run = await applied(two, hosts);
  expect(run.exitCode).toBe(0);
  expect((await back(run, hosts)).exitCode).toBe(0);
  expect(Object.fromEntries(hosts.a.state)).toEqual({ x: '0' });
  expect(hosts.b.state.size).toBe(0);
  expect(hosts.a.calls.filter((call) => call.startsWith('undo'))).toEqual(['undo 1', 'undo 2', 'undo 1']);
  expect(hosts.a.verdicts.get('r')).toBe('rolledback');
});

test('a host that left nothing to undo is unchanged', async () => {
  const hosts = { a: modelHost({ initial: { x: '1' } }), b: modelHost() };
  const run = await applied(plan({ batches: [['a', 'b']], tasks: [[set, { key: 'x', value: '1' }]] }), hosts);
  const { exitCode, events } = await back(run, hosts);
  expect(exitCode).toBe(0);
  expect(events.find((event) => event.type === 'host.finished' && event.host === 'a')).toMatchObject({
    outcome: 'unchanged',
  });
});

test('what cannot go back is named, and a person is called', async () => {
  const hosts = { a: modelHost({ stubborn: new Set(['x']) }) };
  const run = await applied(
    plan({
      batches: [['a']],
      tasks: [
        [set, { key: 'x', value: '1' }],
        [poke, { key: 'p', value: '1' }],
      ],
    }),
    hosts,
  );
  const { exitCode, events } = await back(run, hosts);
  expect(exitCode).toBe(6);
  expect(events.find(({ type }) => type === 'host.finished')).toMatchObject({ outcome: 'rollback-failed' });
  expect(JSON.stringify(events)).toContain('and 1 more');
});

test('a host that is away stays unknown', async () => {
  const hosts = { a: modelHost() };
  const run = await applied(plan({ batches: [['a']], tasks: [[set, { key: 'x', value: '1' }]] }), hosts);
  const away = { a: modelHost({ down: true }) };
  expect((await back(run, away)).exitCode).toBe(7);
});

test('who leaves at once leaves with 130', async () => {
  const hosts = { a: modelHost() };
  const run = await applied(plan({ batches: [['a']], tasks: [[set, { key: 'x', value: '1' }]] }), hosts);
  const abandon = new AbortController();
  abandon.abort();
  const gone = { a: modelHost({ fault: () => 'lost-before' }) };
  expect((await back(run, gone, { abandon: abandon.signal })).exitCode).toBe(130);
});

test('a host that was only taken, or cut off in a step without undo, is given free', async () => {
  const tasks = [[poke, { key: 'x', value: '1' }, { irreversible: true }]] as const;
  for (const [at, left] of [
    ['play.started', {}],
    ['task.changed', { x: '1' }],
  ] as const) {
    const h = modelHost();
    const events: RunEvent[] = [];
    const killed = applied(
      plan({ batches: [['h']], tasks }),
      { h },
      {
        onEvent: (event) => {
          if (event.type === at) throw new Error('killed');
          events.push(event);
        },
      },
    );
    await expect(killed).rejects.toThrow('killed');
    expect(h.lock?.run, at).toBe('r');
    const run = { events } as unknown as ModelRun;
    expect((await back(run, { h })).exitCode, at).toBe(0);
    expect(h.lock, at).toBeUndefined();
    expect(Object.fromEntries(h.state), at).toEqual(left);
  }
});

test('what was left as it is can go back later', async () => {
  const h = modelHost({ broken: new Set(['y']) });
  const tasks = [
    [set, { key: 'x', value: '1' }],
    [set, { key: 'y', value: '1' }],
  ] as const;
  const run = await applied(plan({ batches: [['h']], onFailure: 'stop', tasks }), { h });
  expect(h.lock).toBeUndefined();
  expect((await back(run, { h })).exitCode).toBe(0);
  expect(h.state.size).toBe(0);
  expect([h.verdicts.get('r'), h.lock]).toEqual(['rolledback', undefined]);
});

test('a host that another run has is left alone, and the exit code says that it was', async () => {
  const h = modelHost();
  const run = await applied(plan({ batches: [['h']], tasks: [[set, { key: 'x', value: '1' }]] }), { h });
  h.lock = { run: 'other', host: 'h' };
  const { exitCode, events } = await back(run, { h });
  expect(exitCode).toBe(4);
  expect(events.find(({ type }) => type === 'host.finished')).toMatchObject({ outcome: 'blocked' });
  expect(h.state.get('x')).toBe('1');
});

test('a step that the host has no record of any more is not called undone', async () => {
  const h = modelHost();
  const run = await applied(plan({ batches: [['h']], tasks: [[set, { key: 'x', value: '1' }]] }), { h });
  const { exitCode, events } = await back(run, { h: modelHost({ initial: { x: '1' } }) });
  expect(exitCode).toBe(6);
  expect(JSON.stringify(events)).toContain('the host has no record any more of');
});

test('a step that changes nothing calls for nobody when its run goes back', async () => {
  const h = modelHost();
  const tasks = [
    [set, { key: 'x', value: '1' }],
    [poke, { key: 'p', value: '1' }, { changedWhen: false }],
  ] as const;
  const run = await applied(plan({ batches: [['h']], tasks }), { h });
  expect((await back(run, { h })).exitCode).toBe(0);
  expect([h.state.has('x'), h.verdicts.get('r')]).toEqual([false, 'rolledback']);
});

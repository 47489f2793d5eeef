import { expect, test } from 'vitest';
import { nextStep } from '../../src/renderers/next-step.ts';
import { summarize } from '../../src/report/fold/summary.ts';
import { poke, set } from './model-actions.ts';
import { type Call, type Fault, type ModelHost, modelHost } from './model-host.ts';
import { plan } from './model-plan.ts';
import { applied } from './model-run.ts';

const tasks = [
  [set, { key: 'a', value: '1' }],
  [poke, { key: 'b', value: '2' }, { undo: 'b' }],
  [set, { key: 'c', value: '3' }],
] as const;
const model = plan({ batches: [['h']], tasks });

/** A fault at the n-th call of a kind, and only there. */
function once(kind: Call, nth: number, fault: Fault): (call: Call) => Fault {
  let seen = 0;
  return (call) => {
    if (call !== kind) return 'none';
    seen += 1;
    return seen === nth ? fault : 'none';
  };
}

test.for(
  (['connect', 'observe', 'perform', 'recall', 'finish'] as const).flatMap((call) =>
    ([1, 2, 3] as const).flatMap((nth) =>
      (['lost-before', 'lost-after'] as const).map((fault) => ({ call, nth, fault })),
    ),
  ),
)('a connection that is $fault at $call $nth changes nothing in the end', async ({ call, nth, fault }) => {
  const h: ModelHost = modelHost({ initial: { a: '0' }, fault: once(call, nth, fault) });
  const run = await applied(model, { h });
  if (call === 'connect' && nth === 1) {
    expect(run).toMatchObject({ exitCode: 4, outcomes: { h: 'unreachable' } });
    return;
  }
  expect(run).toMatchObject({ exitCode: 0, outcomes: { h: 'changed' } });
  expect(Object.fromEntries(h.state)).toEqual({ a: '1', b: '2', c: '3' });
  expect([...h.starts.values()]).toEqual([1, 1, 1]);
});

test('a host that never comes back after a step is unknown, and no further host starts', async () => {
  let gone = false;
  const h = modelHost({
    fault: (call) => {
      if (call === 'perform') gone = true;
      return gone ? 'lost-after' : 'none';
    },
  });
  const other = modelHost();
  const run = await applied(plan({ batches: [['h'], ['other']], tasks }), { h, other });
  expect(run).toMatchObject({ exitCode: 7, outcomes: { h: 'unknown', other: 'not-started' } });
  expect([...h.starts.values()]).toEqual([1]);
});

test('a rollback goes on over a new connection', async () => {
  const h = modelHost({ broken: new Set(['c']), fault: once('undo', 1, 'lost-after') });
  const run = await applied(model, { h });
  expect(run).toMatchObject({ exitCode: 5, outcomes: { h: 'rolled-back' } });
  expect(h.state.size).toBe(0);
});

test('the first Ctrl-C lets the step finish, rolls its host back, and starts nothing further', async () => {
  const stop = new AbortController();
  const hosts = {
    one: modelHost(),
    two: modelHost({
      onStep: (number) => {
        if (number === 2) stop.abort();
      },
    }),
    three: modelHost(),
  };
  const run = await applied(plan({ batches: [['one'], ['two'], ['three']], tasks }), hosts, {
    stop: stop.signal,
  });
  expect(run.exitCode).toBe(130);
  expect(run.outcomes).toEqual({ one: 'changed', two: 'rolled-back', three: 'not-started' });
  expect(hosts.two.state.size).toBe(0);
  expect(hosts.three.state.size).toBe(0);
  expect(run.events.some((event) => event.type === 'run.interrupted' && event.by === 'stop')).toBe(true);
  // Nobody failed: the line was not stopped by a host.
  expect(run.events.filter(({ type }) => type === 'rollout.stopped')).toEqual([]);
});

test('Ctrl-C while hosts are being looked at changes nothing', async () => {
  const stop = new AbortController();
  stop.abort();
  const h = modelHost();
  const run = await applied(model, { h }, { stop: stop.signal });
  expect(run).toMatchObject({ exitCode: 130, outcomes: { h: 'not-started' } });
  expect(h.state.size).toBe(0);
});

test('the second Ctrl-C leaves at once and says that the host is unknown', async () => {
  const stop = new AbortController();
  const abandon = new AbortController();
  const h = modelHost({
    onStep: () => {
      stop.abort();
      abandon.abort();
    },
    fault: (call) => (abandon.signal.aborted && call !== 'connect' ? 'lost-after' : 'none'),
  });
  const run = await applied(model, { h }, { stop: stop.signal, abandon: abandon.signal });
  expect(run).toMatchObject({ exitCode: 130, outcomes: { h: 'unknown' } });
  // The recap names the command that puts it right.
  const summary = summarize(run.events);
  expect(summary && nextStep(summary)).toEqual(['To bring back what was changed: rulerun rollback r']);
  expect(run.events.some((event) => event.type === 'run.interrupted' && event.by === 'abandon')).toBe(true);
  expect(run.events.filter(({ type }) => type === 'rollout.stopped')).toEqual([]);
});

test('a bug in the code of one host costs that host alone', async () => {
  const h = modelHost();
  const broken: ModelHost = {
    ...modelHost(),
    connect: async () => {
      throw new TypeError('boom');
    },
  };
  const run = await applied(plan({ batches: [['h', 'broken']], tasks }), { h, broken });
  expect(run.exitCode).toBe(4);
  expect(run.whys['broken']).toContain('a bug in rulerun: TypeError: boom');
});

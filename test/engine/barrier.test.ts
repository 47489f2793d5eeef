import { expect, test } from 'vitest';
import { set } from './model-actions.ts';
import { modelHost } from './model-host.ts';
import { plan } from './model-plan.ts';
import { applied } from './model-run.ts';

const tasks = ['x', 'y', 'z'].map((key) => [set, { key, value: '1' }] as const);

test.for([
  { what: 'any_errors_fatal', maxFailPercentage: 0, broken: ['a'], after: ['x', 'y'] },
  { what: 'too large a part', maxFailPercentage: 40, broken: ['a', 'b'], after: ['x', 'y'] },
  { what: 'a part that may fail', maxFailPercentage: 40, broken: ['a'], after: ['x', 'y', 'z'] },
  { what: 'nothing said of it', maxFailPercentage: undefined, broken: ['a'], after: ['x', 'y', 'z'] },
])('$what: when y fails on $broken, c has done $after', async ({ maxFailPercentage, broken, after }) => {
  const host = (name: string) => modelHost({ broken: new Set(broken.includes(name) ? ['y'] : []) });
  const hosts = { a: host('a'), b: host('b'), c: host('c') };
  const model = plan({ batches: [['a', 'b', 'c']], onFailure: 'continue', maxFailPercentage, tasks });
  await applied(model, hosts);
  expect([...hosts.c.state.keys()]).toEqual(after);
});

test('hosts that wait for each other do not keep those from work that have no turn yet', async () => {
  const hosts = { a: modelHost(), b: modelHost(), c: modelHost() };
  const model = plan({ batches: [['a', 'b', 'c']], maxFailPercentage: 0, tasks });
  const run = await applied(model, hosts, { limits: { forks: 1 } });
  expect(run).toMatchObject({ exitCode: 0, outcomes: { a: 'changed', b: 'changed', c: 'changed' } });
});

test('a host that stops for another goes back as one that failed', async () => {
  const hosts = { a: modelHost({ broken: new Set(['y']) }), b: modelHost() };
  const run = await applied(plan({ batches: [['a', 'b']], maxFailPercentage: 0, tasks }), hosts);
  expect(run).toMatchObject({ exitCode: 5, outcomes: { a: 'rolled-back', b: 'rolled-back' } });
  expect(run.whys['b']).toContain('on a');
  expect([...hosts.b.state]).toEqual([]);
});

import { expect, test } from 'vitest';
import { meta } from '../../src/actions/structure/meta/action.ts';
import { set } from './model-actions.ts';
import { modelHost } from './model-host.ts';
import { type ModelTask, plan } from './model-plan.ts';
import { applied, foreseen } from './model-run.ts';

const tasks: readonly ModelTask[] = [
  [meta, { free_form: 'noop' }, { name: 'to itself' }],
  [meta, { free_form: 'noop' }, { name: 'passed over', when: 'false' }],
  [set, { key: 'a', value: '1' }, { name: 'to a host' }],
];

test.for([applied, foreseen])('what a task does to the run itself is not told: %s', async (run) => {
  const { events } = await run(plan({ batches: [['web']], tasks }), { web: modelHost() });
  const titles = events.flatMap((event) => ('title' in event ? [event.title] : []));
  expect([...new Set(titles)]).toEqual(['to a host']);
  const [started] = events;
  expect(started?.type === 'run.started' && started.plays[0]?.tasks.map(({ title }) => title)).toEqual([
    'to a host',
  ]);
});

test('that it failed is told', async () => {
  const broken: readonly ModelTask[] = [
    [meta, { free_form: 'noop' }, { name: 'to itself', failedWhen: 'true' }],
  ];
  const { events } = await foreseen(plan({ batches: [['web']], tasks: broken }), { web: modelHost() });
  expect(events.flatMap((event) => (event.type === 'task.failed' ? [event.title] : []))).toEqual([
    'to itself',
  ]);
});

const reset: readonly ModelTask[] = [
  [set, { key: 'a', value: '1' }],
  [meta, { free_form: 'reset_connection' }],
  [set, { key: 'b', value: '1' }],
];

test('reset_connection logs in anew, and the run goes on with its record', async () => {
  const web = modelHost();
  const run = await applied(plan({ batches: [['web']], tasks: reset }), { web });
  expect(run.outcomes).toEqual({ web: 'changed' });
  const logins = web.calls.flatMap((call, index) => (call === 'connect' ? [index] : []));
  expect(logins[1]).toBeGreaterThan(web.calls.indexOf('perform 1'));
  expect(logins[1]).toBeLessThan(web.calls.indexOf('perform 2'));
  expect(web.calls.filter((call) => call.startsWith('perform'))).toEqual(['perform 1', 'perform 2']);
  expect(web.lock).toBeUndefined();
});

test('a preview does not reset anything', async () => {
  const web = modelHost();
  await foreseen(plan({ batches: [['web']], tasks: reset }), { web });
  expect(web.calls.filter((call) => call === 'connect')).toHaveLength(1);
});

test('where nobody gets in any more, reset_connection fails and all goes back over the old connection', async () => {
  let logins = 0;
  const web = modelHost({
    fault: (call) => {
      if (call === 'connect') logins += 1;
      return call === 'connect' && logins === 2 ? 'lost-before' : 'none';
    },
  });
  const run = await applied(plan({ batches: [['web']], tasks: reset }), { web });
  expect(run.whys['web']).toContain('takes no new connection');
  expect(run.outcomes).toEqual({ web: 'rolled-back' });
  expect([...web.state.keys()]).toEqual([]);
});

test('refresh_inventory leaves the run as it is', async () => {
  const web = modelHost();
  const all: readonly ModelTask[] = [
    [meta, { free_form: 'refresh_inventory' }],
    [set, { key: 'a', value: '1' }],
  ];
  const run = await applied(plan({ batches: [['web']], tasks: all }), { web });
  expect(run.outcomes).toEqual({ web: 'changed' });
  expect([...web.state.keys()]).toEqual(['a']);
});

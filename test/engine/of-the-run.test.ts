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

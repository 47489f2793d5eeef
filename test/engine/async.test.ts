import { expect, test } from 'vitest';
import { asyncStatus } from '../../src/actions/commands/async_status/action.ts';
import { set } from './model-actions.ts';
import { modelHost } from './model-host.ts';
import { type ModelTask, plan, scalar } from './model-plan.ts';
import { applied, type ModelRun } from './model-run.ts';

const begin = (key: string, poll = 0): ModelTask => [
  set,
  { key, value: '1' },
  { register: 'job', job: { seconds: 60, poll } },
];

const ask: ModelTask = [asyncStatus, { jid: '{{ job.ansible_job_id }}' }, { register: 'r' }];

function results(run: ModelRun): readonly (readonly [type: string, result: unknown])[] {
  return run.events.flatMap((event) =>
    event.type === 'task.changed' || event.type === 'task.satisfied' || event.type === 'task.failed'
      ? [[event.type, event.result] as const]
      : [],
  );
}

test('a task that is looked at now and then has ended when the next begins, and says so', async () => {
  const web = modelHost();
  const run = await applied(plan({ batches: [['web']], tasks: [begin('x', 5)] }), { web });
  expect(results(run)).toMatchObject([
    [
      'task.changed',
      { started: true, finished: true, stdout: '', ansible_job_id: expect.stringMatching(/^j\d+\.\d+$/) },
    ],
  ]);
});

test('what nobody waits for says that it was begun; async_status tells what came of it', async () => {
  const web = modelHost();
  const run = await applied(plan({ batches: [['web']], tasks: [begin('x'), ask] }), { web });
  expect(run.outcomes).toEqual({ web: 'changed' });
  expect(results(run)).toMatchObject([
    ['task.changed', { started: true, finished: false, changed: true }],
    ['task.changed', { started: true, finished: true, changed: true }],
  ]);
});

test('a failure of it is one of async_status, and all goes back', async () => {
  const web = modelHost({ broken: new Set(['x']) });
  const tasks: readonly ModelTask[] = [[set, { key: 'a', value: '1' }], begin('x'), ask];
  const run = await applied(plan({ batches: [['web']], tasks }), { web });
  expect(results(run).map(([type]) => type)).toEqual(['task.changed', 'task.changed', 'task.failed']);
  expect(run.outcomes).toEqual({ web: 'rolled-back' });
  expect([...web.state.keys()]).toEqual([]);
});

test('a job that is not known is a failure with the way out', async () => {
  const tasks: readonly ModelTask[] = [[asyncStatus, { jid: 'j1.2' }]];
  const run = await applied(plan({ batches: [['web']], tasks }), { web: modelHost() });
  expect(JSON.stringify(run.events)).toMatch(/could not find job.*registered on this host in this run/);
});

test('async and check_mode do not go together', async () => {
  const [action, params, more] = begin('x', 5);
  const tasks: readonly ModelTask[] = [[action, params, { ...more, checkMode: true }]];
  const run = await applied(plan({ batches: [['web']], tasks }), { web: modelHost() });
  expect(run.whys['web']).toContain('check mode and async cannot be used on same task');
});

test.for([
  ['{{ 60 }}', '{{ 0 }}', false],
  ['{{ 60 }}', '{{ 5 }}', true],
  ['{{ 0 }}', '{{ 0 }}', undefined],
] as const)('async: %s with poll: %s has ended: %s', async ([seconds, poll, finished]) => {
  const computed = { async: scalar(seconds), poll: scalar(poll) };
  const tasks: readonly ModelTask[] = [
    [set, { key: 'x', value: '1' }, { register: 'job', job: { seconds: 0, poll: 15 }, computed }],
  ];
  const [only] = results(await applied(plan({ batches: [['web']], tasks }), { web: modelHost() }));
  expect(only?.[1]).toMatchObject(finished === undefined ? {} : { finished });
  expect(JSON.stringify(only?.[1]).includes('finished')).toBe(finished !== undefined);
});

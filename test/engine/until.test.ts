import { expect, test } from 'vitest';
import type { Action } from '../../src/model/action.ts';
import type { Until } from '../../src/model/playbook/loop.ts';
import { check, set } from './model-actions.ts';
import { modelHost } from './model-host.ts';
import { type ModelTask, plan, scalar } from './model-plan.ts';
import { applied } from './model-run.ts';

const until = (condition: string, more: Partial<Until> = {}): { until: Until } => ({
  until: { conditions: [scalar(condition)], retries: undefined, delay: undefined, ...more },
});

const asking = { key: 'a', is: 'b' };

/** Counts how often it was asked. */
function counting(): { readonly action: Action; readonly asked: () => number } {
  let asked = 0;
  const action: Action = {
    ...check,
    name: 'count',
    plan: () => {
      asked += 1;
      return { kind: 'satisfied', result: { count: asked }, messages: [] };
    },
  };
  return { action, asked: () => asked };
}

test('who says no number of retries has three of them, as in Ansible', async () => {
  const { action, asked } = counting();
  const tasks: readonly ModelTask[] = [[action, asking, { ...until('r.count < 0'), register: 'r' }]];
  const run = await applied(plan({ batches: [['web']], tasks }), { web: modelHost() });
  expect(run.whys['web']).toContain('until: r.count < 0 does not hold after 3 retries');
  // Once for the preview, once at first, and three times again.
  expect(asked()).toBe(5);
});

test('a task that is skipped is not asked again', async () => {
  const { action, asked } = counting();
  const tasks: readonly ModelTask[] = [
    [action, asking, { ...until('r.count < 0'), register: 'r', when: '1 > 2' }],
  ];
  const run = await applied(plan({ batches: [['web']], tasks }), { web: modelHost() });
  expect([run.outcomes['web'], asked()]).toEqual(['unchanged', 0]);
});

test('a condition that cannot be made sense of fails the task at once, and says why', async () => {
  const { action, asked } = counting();
  const tasks: readonly ModelTask[] = [[action, asking, { ...until('r.nope > 1'), register: 'r' }]];
  const run = await applied(plan({ batches: [['web']], tasks }), { web: modelHost() });
  expect(run.whys['web']).toContain('`r` has no `nope`');
  expect(asked()).toBe(2);
});

test('a task that fails each time tells its own failure, not that it was tried too often', async () => {
  const web = modelHost();
  const tasks: readonly ModelTask[] = [
    [set, { key: 'x', value: '1' }],
    [check, asking, { ...until('r is success', { retries: scalar('1') }), register: 'r' }],
  ];
  const run = await applied(plan({ batches: [['web']], tasks }), { web });
  expect(run.outcomes).toEqual({ web: 'rolled-back' });
  expect(run.whys['web']).toContain('a is absent, not b');
});

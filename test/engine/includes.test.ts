import { expect, test } from 'vitest';
import type { Action } from '../../src/model/action.ts';
import { OPEN } from '../../src/model/playbook/structure.ts';
import { check, set } from './model-actions.ts';
import { modelHost } from './model-host.ts';
import { type ModelTask, plan } from './model-plan.ts';
import { foreseen } from './model-run.ts';

/** Includes a file that nobody has. */
const include: Action = {
  ...check,
  name: 'include',
  plan: () => ({
    kind: 'satisfied',
    result: {},
    messages: [],
    effect: { kind: 'include-tasks', file: 'more.yml' },
  }),
};

const key = { key: 'a', is: 'b' };

test('what is not there to include fails its task with place and way out', async () => {
  const tasks: readonly ModelTask[] = [[include, key, { around: OPEN }]];
  const run = await foreseen(plan({ batches: [['web']], tasks }), { web: modelHost() });
  expect(run.outcomes).toEqual({ web: 'blocked' });
  expect(run.whys['web']).toContain('more.yml');
});

test('what may be included later may give any name a value', async () => {
  const tasks: readonly ModelTask[] = [
    [set, { key: 'x', value: '1' }, { register: 'r' }],
    [include, key, { around: OPEN, when: 'r.changed' }],
    [set, { key: 'y', value: '{{ found_inside }}' }],
  ];
  const run = await foreseen(plan({ batches: [['web']], tasks }), { web: modelHost() });
  const open = run.events.flatMap((event) => (event.type === 'task.unforeseen' ? [event.why] : []));
  expect(open).toEqual([
    'it depends on `r`, which an earlier task sets',
    'it depends on `found_inside`, which an earlier task sets',
  ]);
});

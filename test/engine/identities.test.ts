import { expect, test } from 'vitest';
import { poke, set } from './model-actions.ts';
import { modelHost } from './model-host.ts';
import { plan } from './model-plan.ts';
import { applied } from './model-run.ts';

const first = [set, { key: 'a', value: '1' }] as const;
const asRoot = [poke, { key: 'b', value: '1' }, { become: { become: true, user: undefined } }] as const;

test.for(['tasks', 'handlers', 'verify'] as const)(
  'a user that cannot be become, needed in the %s, is found before anything changes',
  async (section) => {
    const h = modelHost({ strangers: new Set(['root']) });
    const tasks = section === 'tasks' ? [first, asRoot] : [first];
    const run = await applied(plan({ batches: [['h']], [section]: [asRoot], tasks }), { h });
    expect(run).toMatchObject({ exitCode: 4, outcomes: { h: 'blocked' } });
    expect(run.whys['h']).toContain('there is no user root');
    expect(h.state.size).toBe(0);
  },
);

test('a user that has answered already is not asked again', async () => {
  const h = modelHost({ initial: { a: '1' } });
  await applied(plan({ batches: [['h']], tasks: [first] }), { h });
  expect(h.calls).toEqual(['connect', 'observe 1']);
});

import { expect, test } from 'vitest';
import { check, same, set } from './model-actions.ts';
import { modelHost } from './model-host.ts';
import { plan } from './model-plan.ts';
import { applied } from './model-run.ts';

const setA = [set, { key: 'a', value: '1' }] as const;

test('verification that fails takes the host back', async () => {
  const h = modelHost({ initial: { health: 'bad' } });
  const verify = [[check, { key: 'health', is: 'good' }]] as const;
  const run = await applied(plan({ batches: [['h']], tasks: [setA], verify }), { h });
  expect(run).toMatchObject({ exitCode: 5, outcomes: { h: 'rolled-back' } });
  expect(Object.fromEntries(h.state)).toEqual({ health: 'bad' });
});

test('verification can wait for a host to recover', async () => {
  const h = modelHost({ initial: { health: 'bad' } });
  let looks = 0;
  const connect = h.connect;
  const recovering = {
    ...h,
    connect: async () => {
      const connection = await connect();
      return {
        ...connection,
        session: async (...args: Parameters<typeof connection.session>) => {
          const session = await connection.session(...args);
          return {
            ...session,
            observe: (...asked: Parameters<typeof session.observe>) => {
              looks += 1;
              if (looks === 4) h.state.set('health', 'good');
              return session.observe(...asked);
            },
          };
        },
      };
    },
  };
  const verify = [[check, { key: 'health', is: 'good', wait: true }]] as const;
  const run = await applied(plan({ batches: [['h']], tasks: [setA], verify }), { h: recovering });
  expect(run).toMatchObject({ exitCode: 0, outcomes: { h: 'changed' } });
});

test('waiting has an end', async () => {
  const h = modelHost();
  const verify = [[check, { key: 'health', is: 'good', wait: true }]] as const;
  const run = await applied(plan({ batches: [['h']], tasks: [setA], verify }), { h });
  expect(run.outcomes).toEqual({ h: 'rolled-back' });
  expect(run.whys['h']).toContain('still waiting for health is absent, not good after 10 s');
});

test('verification compares with the host as it was before the run', async () => {
  const good = modelHost({ initial: { a: '0', rules: 'r' } });
  const bad = modelHost({ initial: { a: '0', rules: 'r' }, onStep: () => bad.state.set('rules', 'gone') });
  const tasks = [setA];
  const verify = [[same, { key: 'rules' }]] as const;
  const run = await applied(plan({ batches: [['good'], ['bad']], tasks, verify }), { good, bad });
  expect(run.outcomes).toEqual({ good: 'changed', bad: 'rolled-back' });
  expect(run.whys['bad']).toContain('rules is no longer what it was');
});

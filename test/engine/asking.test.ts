import { expect, test } from 'vitest';
import { check, set } from './model-actions.ts';
import { CONFIRMED, type ModelHost, modelHost } from './model-host.ts';
import { plan } from './model-plan.ts';
import { applied } from './model-run.ts';

/** The same host, and the words that are asked for with each step. */
function listening(host: ModelHost): { readonly host: ModelHost; readonly asked: readonly string[][] } {
  const asked: string[][] = [];
  const connect: ModelHost['connect'] = async () => {
    const connection = await host.connect();
    return {
      ...connection,
      session: async (identity, signal) => {
        const session = await connection.session(identity, signal);
        return {
          ...session,
          perform: (step, then, stop) => {
            asked.push(then.map(({ argv }) => argv.slice(1).join(' ')));
            return session.perform(step, then, stop);
          },
        };
      },
    };
  };
  return { host: { ...host, connect }, asked };
}

test('a step asks for what will still be true when its turn comes: up to the next change and no further', async () => {
  const { host, asked } = listening(modelHost({ initial: { b: '1', d: '1', e: '1' } }));
  const run = await applied(
    plan({
      batches: [['h']],
      tasks: [
        [set, { key: 'a', value: '1' }],
        [set, { key: 'b', value: '1' }],
        [set, { key: 'c', value: '1' }],
        [set, { key: 'd', value: '1' }],
      ],
      verify: [[check, { key: 'e', is: '1' }]],
    }),
    { h: host },
  );
  expect(run.outcomes).toEqual({ h: 'changed' });
  expect(asked).toEqual([
    ['a', 'b', 'c'],
    ['c', 'd', 'e'],
  ]);
  expect(host.calls).toEqual(['connect', 'observe 5', 'reserve', 'perform 1', 'perform 2', ...CONFIRMED]);
});

test('a change that was foreseen and is not needed costs a question, and nothing else', async () => {
  const { host, asked } = listening(modelHost({ initial: { c: '1' } }));
  const run = await applied(
    plan({
      batches: [['h']],
      tasks: [
        [set, { key: 'a', value: '1' }],
        // The preview finds `a` as it was before the task above.
        [set, { key: 'a', value: '1' }],
        [set, { key: 'c', value: '1' }],
      ],
    }),
    { h: host },
  );
  expect(run.outcomes).toEqual({ h: 'changed' });
  expect(asked).toEqual([['a']]);
  expect(host.calls).toEqual(['connect', 'observe 2', 'reserve', 'perform 1', 'observe 1', ...CONFIRMED]);
});

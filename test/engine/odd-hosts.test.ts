import { expect, test } from 'vitest';
import type { Action, Decision } from '../../src/model/action.ts';
import type { Session } from '../../src/model/ports.ts';
import { set } from './model-actions.ts';
import { type ModelHost, modelHost } from './model-host.ts';
import { plan } from './model-plan.ts';
import { applied, foreseen } from './model-run.ts';

/** A host whose session differs in something. */
function odd(h: ModelHost, change: (session: Session) => Partial<Session>): ModelHost {
  return {
    ...h,
    connect: async () => ({
      ...(await h.connect()),
      session: async (identity, signal) => {
        const session = await (await h.connect()).session(identity, signal);
        return { ...session, ...change(session) };
      },
    }),
  };
}

/** Sets `a`, and says the given thing when it is asked again. */
function fickle(again: Decision): Action {
  return {
    ...set,
    plan: (params, answers, context) => {
      const decision = set.plan(params, answers, context);
      return decision.kind === 'satisfied' ? again : decision;
    },
  };
}

const setA = [set, { key: 'a', value: '1' }] as const;
const broken = [set, { key: 'z', value: '1' }] as const;

test.for<{ again: Decision; outcome: string; says?: string }>([
  { again: { kind: 'refused', why: 'no more', hint: undefined }, outcome: 'rolled-back', says: 'no more' },
  { again: { kind: 'waiting', for: 'it', everyMs: 1, limitMs: 1 }, outcome: 'changed' },
])('an action that says $again.kind once it is done ends $outcome', async ({ again, outcome, says }) => {
  const run = await applied(plan({ batches: [['h']], tasks: [[fickle(again), { key: 'a', value: '1' }]] }), {
    h: modelHost(),
  });
  expect(run.outcomes['h']).toBe(outcome);
  if (says !== undefined) expect(run.whys['h']).toContain(says);
});

test('a host that keeps silent about an undo is not taken at its word', async () => {
  const h = odd(modelHost({ broken: new Set(['z']) }), () => ({ undo: async () => [] }));
  const run = await applied(plan({ batches: [['h']], tasks: [setA, broken] }), { h });
  expect(run).toMatchObject({ exitCode: 6, outcomes: { h: 'rollback-failed' } });
  expect(run.whys['h']).toContain('did not say what became of this undo');
});

test('a host that has no record of a step has nothing to undo for it', async () => {
  const h = odd(modelHost({ broken: new Set(['z']) }), () => ({
    undo: async (_run, numbers) => numbers.map((number) => ({ number, outcome: 'nothing', why: '' })),
  }));
  const run = await applied(plan({ batches: [['h']], tasks: [setA, broken] }), { h });
  expect(run.outcomes).toEqual({ h: 'rolled-back' });
});

test('a host that cannot record the end is unknown, whether it was changed or rolled back', async () => {
  const lost = (): ModelHost =>
    odd(modelHost({ broken: new Set(['z']) }), () => ({ finish: () => Promise.reject(new Error('disk')) }));
  const changed = await applied(plan({ batches: [['h']], tasks: [setA] }), { h: lost() });
  expect(changed).toMatchObject({ exitCode: 7, outcomes: { h: 'unknown' } });
  const back = await applied(plan({ batches: [['h']], tasks: [setA, broken] }), { h: lost() });
  expect(back).toMatchObject({ exitCode: 7, outcomes: { h: 'unknown' } });
  expect(back.whys['h']).toContain('undone, but not recorded');
});

test('what is thrown that is no error is told all the same', async () => {
  const h: ModelHost = { ...modelHost(), connect: () => Promise.reject('just words') };
  const run = await foreseen(plan({ batches: [['h']], tasks: [setA] }), { h });
  expect(run.whys['h']).toBe('a bug in rulerun: just words');
});

test('a host that is only in the second play is left alone by the first', async () => {
  const hosts = { a: modelHost(), b: modelHost() };
  const run = await applied(
    plan({ batches: [['a']], tasks: [setA] }, { batches: [['b']], tasks: [[set, { key: 'b', value: '2' }]] }),
    hosts,
  );
  expect(run).toMatchObject({ exitCode: 0, outcomes: { a: 'changed', b: 'changed' } });
  expect([...hosts.a.state.keys(), ...hosts.b.state.keys()]).toEqual(['a', 'b']);
});

test('a play in which nothing is left to do changes nothing', async () => {
  const run = await applied(plan({ batches: [['h']], tasks: [] }), { h: modelHost() });
  expect(run).toMatchObject({ exitCode: 0, outcomes: { h: 'unchanged' } });
});

test('a host that leaves a question without an answer is not guessed at', async () => {
  const h = odd(modelHost(), () => ({ observe: async () => [] }));
  const run = await foreseen(plan({ batches: [['h']], tasks: [setA] }), { h });
  expect(run).toMatchObject({ exitCode: 4, outcomes: { h: 'blocked' } });
  expect(run.whys['h']).toContain('2 questions were asked and 0 answered');
});

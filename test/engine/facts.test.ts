import { expect, test } from 'vitest';
import type { Action, Decision } from '../../src/model/action.ts';
import { jsonObject } from '../../src/model/values/json.ts';
import { GATHERED } from '../../src/probes/facts/names.ts';
import { check, set } from './model-actions.ts';
import { CONFIRMED, modelHost } from './model-host.ts';
import { type ModelTask, plan } from './model-plan.ts';
import { applied, foreseen } from './model-run.ts';

/** Tells a word of the model host as the fact `ansible_kernel`; a host without it tells no facts. */
const gather: Action = {
  ...check,
  name: 'gather',
  sets: () => GATHERED,
  plan: (_params, [now]): Decision => {
    if (now?.exitCode !== 0)
      return {
        kind: 'refused',
        why: "the host's facts are not known",
        hint: 'see whether its /bin/sh works',
      };
    const values = jsonObject([['ansible_kernel', new TextDecoder().decode(now.stdout)]]);
    return {
      kind: 'satisfied',
      result: { ansible_facts: values },
      messages: [],
      effect: { kind: 'gather-facts', values },
    };
  },
};

const gathering: ModelTask = [gather, { key: 'kernel', is: '' }, { name: 'Gathering Facts' }];
const onLinux: ModelTask = [set, { key: 'a', value: '1' }, { when: "ansible_kernel == '6.1'" }];
const elsewhere: ModelTask = [set, { key: 'b', value: '1' }, { when: "ansible_kernel == '4.4'" }];

test('facts are asked along with what hangs on them: a host that is as wanted is asked once', async () => {
  const host = modelHost({ initial: { kernel: '6.1', a: '1', b: '0' } });
  const run = await applied(plan({ batches: [['h']], gathering, tasks: [onLinux, elsewhere] }), { h: host });
  expect(run.outcomes).toEqual({ h: 'unchanged' });
  expect(host.calls).toEqual(['connect', 'observe 3']);
});

test('a fact in a parameter costs one question more, whatever the number of tasks', async () => {
  const host = modelHost({ initial: { kernel: '6.1', 'a-6.1': '1', 'b-6.1': '1' } });
  const tasks: readonly ModelTask[] = ['a', 'b'].map((word) => [
    set,
    { key: `${word}-{{ ansible_kernel }}`, value: '1' },
  ]);
  const run = await applied(plan({ batches: [['h']], gathering, tasks }), { h: host });
  expect(run.outcomes).toEqual({ h: 'unchanged' });
  expect(host.calls).toEqual(['connect', 'observe 1', 'observe 2']);
});

test('a preview knows the facts, so that what hangs on them is certain', async () => {
  const host = modelHost({ initial: { kernel: '6.1' } });
  const run = await foreseen(plan({ batches: [['h']], gathering, tasks: [onLinux, elsewhere] }), { h: host });
  expect(
    run.events.flatMap((event) =>
      event.type === 'task.pending' ? [`${event.title}${event.uncertain ? ' perhaps' : ''}`] : [],
    ),
  ).toEqual(['set a 1']);
});

test('checks before and after a play may use facts; the checks themselves are told, the gathering once', async () => {
  const preflight: readonly ModelTask[] = [
    [check, { key: 'kernel', is: '{{ ansible_kernel }}' }, { name: 'before' }],
  ];
  const verify: readonly ModelTask[] = [
    [check, { key: 'kernel', is: '{{ ansible_kernel }}' }, { name: 'after' }],
  ];
  const run = await applied(plan({ batches: [['h']], gathering, preflight, tasks: [onLinux], verify }), {
    h: modelHost({ initial: { kernel: '6.1', a: '1' } }),
  });
  expect(run.outcomes).toEqual({ h: 'unchanged' });
  const told = run.events.slice(run.events.findIndex(({ type }) => type === 'play.started'));
  expect(run.events.flatMap((event) => (event.type === 'preflight.passed' ? [event.title] : []))).toEqual([
    'before',
  ]);
  expect(told.flatMap((event) => (event.type === 'task.satisfied' ? [event.title] : []))).toEqual([
    'Gathering Facts',
    'set a 1',
    'after',
  ]);
});

test('a host that tells no facts is not touched', async () => {
  const host = modelHost();
  const run = await applied(plan({ batches: [['h']], gathering, tasks: [onLinux] }), { h: host });
  expect(run.outcomes).toEqual({ h: 'blocked' });
  expect(run.whys['h']).toContain("the host's facts are not known");
  expect(host.calls).not.toContain('reserve');
});

test('facts last for the plays after it, and are not known before: neither by what a later play gathers', async () => {
  const asked: ModelTask = [set, { key: 'a', value: '{{ ansible_kernel | default("none") }}' }];
  const later: ModelTask = [set, { key: 'b', value: '{{ ansible_kernel | default("none") }}' }];
  const host = modelHost({ initial: { kernel: '6.1' } });
  const preflight: readonly ModelTask[] = [[check, { key: 'kernel', is: '{{ ansible_kernel }}' }]];
  const run = await applied(
    plan(
      { batches: [['h']], tasks: [asked] },
      { batches: [['h']], gathering, preflight, tasks: [] },
      { batches: [['h']], tasks: [later] },
    ),
    { h: host },
  );
  expect(run.outcomes).toEqual({ h: 'changed' });
  expect([host.state.get('a'), host.state.get('b')]).toEqual(['none', '6.1']);
});

test('a play gathers again what the play before it may have changed, and asks nobody twice who was not touched', async () => {
  const kernel: ModelTask = [set, { key: 'kernel', value: '6.2' }];
  const told: ModelTask = [set, { key: 'b', value: '{{ ansible_kernel }}' }];
  const host = modelHost({ initial: { kernel: '6.1' } });
  const run = await applied(
    plan({ batches: [['h']], gathering, tasks: [kernel] }, { batches: [['h']], gathering, tasks: [told] }),
    { h: host },
  );
  expect(run.outcomes).toEqual({ h: 'changed' });
  expect(host.state.get('b')).toBe('6.2');

  const again = modelHost({ initial: { kernel: '6.2', b: '6.2' } });
  await applied(
    plan({ batches: [['h']], gathering, tasks: [kernel] }, { batches: [['h']], gathering, tasks: [told] }),
    { h: again },
  );
  expect(again.calls).toEqual(['connect', 'observe 1', 'observe 1']);
  expect(host.calls.slice(-CONFIRMED.length)).toEqual(CONFIRMED);
});

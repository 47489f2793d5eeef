import { expect, test } from 'vitest';
import { blankTask } from '../model/playbook/blank-task.ts';
import { defaultTimeoutMs, inheriting, settled } from '../model/playbook/inherit.ts';
import { OPEN } from '../model/playbook/structure.ts';
import { startOf } from '../model/values/position.ts';
import type { ScalarNode } from '../model/values/tree.ts';
import { withComputed } from './computed.ts';
import { AT_FIRST, evaluatorFor, NO_ROLES } from './evaluator.ts';

const at = startOf('p.yml');

function text(value: string): ScalarNode {
  return { kind: 'scalar', value, text: value, plain: false, at };
}

const evaluator = evaluatorFor({
  ...AT_FIRST,
  host: {
    ...{ names: {}, magic: {}, open: [], roles: NO_ROLES, folder: '/' },
    written: {
      'play vars': new Map(
        Object.entries({ yes: 'yes', user: 'www', none: '', words: 'many' }).map(([name, value]) => [
          name,
          { value, at: undefined },
        ]),
      ),
    },
  },
});

const blank = blankTask('t', 'command', [], at);

function met(computed: Record<string, string>): ReturnType<typeof withComputed> {
  const nodes = Object.fromEntries(Object.entries(computed).map(([key, value]) => [key, text(value)]));
  const task = settled({ ...blank, computed: nodes });
  return withComputed({ task, become: { become: false, user: 'root' } }, () => evaluator);
}

test.for([
  [{ become: '{{ yes }}', become_user: '{{ user }}' }, { become: { become: true, user: 'www' } }],
  [{ become_user: '{{ none }}' }, { become: { become: false, user: 'root' } }],
  [{ become: '{{ omit }}' }, { become: { become: false, user: 'root' } }],
  [{ ignore_errors: '{{ 1 == 1 }}' }, { task: { ignoreErrors: true } }],
  [{ timeout: '{{ 2 * 30 }}' }, { task: { timeoutMs: 60_000 } }],
  [{ timeout: '{{ 0 }}' }, { task: { timeoutMs: defaultTimeoutMs } }],
  [{ throttle: '{{ 1 + 1 }}' }, { task: { across: { throttle: 2 } } }],
  [{ no_log: '{{ not yes }}' }, { task: { noLog: false } }],
  [{ no_log: '{{ omit }}' }, { task: { noLog: true } }],
  [{ check_mode: '{{ yes }}', diff: 'no{{ none }}' }, { task: { checkMode: true, showsDiff: false } }],
  [
    { run_once: '{{ yes }}', any_errors_fatal: '{{ yes }}', delegate_facts: '{{ yes }}' },
    { task: { across: { runOnce: true, anyErrorsFatal: true, delegateFacts: true } } },
  ],
] as const)('%j comes to %j', ([computed, expected]) => {
  expect(met(computed)).toMatchObject({ ok: true, value: expected });
});

test.for([
  [{ become: '{{ words }}' }, '`become`'],
  [{ become_method: '{{ user }}' }, '`become_method`'],
  [{ throttle: '{{ words }}' }, '`throttle`'],
  [{ ignore_errors: '{{ nobody }}' }, '`nobody` is undefined'],
] as const)('%j is refused', ([computed, message]) => {
  const refused = met(computed);
  expect(refused.ok ? '' : refused.failure.message).toContain(message);
});

test('what is nearer to a task says whether it is done once, by a template or without', () => {
  const around = { ...OPEN, across: { runOnce: true, anyErrorsFatal: true }, checkMode: true };
  const own = { run_once: text('{{ a }}'), check_mode: text('{{ c }}') };
  expect(settled(inheriting({ ...blank, computed: own }, around))).toMatchObject({
    across: { runOnce: false, anyErrorsFatal: true },
    checkMode: false,
    computed: own,
  });
  const outer = { ...OPEN, computed: own };
  const literal = settled(inheriting({ ...blank, across: { runOnce: true }, checkMode: true }, outer));
  expect(literal).toMatchObject({ across: { runOnce: true }, checkMode: true, computed: {} });
});

test('the nearer word counts, whether it is a template or not', () => {
  const around = {
    ...OPEN,
    ignoreErrors: true,
    computed: { become: text('{{ a }}'), timeout: text('{{ t }}') },
  };
  const own = { ...blank, timeoutMs: 1_000, computed: { ignore_errors: text('{{ i }}') } };
  const task = inheriting(own, around);
  expect(Object.keys(task.computed).toSorted()).toEqual(['become', 'ignore_errors']);
  expect(task).toMatchObject({ ignoreErrors: undefined, timeoutMs: 1_000 });
});

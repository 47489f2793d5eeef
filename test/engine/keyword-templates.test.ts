import { expect, test } from 'vitest';
import { debug } from '../../src/actions/checks/debug/action.ts';
import type { RunEvent } from '../../src/model/run/event.ts';
import { set } from './model-actions.ts';
import { type ModelHost, modelHost } from './model-host.ts';
import { type ModelTask, plan, scalar } from './model-plan.ts';
import { applied, foreseen } from './model-run.ts';

const CANARY = 'canary-4c1e';

const words = (host: ModelHost): readonly string[] => [...host.state.keys()];

/** What is told of a task, but for its own name. */
function told(events: readonly RunEvent[]): string {
  return JSON.stringify(
    events.filter(({ type }) => type !== 'run.started').filter((event) => 'task' in event),
  );
}

const quiet = (no_log: string, register = 'r'): ModelTask => [
  debug,
  { msg: CANARY },
  { name: 'said', register, noLog: true, computed: { no_log: scalar(no_log) } },
];

test.for<[string, string, boolean]>([
  ['holds', '{{ 1 == 1 }}', false],
  ['does not hold', '{{ 1 == 2 }}', true],
  ['cannot be worked out', '{{ nobody }}', false],
  ['is neither true nor false', '{{ [1] }}', false],
  ['depends on the host', '{{ inventory_hostname != "web" }}', true],
])('a no_log whose template %s', async ([, template, isShown]) => {
  const run = await applied(plan({ batches: [['web']], tasks: [quiet(template)] }), { web: modelHost() });
  expect(told(run.events).includes(CANARY)).toBe(isShown);
});

test('as long as it is not known whether no_log holds, everything is hidden', async () => {
  const tasks: readonly ModelTask[] = [
    [set, { key: 'a', value: '1' }, { register: 'before' }],
    quiet('{{ before is not changed }}'),
  ];
  const previewed = await foreseen(plan({ batches: [['web']], tasks }), { web: modelHost() });
  expect(told(previewed.events)).not.toContain(CANARY);
  const run = await applied(plan({ batches: [['web']], tasks }), { web: modelHost() });
  expect(told(run.events)).toContain(CANARY);
});

test('what no_log hides on one host is told on another', async () => {
  const hosts = { a: modelHost(), b: modelHost() };
  const tasks = [quiet('{{ inventory_hostname == "a" }}')];
  const { events } = await applied(plan({ batches: [['a', 'b']], tasks }), hosts);
  const of = (name: string): string => told(events.filter((event) => 'host' in event && event.host === name));
  expect([of('a').includes(CANARY), of('b').includes(CANARY)]).toEqual([false, true]);
});

test.for([
  ['{{ 1 == 1 }}', [['x'], [], []]],
  ['{{ 1 == 2 }}', [['x'], ['x'], ['x']]],
  ['{{ inventory_hostname == "a" }}', [['x'], [], []]],
  ['{{ inventory_hostname == "b" }}', [['x'], ['x'], ['x']]],
] as const)('a task with run_once: %s is done as the first host says', async ([template, expected]) => {
  const hosts = { a: modelHost(), b: modelHost(), c: modelHost() };
  const tasks: readonly ModelTask[] = [
    [set, { key: 'x', value: '1' }, { computed: { run_once: scalar(template) } }],
  ];
  const run = await applied(plan({ batches: [['a', 'b', 'c']], tasks }), hosts);
  expect(Object.values(hosts).map(words)).toEqual(expected);
  expect(run.exitCode).toBe(0);
});

test.for([
  ['{{ 1 == 1 }}', []],
  ['{{ 1 == 2 }}', ['x', 'z']],
] as const)(
  'after a failure with any_errors_fatal: %s the other host has done %j',
  async ([template, expected]) => {
    const hosts = { a: modelHost({ broken: new Set(['x']) }), b: modelHost() };
    const tasks: readonly ModelTask[] = [
      [set, { key: 'x', value: '1' }, { computed: { any_errors_fatal: scalar(template) } }],
      [set, { key: 'z', value: '1' }],
    ];
    await applied(plan({ batches: [['a', 'b']], onFailure: 'rollback_host', tasks }), hosts);
    expect(words(hosts.b)).toEqual(expected);
  },
);

test('check_mode by a template holds for the items that it names', async () => {
  const web = modelHost();
  const tasks: readonly ModelTask[] = [
    [set, { key: 'a', value: '1' }, { computed: { check_mode: scalar('{{ 1 == 1 }}') } }],
    [set, { key: 'b', value: '1' }, { computed: { check_mode: scalar('{{ 1 == 2 }}') } }],
  ];
  await applied(plan({ batches: [['web']], tasks }), { web });
  expect(words(web)).toEqual(['b']);
});

test('a template for a list notifies each of its handlers', async () => {
  const web = modelHost();
  const tasks: readonly ModelTask[] = [[set, { key: 'a', value: '1' }, { notify: ['{{ ["one", "two"] }}'] }]];
  const handlers: readonly ModelTask[] = [
    [set, { key: 'h1', value: '1' }, { name: 'one' }],
    [set, { key: 'h2', value: '1' }, { name: 'h', listen: ['two'] }],
  ];
  await applied(plan({ batches: [['web']], tasks, handlers }), { web });
  expect(words(web)).toEqual(['a', 'h1', 'h2']);
});

import { expect, test } from 'vitest';
import { meta } from '../../src/actions/structure/meta/action.ts';
import { AT_HOME } from '../../src/model/playbook/structure.ts';
import { previewLines } from '../../src/renderers/preview.ts';
import { noStyle } from '../../src/renderers/style.ts';
import { previewOf } from '../../src/report/preview.ts';
import { check, set } from './model-actions.ts';
import { modelHost } from './model-host.ts';
import { type ModelPlay, type ModelTask, plan, scalar } from './model-plan.ts';
import { foreseen } from './model-run.ts';

const put = (key: string, more: ModelTask[2] = {}, value = '1'): ModelTask => [set, { key, value }, more];

const tasks: readonly ModelTask[] = [
  put('alone'),
  put('once', { across: { ...AT_HOME, runOnce: true } }),
  put('there', { across: { ...AT_HOME, delegateTo: scalar('b') } }),
  put('few', { across: { ...AT_HOME, throttle: 1 } }),
  put('fatal', { across: { ...AT_HOME, anyErrorsFatal: true } }),
  put('looks', {}, "{{ hostvars['a'].inventory_hostname }}"),
  [meta, { free_form: 'end_play' }, { when: 'false' }],
];

const linear: ModelPlay = { batches: [['a', 'b']], elsewhere: ['b'], tasks };

test.for<readonly [what: string, play: ModelPlay, waits: readonly string[]]>([
  [
    'tasks by which hosts look at each other',
    linear,
    [...['2 run_once', '3 delegate_to', '4 throttle', '5 any_errors_fatal', '6 hostvars', '7 meta']],
  ],
  [
    'a play that ends with its first failures',
    { ...linear, maxFailPercentage: 20 },
    ['all max_fail_percentage', ...['2 run_once', '3 delegate_to', '4 throttle', '5 any_errors_fatal']],
  ],
  [
    'a play that ends with any failure',
    { ...linear, maxFailPercentage: 0 },
    ['all any_errors_fatal', ...['2 run_once', '3 delegate_to', '4 throttle']],
  ],
  ['one host after the other', { ...linear, batches: [['a'], ['b']] }, []],
  ['strategy free', { ...linear, strategy: 'free' }, []],
  [
    'checks',
    { ...linear, tasks: [], verify: [[check, { key: 'looks', is: '{{ ansible_play_hosts }}' }]] },
    [],
  ],
])('where hosts wait is told: %s', async ([, play, waits]) => {
  const { events } = await foreseen(plan(play), { a: modelHost(), b: modelHost() });
  const [first] = events;
  const told = first?.type === 'run.started' ? first.plays.flatMap((one) => one.waits ?? []) : [];
  expect(told.map(({ task, why }) => `${task?.task ?? 'all'} ${why}`)).toEqual(waits);
});

test('a preview says it at the task, in 80 columns, and says nothing of it where nothing is to be done', async () => {
  const once = put('once', { across: { ...AT_HOME, runOnce: true } });
  const model = plan({ batches: [['a', 'b']], tasks: [once], maxFailPercentage: 20 });
  const hosts = { a: modelHost(), b: modelHost() };
  const page = { style: noStyle, columns: 80 };
  const { events } = await foreseen(model, hosts);
  expect(previewLines(previewOf(events), page)).toEqual([
    '',
    'Preview: 1 change on 1 of 2 hosts',
    '',
    '  Play "play 1": hosts wait for each other at every task: too many failures end',
    '  it for all (max_fail_percentage)',
    '',
    '  set once 1',
    '    hosts wait for each other here: it is done once for all (run_once)',
    '    set once',
    '      on a',
    '      once: absent -> 1',
  ]);
  for (const { state } of Object.values(hosts)) state.set('once', '1');
  const again = await foreseen(model, hosts);
  expect(previewLines(previewOf(again.events), page).join('\n')).not.toContain('wait');
});

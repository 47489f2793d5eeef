import { expect, test } from 'vitest';
import { meta } from '../../src/actions/structure/meta/action.ts';
import { AT_HOME } from '../../src/model/playbook/structure.ts';
import { check, poke, set } from './model-actions.ts';
import { modelHost } from './model-host.ts';
import { type ModelTask, plan } from './model-plan.ts';
import { applied, foreseen } from './model-run.ts';

const put = (key: string, value: string, more: ModelTask[2] = {}): ModelTask => [set, { key, value }, more];
const ask = (is: string): ModelTask => [check, { key: 'name', is: `{{ ${is} }}` }, { register: 'r' }];
const named = (name: string) => modelHost({ initial: { name } });

test('what a task registers on one host, later tasks know of on the others', async () => {
  const hosts = { a: named('a'), b: named('b'), c: named('c') };
  const tasks = [
    ask('inventory_hostname'),
    put(
      'seen',
      "{{ ansible_play_hosts | map('extract', hostvars, 'r') | map(attribute='value') | join(' ') }}",
    ),
  ];
  const run = await applied(plan({ batches: [['a', 'b', 'c']], tasks }), hosts, { limits: { forks: 1 } });
  expect(run.exitCode).toBe(0);
  for (const host of Object.values(hosts)) expect(host.state.get('seen')).toBe('a b c');
});

test('nobody goes on and registers anew before all have looked', async () => {
  const hosts = { a: named('a'), b: named('b') };
  const tasks: readonly ModelTask[] = [
    [poke, { key: 'p', value: '1' }, { register: 'r' }],
    put('seen', "{{ hostvars['a'].r.rc }}"),
    [check, { key: 'name', is: 'nobody' }, { register: 'r', ignoreErrors: true }],
  ];
  await applied(plan({ batches: [['a', 'b']], tasks }), hosts);
  expect([hosts.a.state.get('seen'), hosts.b.state.get('seen')]).toEqual(['0', '0']);
});

test('what variables hide is found: they may look at other hosts too', async () => {
  const hosts = { a: named('a'), b: named('b') };
  const model = plan({
    batches: [['b', 'a']],
    variables: { first: "{{ hostvars['a'].r.value }}", hidden: '{{ first }}!' },
    tasks: [ask('inventory_hostname'), put('seen', '{{ hidden }}')],
  });
  await applied(model, hosts, { limits: { forks: 1 } });
  expect([hosts.a.state.get('seen'), hosts.b.state.get('seen')]).toEqual(['a!', 'a!']);
});

test('hosts of a later batch and of a later play know what earlier ones registered', async () => {
  const hosts = { a: named('a'), b: named('b') };
  const seen = put('seen', "{{ hostvars['a'].r.value }}");
  const model = plan(
    { batches: [['a'], ['b']], tasks: [ask('inventory_hostname'), seen] },
    { batches: [['b']], tasks: [put('again', "{{ hostvars['a'].r.value }}")] },
  );
  const run = await applied(model, hosts);
  expect(run.exitCode).toBe(0);
  expect([hosts.b.state.get('seen'), hosts.b.state.get('again')]).toEqual(['a', 'a']);
});

test('the lists of hosts leave out who has failed, and keep who was rescued or has ended', async () => {
  const hosts = { a: named('a'), b: modelHost({ broken: new Set(['x']) }), c: named('c') };
  const lists = ['ansible_play_hosts', 'ansible_play_batch', 'play_hosts', 'ansible_play_hosts_all'];
  const model = plan(
    {
      batches: [['a', 'b'], ['c']],
      onFailure: 'continue',
      tasks: [put('x', '1'), ...lists.map((name) => put(name, `{{ ${name} | join(' ') }}`))],
    },
    { batches: [['a', 'c']], tasks: [put('later', "{{ ansible_play_hosts | join(' ') }}")] },
  );
  await applied(model, hosts);
  expect(lists.map((name) => hosts.a.state.get(name))).toEqual(['a c', 'a', 'a', 'a b c']);
  expect(lists.map((name) => hosts.c.state.get(name))).toEqual(['a c', 'c', 'c', 'a b c']);
  expect(hosts.c.state.get('later')).toBe('a c');
});

test('the lists of hosts leave out who has ended, until the next batch and the next play', async () => {
  const hosts = { a: named('a'), b: named('b'), c: named('c') };
  const left = put('left', "{{ ansible_play_hosts | join(' ') }}");
  const model = plan(
    {
      batches: [['a', 'b'], ['c']],
      tasks: [[meta, { free_form: 'end_host' }, { when: "inventory_hostname == 'b'" }], left],
    },
    { batches: [['b']], tasks: [left] },
  );
  const preview = await foreseen(model, hosts);
  expect(
    preview.events.flatMap((event) => (event.type === 'task.pending' ? [event.change.diff] : [])),
  ).toEqual(
    ['a c', 'a b c', 'b'].map((after) => [{ kind: 'state', subject: 'left', before: 'absent', after }]),
  );
  await applied(model, hosts);
  expect(Object.values(hosts).map(({ state }) => state.get('left'))).toEqual(['a c', 'b', 'a b c']);
});

test('a preview knows what other hosts would register, and what only doing it will tell', async () => {
  const hosts = { a: named('a'), b: named('b') };
  const tasks: readonly ModelTask[] = [
    ask('inventory_hostname'),
    put('seen', 'yes', { when: "hostvars['a'].r.value == 'a'" }),
    put('never', 'yes', { when: "hostvars['a'].r.value == 'b'" }),
    [poke, { key: 'p', value: '1' }, { register: 'later', across: { ...AT_HOME } }],
    put('open', 'yes', { when: "hostvars['a'].later.rc == 0" }),
  ];
  const run = await foreseen(plan({ batches: [['b', 'a']], tasks }), hosts);
  const told = run.events.flatMap((event) => {
    if (event.type === 'task.pending') return [`${event.host} ${event.title}`];
    return event.type === 'task.unforeseen' ? [`${event.host} ${event.title}: ${event.why}`] : [];
  });
  const why = 'it depends on `hostvars.a.later`, which an earlier task sets';
  expect(told.toSorted()).toEqual(
    ['a', 'b'].flatMap((name) => [
      `${name} poke p 1`,
      `${name} set open yes: ${why}`,
      `${name} set seen yes`,
    ]),
  );
});

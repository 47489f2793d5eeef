import { expect, test } from 'vitest';
import { addHost } from '../../src/actions/structure/add_host/action.ts';
import { groupBy } from '../../src/actions/structure/group_by/action.ts';
import type { Actions } from '../../src/model/action.ts';
import { plannedAgain } from '../plan/planned.ts';
import { check, poke, set } from './model-actions.ts';
import { type ModelHost, modelHost } from './model-host.ts';
import { applied, foreseen, type ModelRun, type RunWith } from './model-run.ts';

const actions: Actions = new Map([addHost, groupBy, set, check, poke].map((each) => [each.name, each]));

const INVENTORY = 'all: {hosts: {a: , b: }, vars: {ansible_connection: local}}';

type Hosts = Readonly<Record<string, ModelHost>>;

/** Plays are written without what stands in each. */
async function run(how: typeof applied, plays: string, hosts: Hosts, more: RunWith = {}): Promise<ModelRun> {
  const playbook = plays.replaceAll(/^- hosts: .*$/gm, '$&\n  gather_facts: false');
  const { plan, growing } = await plannedAgain(playbook, { actions }, INVENTORY);
  if (plan.value === undefined || plan.diagnostics.length > 0)
    throw new Error(JSON.stringify(plan.diagnostics));
  return how(plan.value, hosts, { actions, growing, ...more });
}

const words = ({ state }: ModelHost): Readonly<Record<string, string>> => Object.fromEntries(state);

const three = (
  more: Parameters<typeof modelHost>[0] = {},
): Readonly<Record<'a' | 'b' | 'new', ModelHost>> => ({
  a: modelHost(),
  b: modelHost(),
  new: modelHost(more),
});

const ADDED = `- hosts: a
  tasks:
    - set: {key: x, value: "1"}
    - add_host: {name: new, groups: fresh, color: red}
- hosts: fresh
  tasks:
    - set: {key: y, value: "{{ color }}"}
`;

test('a host whose name is written is reached, checked, shown and taken before anything is changed', async () => {
  const hosts = three();
  const preview = await run(foreseen, ADDED, hosts);
  const certain = preview.events.filter((event) => event.type === 'task.pending');
  expect(certain.map(({ host, uncertain }) => [host, uncertain])).toEqual([
    ['a', false],
    ['new', false],
  ]);
  expect(preview).toMatchObject({ exitCode: 10 });

  const order: string[] = [];
  const kept: string[] = [];
  const result = await run(applied, ADDED, hosts, {
    onEvent: (event) => {
      if (event.type === 'host.reserved' || event.type === 'task.intent')
        order.push(`${event.type} ${event.host}`);
    },
    keepHosts: async ({ plays }) => {
      order.push('kept');
      kept.push(...plays.flatMap(({ batches }) => batches.flat().map(({ target }) => target.name)));
    },
  });
  expect(order).toEqual(['kept', 'host.reserved a', 'host.reserved new', 'task.intent a', 'task.intent new']);
  expect(kept).toEqual(['a', 'new']);
  expect(result).toMatchObject({ exitCode: 0, outcomes: { a: 'changed', new: 'changed' } });
  expect(words(hosts.new)).toEqual({ y: 'red' });
  expect(Object.values(hosts).map(({ lock }) => lock)).toEqual([undefined, undefined, undefined]);
});

test.for([
  ['is down', 'unreachable'],
  ['is held by another run', 'blocked'],
] as const)('when an added host %s, nothing is touched anywhere', async ([why, outcome]) => {
  const hosts = three({ down: why === 'is down' });
  if (outcome === 'blocked') hosts.new.lock = { run: 'other', host: 'new' };
  const result = await run(applied, ADDED, hosts);
  expect(result).toMatchObject({ exitCode: 4, outcomes: { a: 'not-started', new: outcome } });
  expect([words(hosts.a), words(hosts.new)]).toEqual([{}, {}]);
});

test('what is wrong with a play for a host that a task adds is told before anything is changed', async () => {
  const hosts = three();
  const result = await run(applied, ADDED.replace(', color: red', ''), hosts);
  expect(result.exitCode).toBe(4);
  expect(JSON.stringify(result.events)).toContain('`color` is undefined');
  expect(words(hosts.a)).toEqual({});
});

const OPEN = `- hosts: a
  tasks:
    - {poke: {key: x, value: "1"}, undo: x, register: r}
    - add_host: {name: "{{ 'new' if r.rc == 0 else 'b' }}", groups: fresh}
- hosts: fresh
  tasks:
    - set: {key: y, value: "1"}
`;

test('where a result names the host, the preview says so, and it is checked before its play begins', async () => {
  const hosts = three();
  const preview = await run(foreseen, OPEN, hosts);
  expect(preview.events).toContainEqual({
    type: 'play.open',
    play: 2,
    name: 'fresh',
    why: '"add_host" may add to its hosts',
  });
  const result = await run(applied, OPEN, hosts);
  expect(result).toMatchObject({ exitCode: 0, outcomes: { a: 'changed', new: 'changed' } });
  const { calls } = hosts.new;
  expect(calls.indexOf('reserve')).toBeGreaterThan(0);
  expect(calls.indexOf('reserve')).toBeLessThan(calls.indexOf('perform 1'));
  expect(hosts.new.lock).toBeUndefined();
});

test.for([
  ['is down', 'unreachable', 5],
  ['is held by another run', 'blocked', 1],
] as const)(
  'a host that only the run names and that %s keeps its play from beginning',
  async ([, outcome, exitCode]) => {
    const hosts = three({ down: outcome === 'unreachable' });
    if (outcome === 'blocked') hosts.new.lock = { run: 'other', host: 'new' };
    const play = OPEN.replace('hosts: fresh', 'hosts: fresh:b');
    const result = await run(applied, play, hosts);
    expect(result).toMatchObject({ exitCode, outcomes: { a: 'changed', b: 'not-started', new: outcome } });
    expect([words(hosts.a), words(hosts.b), words(hosts.new)]).toEqual([{ x: '1' }, {}, {}]);
    expect(result.events).toContainEqual(
      expect.objectContaining({ type: 'rollout.stopped', play: 2, notStarted: ['b'] }),
    );
  },
);

test('a play that goes on past failures goes on without such a host', async () => {
  const hosts = three({ down: true });
  const play = OPEN.replace('hosts: fresh', 'hosts: fresh:b\n  on_failure: continue');
  const result = await run(applied, play, hosts);
  expect(result.outcomes).toEqual({ a: 'changed', b: 'changed', new: 'unreachable' });
});

test('a host stays taken until no later play can come to it', async () => {
  const hosts = three();
  const plays = `- hosts: all
  tasks:
    - set: {key: x, value: "1"}
    - group_by: {key: "is_{{ inventory_hostname }}"}
- hosts: is_b
  tasks:
    - set: {key: y, value: "{{ group_names | join }}"}
`;
  const result = await run(applied, plays, hosts);
  expect(result).toMatchObject({ exitCode: 0, outcomes: { a: 'changed', b: 'changed' } });
  expect([words(hosts.a), words(hosts.b)]).toEqual([{ x: '1' }, { x: '1', y: 'is_b' }]);
  expect(hosts.b.calls.filter((call) => call === 'release')).toHaveLength(1);
  expect(hosts.b.calls.at(-1)).toBe('release');
});

test('a failure in the play of an added host takes back what was done on it', async () => {
  const hosts = three({ broken: new Set(['z']) });
  const result = await run(applied, `${ADDED}    - set: {key: z, value: "1"}\n`, hosts);
  expect(result).toMatchObject({ exitCode: 5, outcomes: { a: 'changed', new: 'rolled-back' } });
  expect(words(hosts.new)).toEqual({});
});

test('a task may be delegated to a host that one before it has added', async () => {
  const hosts = three();
  const plays = `- hosts: a
  tasks:
    - add_host: {name: new, color: red}
    - {set: {key: d, value: "{{ hostvars.new.color }}"}, delegate_to: new}
`;
  const result = await run(applied, plays, hosts);
  expect(result).toMatchObject({ exitCode: 0, outcomes: { new: 'changed' } });
  expect(words(hosts.new)).toEqual({ d: 'red' });
});

test('a host that the run has met is not moved to another address', async () => {
  const hosts = three();
  const plays = `- hosts: all
  tasks:
    - set: {key: x, value: "1"}
    - add_host: {name: b, ansible_connection: ssh, ansible_host: 192.0.2.1}
- hosts: b
  tasks: [{set: {key: y, value: "1"}}]
`;
  const result = await run(applied, plays, hosts);
  expect(result.exitCode).toBe(4);
  expect(JSON.stringify(result.events)).toContain('a task gives b another address');
  expect(words(hosts.a)).toEqual({});
});

test('groups must not contain each other', async () => {
  const plays = `- hosts: a
  tasks:
    - group_by: {key: one, parents: two}
    - group_by: {key: two, parents: one}
`;
  const result = await run(applied, plays, three());
  expect(result.exitCode).toBe(4);
  expect(result.whys['a']).toContain('the group `two` would contain itself: `one` is in it');
});

test('a pattern that no task can make come true is a mistake', async () => {
  const { plan } = await plannedAgain(ADDED.replace('hosts: fresh', 'hosts: frehs'), {}, INVENTORY);
  expect(plan.diagnostics.map(({ message }) => message)).toEqual(['no host or group matches `frehs`']);
});

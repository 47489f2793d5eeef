import { expect, test } from 'vitest';
import type { SshAddress } from '../../src/model/playbook/address.ts';
import { AT_HOME } from '../../src/model/playbook/structure.ts';
import { set } from './model-actions.ts';
import { type ModelHost, modelHost } from './model-host.ts';
import { type ModelPlay, type ModelTask, plan, scalar } from './model-plan.ts';
import { applied, foreseen } from './model-run.ts';

const ssh: SshAddress = {
  kind: 'ssh',
  ...{ hostname: 'a.example', port: 22, user: 'root', password: undefined },
  ...{ keyFiles: [], keysNamed: false, agentSocket: undefined, identitiesOnly: false },
  ...{ hostKeys: { mode: 'strict', knownHostsFiles: [] }, jumps: [], connectTimeoutMs: 1_000 },
};

interface Over {
  readonly connection?: string;
  readonly remoteUser?: string;
  readonly port?: string;
  readonly delegateTo?: string;
}

const over = (said: Over, key = 'of_{{ inventory_hostname }}'): ModelTask => [
  set,
  { key, value: '{{ inventory_hostname }}' },
  {
    register: 'r',
    across: {
      ...AT_HOME,
      ...Object.fromEntries(Object.entries(said).map(([word, text]) => [word, scalar(text)])),
    },
  },
];

const words = ({ state }: ModelHost): readonly string[] => [...state.keys()];

function planned(more: Partial<ModelPlay> & Pick<ModelPlay, 'tasks'>): ReturnType<typeof plan> {
  return plan({ batches: [['a', 'b']], addresses: { a: ssh, b: ssh }, elsewhere: ['localhost'], ...more });
}

test('with connection: local a task is done on this machine, with the values of its host and a result there', async () => {
  const hosts = { a: modelHost(), b: modelHost(), localhost: modelHost() };
  const after: ModelTask = [
    set,
    { key: 'x', value: '{{ r.changed }} {{ ansible_delegated_vars is defined }}' },
  ];
  const made = planned({ tasks: [over({ connection: 'local' }), after] });
  const { calls, lock } = hosts.localhost;
  const run = await applied(made, hosts);
  expect(run).toMatchObject({ exitCode: 0, outcomes: { a: 'changed', b: 'changed', localhost: 'changed' } });
  expect(Object.fromEntries(hosts.localhost.state)).toEqual({ of_a: 'a', of_b: 'b' });
  expect(Object.fromEntries(hosts.a.state)).toEqual({ x: 'True False' });
  // Taken before anything is done there, and given free.
  expect(calls.indexOf('reserve')).toBeGreaterThanOrEqual(0);
  expect(calls.indexOf('reserve')).toBeLessThan(calls.indexOf('perform 1'));
  expect(lock).toBeUndefined();
});

test('a preview shows on this machine what would be done there', async () => {
  const hosts = { a: modelHost(), b: modelHost(), localhost: modelHost() };
  const { events } = await foreseen(planned({ tasks: [over({ connection: 'local' })] }), hosts);
  expect(events.filter(({ type }) => type === 'task.pending')).toMatchObject([
    { host: 'a', delegate: 'localhost' },
    { host: 'b', delegate: 'localhost' },
  ]);
});

test('what was done on this machine goes back with the host it was for', async () => {
  const hosts = { a: modelHost({ broken: new Set(['y']) }), localhost: modelHost() };
  const tasks: readonly ModelTask[] = [over({ connection: 'local' }), [set, { key: 'y', value: '1' }]];
  await applied(planned({ batches: [['a']], tasks }), hosts);
  expect(words(hosts.localhost)).toEqual([]);
});

test.for<[string, Over]>([
  ['ssh', { connection: 'ssh' }],
  ['smart, by a template', { connection: '{{ "smart" }}' }],
  ['the user who logs in anyway', { remoteUser: 'root', port: '22' }],
  ['nothing, by omit', { connection: '{{ omit }}' }],
])('%s changes nothing of where a task is done', async ([, said]) => {
  const hosts = { a: modelHost(), b: modelHost(), localhost: modelHost() };
  await applied(planned({ tasks: [over(said)] }), hosts);
  expect([words(hosts.a), words(hosts.b), words(hosts.localhost)]).toEqual([['of_a'], ['of_b'], []]);
});

test('a host that is this machine stays at home', async () => {
  const hosts = { a: modelHost(), localhost: modelHost() };
  await applied(planned({ batches: [['a']], addresses: {}, tasks: [over({ connection: 'local' })] }), hosts);
  expect([words(hosts.a), words(hosts.localhost)]).toEqual([['of_a'], []]);
});

test.for<[Over, RegExp, RegExp]>([
  [{ remoteUser: 'bob' }, /`remote_user: bob` asks for a second login/, /ansible_user.*become_user/],
  [{ port: '2222' }, /`port: 2222` asks for a second login/, /ansible_port/],
  [{ connection: 'docker' }, /`connection: docker` is not supported/, /`local`/],
  [{ connection: '{{ nobody }}' }, /`nobody` is undefined/, /./],
])('%j is refused before anything is done', async ([said, why, hint]) => {
  const hosts = { a: modelHost(), b: modelHost(), localhost: modelHost() };
  const run = await applied(planned({ tasks: [over(said)] }), hosts);
  expect(run.outcomes).toMatchObject({ a: 'blocked', b: 'blocked' });
  expect(JSON.stringify(run.events)).toMatch(why);
  expect(JSON.stringify(run.events)).toMatch(hint);
  expect(words(hosts.a)).toEqual([]);
});

test('what the variables of a host say wins over the task', async () => {
  const hosts = { a: modelHost(), localhost: modelHost() };
  const made = planned({ batches: [['a']], tasks: [over({ connection: 'local', remoteUser: 'bob' })] });
  const variables = new Map([
    ['ansible_connection', { value: 'ssh', at: undefined }],
    ['ansible_user', { value: 'root', at: undefined }],
  ]);
  const said = { name: 'a', groups: ['all'], variables, source: undefined };
  await applied({ ...made, hosts: new Map([...made.hosts, ['a', said]]) }, hosts);
  expect([words(hosts.a), words(hosts.localhost)]).toEqual([['of_a'], []]);
});

test('a task that is delegated and says local is done on this machine', async () => {
  const hosts = { a: modelHost(), b: modelHost(), lb: modelHost(), localhost: modelHost() };
  const task = over({ delegateTo: 'b', connection: 'local' });
  await applied(planned({ tasks: [task] }), hosts);
  expect(words(hosts.localhost)).toEqual(['of_a', 'of_b']);
  expect(words(hosts.b)).toEqual([]);
});

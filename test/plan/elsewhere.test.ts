import { expect, test } from 'vitest';
import { planned } from './planned.ts';

const play = (tasks: string): string => `
- hosts: web
  vars: {first: web1, nobody: "", of_play: web2}
  tasks:
${tasks.replace(/^/gm, '    ')}
`;

const one = (delegate: string, more = ''): string =>
  play(`- {command: uptime, delegate_to: ${delegate}${more}}`);

test.for<readonly [what: string, playbook: string, elsewhere: readonly string[]]>([
  ['nobody, without delegate_to', play('- command: uptime'), []],
  ['a host of the inventory', one('web2'), ['web2']],
  ['this machine, which no inventory names', one('localhost'), ['localhost']],
  ['a host that no inventory names', one('lb.example'), ['lb.example']],
  ['what a template over the play comes to', one('"{{ of_play }}"'), ['web2']],
  ['what it comes to on each host', one('"{{ inventory_hostname }}"'), ['web1', 'web2', 'web3', 'web4']],
  ['a group', one('"{{ groups.web[1] }}"'), ['web2']],
  ['nobody where it comes to nothing', one('"{{ nobody }}"'), []],
  ['nobody where it is left out', one('"{{ missing | default(omit) }}"'), []],
  [
    'everybody where only a result tells it',
    play('- {command: hostname, register: r}\n- {command: uptime, delegate_to: "{{ r.stdout }}"}'),
    ['web1', 'web2', 'web3', 'web4', 'db1', 'localhost', '127.0.0.1', '::1'],
  ],
  [
    'everybody where each item tells it',
    one('"{{ item }}"', ', loop: [web1, web2]'),
    ['web1', 'web2', 'web3', 'web4', 'db1', 'localhost', '127.0.0.1', '::1'],
  ],
  [
    'a handler’s host too',
    `${play('- command: uptime')}  handlers: [{name: h, command: uptime, delegate_to: web3}]\n`,
    ['web3'],
  ],
])('tasks may be delegated to %s', async ([, playbook, elsewhere]) => {
  const { value, diagnostics } = await planned(playbook);
  expect(diagnostics).toEqual([]);
  expect([...(value?.elsewhere.keys() ?? [])].toSorted()).toEqual(elsewhere.toSorted());
});

test('who is named and cannot be reached as is said of it is a mistake; who only might be meant is none', async () => {
  const inventory = 'all: {hosts: {web: {ansible_connection: local}, db: {ansible_port: none}}}';
  const found = async (playbook: string): Promise<readonly string[]> =>
    (await planned(playbook, {}, inventory)).diagnostics.map(({ message }) => message);
  expect(await found(one('db'))).toEqual([expect.stringContaining('`ansible_port`')]);
  const open = play('- {command: hostname, register: r}\n- {command: uptime, delegate_to: "{{ r.stdout }}"}');
  expect(await found(open)).toEqual([]);
});

test('this machine is reached without SSH, another one by its name', async () => {
  const { value } = await planned(
    play('- {command: a, delegate_to: localhost}\n- {command: b, delegate_to: far}'),
  );
  const addressOf = (name: string): unknown => value?.elsewhere.get(name)?.target.address;
  expect(addressOf('localhost')).toMatchObject({ kind: 'local' });
  expect(addressOf('far')).toMatchObject({ kind: 'ssh', hostname: 'far' });
  expect(value?.hosts.get('far')).toMatchObject({ name: 'far', groups: [] });
});

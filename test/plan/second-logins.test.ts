import { expect, test } from 'vitest';
import { planned } from './planned.ts';

const INVENTORY = `
all:
  hosts:
    a: {ansible_host: 10.0.0.1, who: root}
    b: {ansible_host: 10.0.0.2, ansible_user: root, who: bob}
    here: {ansible_connection: local}
`;

const read = (hosts: string, task: string) =>
  planned(
    `- hosts: ${hosts}\n  gather_facts: false\n  remote_user: root\n  tasks:\n    - {command: x, ${task}}\n`,
    {},
    INVENTORY,
  );

test.for([
  ['a:b', 'remote_user: root'],
  ['a:b', 'connection: smart, port: 22'],
  ['a:b', 'connection: local, remote_user: bob'],
  // The variable of the host wins.
  ['b', 'remote_user: bob'],
  ['here', 'connection: local'],
  ['here', 'connection: ssh'],
  ['a', 'remote_user: "{{ who }}"'],
  ['a', 'register: r, remote_user: "{{ r.stdout }}"'],
] as const)('%s with %s is taken', async ([hosts, task]) => {
  expect((await read(hosts, task)).diagnostics).toEqual([]);
});

test.for([
  ['a:b', 'remote_user: bob', /second login/, /ansible_user/],
  ['a', 'port: 2222', /second login/, /ansible_port/],
  ['a:b', 'connection: winrm', /`connection: winrm` is not supported/, /`ssh`/],
  ['a', 'remote_user: "bob{{ 1 }}"', /`remote_user: bob1`/, /become_user/],
] as const)('%s with %s is an error with its place', async ([hosts, task, message, hint]) => {
  const { diagnostics } = await read(hosts, task);
  expect(diagnostics).toHaveLength(1);
  expect(diagnostics[0]?.message).toMatch(message);
  expect(diagnostics[0]?.hint).toMatch(hint);
  expect(diagnostics[0]?.at).toMatchObject({ file: 'plays/p.yml', line: 5 });
});

test.for([
  ['a', 'connection: local', ['localhost']],
  ['a', 'connection: "{{ c | default(omit) }}"', ['localhost']],
  ['a', 'connection: ssh', []],
  ['here', 'connection: local', []],
] as const)('%s with %s may come to %j', async ([hosts, task, elsewhere]) => {
  const { value } = await read(hosts, task);
  expect([...(value?.elsewhere.keys() ?? [])]).toEqual(elsewhere);
});

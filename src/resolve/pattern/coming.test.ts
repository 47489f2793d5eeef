import { expect, test } from 'vitest';
import { planned } from '../../../test/plan/planned.ts';

/** What is wrong with the host patterns of plays, of which the first adds to the inventory by these tasks. */
async function wrongWith(tasks: string, pattern: string): Promise<readonly string[]> {
  const { diagnostics } = await planned(
    `- hosts: web1\n  gather_facts: false\n  tasks:\n    - ${tasks}\n- hosts: "${pattern}"\n  gather_facts: false\n`,
  );
  return diagnostics.map(({ message }) => message);
}

test.for([
  ['add_host: {name: new}', 'new'],
  ['add_host: {hostname: "n1:22", groupname: "a,b"}', 'b'],
  ['add_host: {name: x, groups: [a, b]}', 'web:!a'],
  ['group_by: {key: "os_{{ inventory_hostname }}"}', 'os_Debian'],
  ['group_by: {key: "os {{ inventory_hostname }}"}', 'os-Debian'],
  ['group_by: {key: os_x}', 'os_*'],
  ['group_by: {key: os_x, parents: above}', 'above'],
  ['group_by: {key: os_x}', '~os_.*'],
] as const)('%s may make %s come true', async ([tasks, pattern]) => {
  expect(await wrongWith(tasks, pattern)).toEqual([]);
});

test.for([
  ['add_host: {name: new}', 'nwe'],
  ['add_host: {name: new, color: red}', 'red'],
  ['group_by: {key: "os_{{ inventory_hostname }}"}', 'so_Debian'],
  ['debug: {msg: new}', 'new'],
] as const)('%s cannot make %s come true', async ([tasks, pattern]) => {
  expect(await wrongWith(tasks, pattern)).toEqual([`no host or group matches \`${pattern}\``]);
});

test('what a later play adds is no host of this one', async () => {
  const { diagnostics } = await planned(
    '- hosts: new\n  gather_facts: false\n- hosts: web1\n  gather_facts: false\n  tasks: [{add_host: {name: new}}]\n',
  );
  expect(diagnostics.map(({ message }) => message)).toEqual(['no host or group matches `new`']);
});

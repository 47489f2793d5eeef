import { expect, test } from 'vitest';
import type { Plan } from '../../src/model/playbook/plan.ts';
import { treeToJson } from '../../src/source/yaml/tree-json.ts';
import { planned } from './planned.ts';

/** What each play gathers: the parameters of its task, or nothing. */
function gathered(plan: Plan | undefined): readonly unknown[] {
  return (plan?.plays ?? []).map(({ gathering }) =>
    gathering === undefined ? undefined : treeToJson(gathering.task.params),
  );
}

async function gatheredBy(playbook: string, inventory?: string): Promise<readonly unknown[]> {
  const { value, diagnostics } = await planned(playbook, {}, inventory);
  expect(diagnostics).toEqual([]);
  return gathered(value);
}

const play = (rest: string): string => `- hosts: web\n${rest.replace(/^/gm, '  ')}\n`;
const only = (...names: readonly string[]): unknown => ({ filter: names });
const all = {};

test.for<readonly [what: string, rest: string, gathered: unknown]>([
  ['nothing that is used', 'tasks: [{debug: {msg: "{{ inventory_hostname }}"}}]', undefined],
  ['a condition', 'tasks: [{ping: , when: ansible_os_family == "x"}]', only('ansible_os_family')],
  ['a member', 'tasks: [{debug: {var: ansible_facts.kernel}}]', only('ansible_kernel')],
  ['a member that only a run can tell', 'tasks: [{debug: {var: "ansible_facts[inventory_hostname]"}}]', all],
  ['all of them', 'tasks: [{debug: {msg: "{{ ansible_facts | dict2items }}"}}]', all],
  [
    'what another action tells',
    'tasks: [{package_facts: }, {debug: {var: ansible_facts.packages}}]',
    undefined,
  ],
  [
    'a name that only a run can tell',
    "tasks: [{debug: {msg: \"{{ lookup('vars', 'ansible_' ~ 'env') }}\"}}]",
    all,
  ],
  [
    'a named lookup',
    "tasks: [{debug: {msg: \"{{ lookup('vars', 'ansible_fqdn') }}\"}}]",
    only('ansible_fqdn'),
  ],
  ['an interface', 'tasks: [{ping: , when: ansible_eth0 is defined}]', only('ansible_eth0')],
  ['a name', 'tasks: [{ping: , name: "{{ ansible_hostname }}"}]', only('ansible_hostname')],
  ['a loop', 'tasks: [{ping: , loop: "{{ ansible_mounts }}"}]', only('ansible_mounts')],
  ['a block', 'tasks: [{block: [{ping: }], when: ansible_selinux}]', only('ansible_selinux')],
  ['a variable', 'vars: {a: "{{ ansible_dns }}"}\ntasks: [{debug: {var: a}}]', only('ansible_dns')],
  ['a handler', 'handlers: [{name: h, ping: , when: ansible_fips}]', only('ansible_fips')],
  ['a check before', 'preflight: [{assert: {that: [ansible_kernel]}}]', only('ansible_kernel')],
  ['a check after', 'verify: [{assert: {that: [ansible_kernel]}}]', only('ansible_kernel')],
  [
    'a task of its own that sets it',
    'vars: {ansible_kernel: 1}\ntasks: [{debug: {var: ansible_kernel}}]',
    undefined,
  ],
])('a play gathers the facts that it may use, and no others: %s', async ([, rest, expected]) => {
  expect(await gatheredBy(play(rest))).toEqual([expected]);
});

test('a play that says no gathers none', async () => {
  const rest = 'gather_facts: false\ntasks: [{ping: , when: ansible_fips is defined}]';
  expect(await gatheredBy(play(rest))).toEqual([undefined]);
});

test.for<readonly [text: string, gathered: unknown]>([
  ["hostvars['db1'].ansible_kernel", only('ansible_kernel')],
  ['hostvars.db1.ansible_eth0.ipv4.address', only('ansible_eth0')],
  ["hostvars['db1']['ansible_facts']['env']", only('ansible_env')],
  ["groups.web | map('extract', hostvars, ['ansible_dns', 'nameservers']) | list", only('ansible_dns')],
  ["groups.web | map('extract', hostvars) | list", all],
  ['hostvars.db1[inventory_hostname]', all],
])('facts of other hosts count as well: %s', async ([text, expected]) => {
  const both = `- hosts: db\n  tasks: [{ping: }]\n${play(`tasks: [{debug: {msg: "{{ (${text}) is defined }}"}}]`)}`;
  expect(await gatheredBy(both)).toEqual([expected, expected]);
});

test('what the variables of an inventory use counts where a play comes to them', async () => {
  const inventory = `web: {hosts: {h: {ansible_connection: local, a: "{{ b }}", b: "{{ ansible_env.HOME }}"}}}\n`;
  expect(await gatheredBy(play('tasks: [{debug: {var: a}}]'), inventory)).toEqual([only('ansible_env')]);
  expect(await gatheredBy(play('tasks: [{debug: {msg: x}}]'), inventory)).toEqual([undefined]);
});

test('a play gathers for those after it, and says what it is told of how', async () => {
  const both = `${play('gather_subset: [network, "!mounts"]\ngather_timeout: 3\nfact_path: /f\ntasks: [{debug: {var: ansible_fqdn}}]')}${play('gather_facts: false\ntasks: [{debug: {var: ansible_kernel}}]')}`;
  expect(await gatheredBy(both)).toEqual([
    {
      gather_subset: ['network', '!mounts'],
      gather_timeout: 3,
      fact_path: '/f',
      filter: ['ansible_fqdn', 'ansible_kernel'],
    },
    undefined,
  ]);
});

test.for<readonly [said: string, gathers: boolean]>([
  ['true', true],
  ['no', false],
  ['"{{ wanted }}"', true],
  ['"{{ not wanted }}"', false],
])('gather_facts: %s', async ([said, gathers]) => {
  const text = play(
    `gather_facts: ${said}\nvars: {wanted: "yes"}\ntasks: [{debug: {msg: "{{ ansible_kernel is defined }}"}}]`,
  );
  const [one] = await gatheredBy(text.replace('"yes"', 'true'));
  expect(one !== undefined).toBe(gathers);
});

test('gather_facts that is neither true nor false is told at its place', async () => {
  const { diagnostics } = await planned(
    play('gather_facts: "{{ 2 }}"\ntasks: [{debug: {msg: "{{ ansible_kernel is defined }}"}}]'),
  );
  expect(diagnostics.map(({ at, message }) => [at.line, at.column, message])).toEqual([
    [2, 17, '`gather_facts` is neither true nor false'],
  ]);
});

test('a fact is undefined where none are gathered, as in Ansible, and the way out is told', async () => {
  const { diagnostics } = await planned(
    play(
      'gather_facts: false\ntasks: [{debug: {var: ansible_kernel}}, {ping: , when: ansible_fqdn is defined}]',
    ),
  );
  expect(diagnostics).toEqual([]);
  const strict = await planned(play('gather_facts: false\ntasks: [{debug: {msg: "{{ ansible_kernel }}"}}]'));
  expect(strict.diagnostics.map(({ message, hint }) => [message, hint])).toEqual([
    [
      '`ansible_kernel` is undefined',
      'it is a fact, and none are gathered here: leave `gather_facts: false` out, or have a task `setup` before',
    ],
  ]);
});

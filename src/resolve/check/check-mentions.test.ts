import { expect, test } from 'vitest';
import { actions } from '../../actions/registry.ts';
import { readInventory } from '../../source/inventory/read.ts';
import { filesOf } from '../../source/inventory/reading.test-kit.ts';
import { readPlaybook } from '../../source/playbook/playbook.ts';
import { checkMentions, registeredIn } from './check-mentions.ts';
import { factMeantBy } from './fact-names.ts';
import { checkExpression, checkTemplate } from './syntax-check.ts';

const inventoryText = `
[g]
a x="{{ facter_host }}" y="{{ z | default('') }}" z="{{ facter_all.env }}" facter_user=7
b w=1
`;

async function found(play: string, withInventory: boolean): Promise<readonly string[]> {
  const language = { actions, checkTemplate, checkExpression };
  const { value: playbook, diagnostics } = readPlaybook(`- hosts: all\n${play}`, 'p.yml', language);
  if (playbook === undefined || diagnostics.length > 0) throw new Error(JSON.stringify(diagnostics));
  const inventory = withInventory
    ? (await readInventory(['inv'], filesOf({ inv: inventoryText }), { playbookDirs: [] })).value
    : undefined;
  const hosts = [...(inventory?.hosts.values() ?? [])];
  const named = {
    registered: registeredIn([playbook], actions),
    extraVariables: new Map([['facter_fips', { value: true, at: undefined }]]),
    inventory,
  };
  return playbook.plays
    .flatMap((one) => checkMentions(one, hosts, named))
    .map(({ at, code, message }) => `${at.file}:${at.line}:${at.column} ${code} ${message}`);
}

const untold = (place: string, name: string, hosts = ''): string =>
  `${place} fact \`${name}\` is not told of hosts here: it takes Facter, Ohai, a network device or another system${hosts}`;

test.for([
  [
    "  tasks:\n    - {debug: {msg: x}, when: facter_os_family | default('') != ''}",
    'p.yml:3:31',
    'facter_os_family',
  ],
  ['  tasks:\n    - {debug: {msg: x}, when: facter_eth0 is defined}', 'p.yml:3:31', 'facter_eth0'],
  ['  tasks:\n    - {debug: {msg: x}, when: [a, b or facter_facts.os_family]}', 'p.yml:3:40', 'facter_facts'],
  ['  tasks:\n    - debug: {msg: "{{ facter_facts[\'env\'] }}"}', 'p.yml:3:24', 'facter_facts'],
  ['  tasks:\n    - debug: {var: facter_mounts}', 'p.yml:3:20', 'facter_mounts'],
  ['  tasks:\n    - assert: {that: [facter_memtotal_mb > 1]}', 'p.yml:3:23', 'facter_memtotal_mb'],
  ['  tasks:\n    - {debug: , name: "on {{ facter_hostname }}"}', 'p.yml:3:30', 'facter_hostname'],
  ['  vars: {a: "{{ facter_default_ipv4.address }}"}', 'p.yml:2:17', 'facter_default_ipv4'],
  ['  tasks:\n    - {debug: , vars: {a: ["{{ facter_env }}"]}}', 'p.yml:3:32', 'facter_env'],
  ['  handlers:\n    - {debug: , name: h, when: facter_fqdn}', 'p.yml:3:32', 'facter_fqdn'],
  ['  verify:\n    - {debug: , when: facter_local.x is defined}', 'p.yml:3:23', 'facter_local'],
  ['  tasks:\n    - {command: a, changed_when: facter_lsb}', 'p.yml:3:34', 'facter_lsb'],
  ['  tasks:\n    - {command: a, undo: "{{ facter_kernel }}"}', 'p.yml:3:30', 'facter_kernel'],
  ['  tasks:\n    - debug: {msg: "{{ hostvars[\'b\'].facter_fqdn }}"}', 'p.yml:3:24', 'facter_fqdn'],
  [
    "  tasks:\n    - debug: {msg: \"{{ hostvars[q]['facter_facts']['env'] }}\"}",
    'p.yml:3:24',
    'facter_facts',
  ],
  [
    "  tasks:\n    - debug: {msg: \"{{ groups.g | map('extract', hostvars, ['facter_dns', 'a']) }}\"}",
    'p.yml:3:50',
    'facter_dns',
  ],
] as const)(
  'a fact that nobody tells here is told at its place, with an inventory and without: %s',
  async ([play, place, name]) => {
    expect(await found(play, false)).toEqual([untold(place, name)]);
    expect(await found(play, true)).toEqual([untold(place, name)]);
  },
);

test.for([
  '  vars: {ansible_os_family: Debian, a: "{{ ansible_os_family }}"}',
  '  tasks:\n    - {debug: {msg: "{{ ansible_kernel }}"}, vars: {ansible_kernel: 5}}',
  '  tasks:\n    - {stat: {path: /}, register: ansible_local}\n    - debug: {var: ansible_local}',
  '  tasks:\n    - debug: {var: facter_fips}',
  '  tasks:\n    - debug: {msg: "{{ ansible_kernel }} {{ ansible_eth0 is defined }} {{ ansible_facts.env }}"}',
  '  gather_facts: false\n  tasks:\n    - debug: {msg: "{{ ansible_kernel is defined }}"}',
  '  tasks:\n    - setup:\n    - debug: {msg: "{{ ansible_kernel }} {{ ansible_facts.kernel }}"}',
  '  tasks:\n    - ansible.builtin.package_facts:\n    - debug: {msg: "{{ ansible_facts.packages }}"}',
  '  tasks:\n    - debug: {msg: "{% set ansible_dns = 1 %}{{ ansible_dns }}"}',
  '  tasks:\n    - debug: {msg: "{{ ansible_host }} {{ ansible_user | default(\'x\') }} {{ ansible_become_user }}"}',
  '  tasks:\n    - debug: {msg: "{{ ansible_version.full }} {{ ansible_play_hosts }} {{ ansible_check_mode }}"}',
  "  tasks:\n    - debug: {msg: \"{{ hostvars['b'].w }} ansible_os_family {{ 'ansible_os_family' }}\"}",
])('what is given a value, or is no fact, is let be: %s', async (play) => {
  expect(await found(play, false)).toEqual([]);
  expect(await found(play, true)).toEqual([]);
});

test.for([
  ['ansible_distributon', 'ansible_distribution'],
  ['ansible_os_famliy', 'ansible_os_family'],
  ['ansible_hostnam', 'ansible_hostname'],
  ['ansible_default_ipv5', 'ansible_default_ipv4'],
] as const)('%s is no fact, and %s is told to be near', async ([name, near]) => {
  const play = `  tasks:\n    - debug: {msg: "{{ ${name} | default('') }}"}`;
  expect(await found(play, true)).toEqual([`p.yml:3:24 fact there is no fact \`${name}\``]);
  expect(factMeantBy(name)).toBe(near);
});

test.for(
  `ansible_user ansible_host ansible_password ansible_ssh_common_args ansible_python_interpreter ansible_become_user
  ansible_remote_tmp ansible_network_os ansible_role_name ansible_play_hosts ansible_facts_d ansible_zone`.split(
    /\s+/,
  ),
)('%s may be something else than a fact', (name) => {
  expect(factMeantBy(name)).toBeUndefined();
});

test('a variable of the inventory counts for the hosts that have it', async () => {
  const play = '  tasks:\n    - debug: {var: facter_user}';
  expect(await found(play, true)).toEqual([untold('p.yml:3:20', 'facter_user', ' (for b)')]);
  expect(await found(play, false)).toHaveLength(1);
});

test('variables of the inventory are looked into where the play comes to use them', async () => {
  const use = (name: string): string => `  tasks:\n    - debug: {msg: "{{ ${name} | default(1) }}"}`;
  expect(await found(use('w'), true)).toEqual([]);
  expect(await found(use('x'), true)).toEqual([untold('inv:3:5', 'facter_host', ' (for a)')]);
  expect(await found(use('y'), true)).toEqual([untold('inv:3:53', 'facter_all', ' (for a)')]);
});

test.for([
  ['vars.x', 'vars'],
  ['environment', 'environment'],
  ['ansible_verbosity > 0', 'ansible_verbosity'],
] as const)(
  "a variable of Ansible's that is not supported is told, guarded or not: %s",
  async ([text, name]) => {
    for (const when of [text, `(${text}) | default(true)`]) {
      const [told, ...more] = await found(`  tasks:\n    - {debug: , when: ${when}}`, true);
      expect(told).toContain(`unsupported the variable \`${name}\` of Ansible's is not supported`);
      expect(more).toEqual([]);
    }
  },
);

test("in Ansible the task's own environment hides a variable of that name", async () => {
  const play = '  vars: {role_path: /r}\n  tasks:\n    - debug: {msg: "{{ environment }} {{ role_path }}"}';
  expect(await found(play, true)).toHaveLength(1);
});

test('what a task registers is known of other hosts', async () => {
  const play =
    '  tasks:\n    - {stat: {path: /}, register: r}\n    - debug: {msg: "{{ hostvars[\'a\'].r.stat }}"}';
  expect(await found(play, true)).toEqual([]);
});

test('what another host tells of itself is known', async () => {
  const play =
    '  tasks:\n    - debug: {msg: "{{ hostvars[\'a\'].ansible_kernel }} {{ hostvars.a.ansible_eth0 }}"}';
  expect(await found(play, true)).toEqual([]);
});

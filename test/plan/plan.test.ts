import { expect, test } from 'vitest';
import { identityOf, type Plan } from '../../src/model/playbook/plan.ts';
import { AT_FIRST, evaluatorFor, type HostScope } from '../../src/resolve/evaluator.ts';
import { hostScopesOf } from '../../src/resolve/host-scope.ts';
import { planned } from './planned.ts';

const PLAYBOOK = `
- name: First
  hosts: web
  serial: [1, 50%]
  vars: {size: 3}
  preflight:
    - {name: check, assert: {that: "size == 3"}}
  tasks:
    - {name: one, command: uptime, tags: [a], notify: later}
    - {name: two, command: uptime, become: true}
  handlers:
    - {name: later, command: uptime}
- hosts: db
  tasks:
    - {name: three, command: uptime}
`;

/** What templates may use of the first host in the first play. */
function scopeIn(plan: Plan | undefined): HostScope {
  const [play] = plan?.plays ?? [];
  if (plan === undefined || play === undefined) throw new Error('no play');
  return hostScopesOf(plan)(play)(play.batches[0]?.[0]?.target.name ?? '');
}

test('hosts, batches, tasks and their addresses', async () => {
  const { value, diagnostics } = await planned(PLAYBOOK);
  expect(diagnostics).toEqual([]);
  const [first, second] = value?.plays ?? [];
  expect(first?.batches.map((batch) => batch.map(({ target }) => target.name))).toEqual([
    ['web1'],
    ['web2', 'web3'],
    ['web4'],
  ]);
  expect(first?.tasks.map(({ address }) => address)).toEqual([
    { play: 1, section: 'tasks', task: 1 },
    { play: 1, section: 'tasks', task: 2 },
  ]);
  expect(second?.number).toBe(2);
  const host = scopeIn(value);
  expect(host.written['play vars']?.get('size')?.value).toBe(3);
  expect({ ...host.magic, ...host.names }).toMatchObject({
    inventory_hostname: 'web1',
    group_names: ['web'],
    playbook_dir: '/project/plays',
    inventory_dir: '/project',
    inventory_file: '/project/inv.yml',
    ansible_inventory_sources: ['/project/inv.yml'],
    ansible_play_name: 'First',
    play_hosts: ['web1'],
    ansible_play_batch: ['web1'],
    ansible_play_hosts: ['web1', 'web2', 'web3', 'web4'],
    ansible_run_tags: ['all'],
    ansible_skip_tags: [],
    ansible_version: { full: '2.14.18', major: 2, minor: 14 },
  });
});

test('hostvars are rendered with the values of the host that is asked for, when it is asked for', async () => {
  const inventory = `all:
  vars: {ansible_connection: local, who: "{{ name }}-{{ inventory_hostname }}", loop: "{{ hostvars['b'].loop }}"}
  hosts: {a: {name: x}, b: {name: y, ansible_host: 10.0.0.2, bad: "{{ nope }}"}}
`;
  const playbook = `- hosts: a\n  vars: {name: play}\n  tasks: [{debug: {msg: a}}]\n`;
  const { value } = await planned(playbook, { limit: 'a' }, inventory);
  const host = scopeIn(value);
  const evaluator = evaluatorFor({ ...AT_FIRST, host });
  for (const [text, wanted] of [
    ["hostvars['b'].who", 'y-b'],
    ["hostvars.b['ansible_host']", '10.0.0.2'],
    ["hostvars['a'].ansible_host", 'a'],
    ["hostvars['a'].name", 'x'],
    ['hostvars[groups.all | last].group_names', ['ungrouped']],
    ["groups.all | map('extract', hostvars, 'who') | list", ['x-a', 'y-b']],
    ['hostvars | length', 3],
    ['hostvars.localhost.ansible_connection', 'local'],
    ["hostvars['c'] is defined or hostvars['b'].c is defined", false],
    ["hostvars['b'].c | default('none')", 'none'],
  ] as const)
    expect(evaluator.expression(text), text).toEqual({ ok: true, value: wanted });
  for (const [text, message] of [
    ["hostvars['b'].bad", '`nope` is undefined'],
    ["hostvars['b'].loop", 'a variable needs itself'],
  ] as const) {
    const found = evaluator.expression(text);
    expect(found.ok ? found.value : found.error.message, text).toContain(message);
  }
});

test('whose rights a task has: the host’s variables, then the task, the play, the command line', async () => {
  const { value } = await planned(PLAYBOOK);
  const identities = (value?.plays ?? []).map(({ tasks, batches }) =>
    tasks.map((task) => identityOf(task, batches[0]?.[0] ?? (undefined as never)).become),
  );
  expect(identities).toEqual([[undefined, 'root'], ['postgres']]);
  const [play] = value?.plays ?? [];
  expect(() => value && play && hostScopesOf(value)(play)('x')).toThrow('x is not a host of this plan');
});

test.for([
  { what: 'tags', more: { selection: { tags: ['a'], skipTags: [] } }, tasks: ['one'] },
  { what: 'skipped tags', more: { selection: { tags: [], skipTags: ['a'] } }, tasks: ['two', 'three'] },
  { what: 'a first task', more: { startAtTask: 'two' }, tasks: ['two', 'three'] },
  { what: 'a first task in a later play', more: { startAtTask: 'three' }, tasks: ['three'] },
])('$what', async ({ more, tasks }) => {
  const { value } = await planned(PLAYBOOK, more);
  expect(value?.plays.flatMap((play) => play.tasks.map(({ task }) => task.name))).toEqual(tasks);
  expect(value?.plays[0]?.handlers.map(({ task }) => task.name)).toEqual(
    value?.plays[0]?.name === 'First' ? ['later'] : [],
  );
});

test('a limit leaves only its hosts', async () => {
  const { value } = await planned(PLAYBOOK, {
    limit: 'web2:@more.txt',
    limitFiles: new Map([['more.txt', 'web4\n']]),
  });
  expect(value?.plays.flatMap(({ batches }) => batches.flat().map(({ target }) => target.name))).toEqual([
    'web2',
    'web4',
  ]);
});

test.for([
  { what: 'an unknown host', playbook: '- {hosts: webb, tasks: []}', code: 'unknown-hosts', says: 'webb' },
  {
    what: 'a pattern with an unknown variable',
    playbook: '- {hosts: "{{ where }}", tasks: []}',
    code: 'invalid-pattern',
    says: 'where',
  },
  {
    what: 'an unknown limit',
    playbook: PLAYBOOK,
    more: { limit: 'nope' },
    code: 'unknown-hosts',
    says: 'nope',
  },
  {
    what: 'an unknown first task',
    playbook: PLAYBOOK,
    more: { startAtTask: 'nope' },
    code: 'unknown-task',
    says: 'nope',
  },
])('$what is told', async ({ playbook, more, code, says }) => {
  const { diagnostics } = await planned(playbook, more);
  expect(diagnostics[0]).toMatchObject({ severity: 'error', code });
  expect(diagnostics[0]?.message).toContain(says);
});

test('a pattern may come from extra variables', async () => {
  const { value } = await planned('- {hosts: "{{ where }}", tasks: []}', {
    extraVariables: new Map([['where', { value: 'db', at: undefined }]]),
  });
  expect(value?.plays[0]?.batches.flat().map(({ target }) => target.name)).toEqual(['db1']);
});

test('a host that cannot be reached as its variables say is told, not planned', async () => {
  const { value, diagnostics } = await planned(
    '- {hosts: all, tasks: []}',
    {},
    'all: {hosts: {a: {ansible_connection: winrm}}}',
  );
  expect(diagnostics[0]?.message).toContain('winrm');
  expect(value?.plays[0]?.batches).toEqual([]);
});

test('standing checks come first, and only where something could be changed', async () => {
  const standingChecks = [{ name: 'standing', action: 'assert' }];
  const { value } = await planned(`${PLAYBOOK}- {hosts: db, tasks: [{debug: {msg: hi}}]}\n`, {
    standingChecks,
  });
  expect(value?.plays.map(({ preflight }) => preflight.map(({ task }) => task.name))).toEqual([
    ['standing', 'check'],
    ['standing'],
    [],
  ]);
});

test('what Ansible before 2.19 makes text or another value of stays what it is', async () => {
  const { value } = await planned(
    `- hosts: web1\n  vars: {n: "{{ 5 + 1 }}", j: "{{ '[1, 2]' }}", b: "{{ 'True' }}", o: 0644}\n  tasks: [{debug: {msg: a}}]\n`,
  );
  const host = scopeIn(value);
  const evaluator = evaluatorFor({ ...AT_FIRST, host });
  for (const text of ['n == 6', "j == '[1, 2]'", 'j is string', 'b is string', "o == '0644'"])
    expect(evaluator.condition(text), text).toEqual({ ok: true, value: true });
});

import { expect, test } from 'vitest';
import { read, tasksOf } from './files.test-kit.ts';

const site = (tasks: string): string => `- hosts: web\n  tasks:\n${tasks.replace(/^/gm, '    ')}\n`;

test('a block is its tasks, arm after arm, with what it says for all of them', () => {
  const tasks = tasksOf({
    '/p/site.yml': site(`
- name: all
  when: outer
  tags: [o]
  vars: {a: 1, b: 1}
  ignore_errors: true
  become: true
  no_log: true
  check_mode: true
  diff: false
  block:
    - {ping: , when: inner, tags: i, vars: {b: 2}, ignore_errors: false, become: false, check_mode: false}
    - block: [{command: x}]
      rescue: [{command: y}]
  always: [{command: z}]
- ping:`),
  });
  expect(tasks.map(({ within }) => within)).toEqual([
    [{ block: 1, arm: 'block' }],
    [
      { block: 1, arm: 'block' },
      { block: 2, arm: 'block' },
    ],
    [
      { block: 1, arm: 'block' },
      { block: 2, arm: 'rescue' },
    ],
    [{ block: 1, arm: 'always' }],
    [],
  ]);
  const [first, second, , , last] = tasks;
  expect(first).toMatchObject({
    when: [{ text: 'outer' }, { text: 'inner' }],
    tags: ['i', 'o'],
    ignoreErrors: false,
    noLog: true,
    checkMode: false,
    showsDiff: false,
    become: { become: false },
  });
  expect([...(first?.vars ?? [])].map(([name, { value }]) => [name, value])).toEqual([
    ['a', 1],
    ['b', 2],
  ]);
  expect(second).toMatchObject({ when: [{ text: 'outer' }], ignoreErrors: true, become: { become: true } });
  expect(second).toMatchObject({ checkMode: true });
  expect(last).toMatchObject({ when: [], ignoreErrors: false, noLog: false, tags: [] });
  expect(last).toMatchObject({ checkMode: false, showsDiff: true });
});

test('an import stands for the tasks of its file, which is read once and looked for beside the importing file', () => {
  const tasks = tasksOf({
    '/p/site.yml': site(
      '- {import_tasks: sub/a.yml, when: w, tags: t, vars: {v: 1}, become: true}\n- import_tasks: sub/a.yml',
    ),
    '/p/sub/a.yml': '- block: [{ping: }]\n- import_tasks: b.yml',
    '/p/sub/b.yml': '- command: b',
  });
  expect(
    tasks.map(({ action, when, within, at }) => [action, when.length, within[0]?.block, at.file]),
  ).toEqual([
    ['ping', 1, 1, 'sub/a.yml'],
    ['command', 1, undefined, 'sub/b.yml'],
    ['ping', 0, 2, 'sub/a.yml'],
    ['command', 0, undefined, 'sub/b.yml'],
  ]);
  expect(tasks[1]).toMatchObject({ tags: ['t'], become: { become: true } });
  expect(tasks[1]?.vars.get('v')?.value).toBe(1);
});

test.for<[string, Readonly<Record<string, string>>, readonly string[]]>([
  [
    '- import_tasks: no.yml',
    {},
    ['site.yml:4:21 there is no file `no.yml` (it was looked for as /p/no.yml, /p/tasks/no.yml)'],
  ],
  [
    '- include_tasks: no.yml',
    {},
    ['site.yml:4:22 there is no file `no.yml` (it was looked for as /p/no.yml, /p/tasks/no.yml)'],
  ],
  [
    '- import_tasks: a.yml',
    { '/p/a.yml': '- import_tasks: b.yml', '/p/b.yml': '- import_tasks: a.yml' },
    [
      'b.yml:1:17 this imports itself without end: a.yml -> b.yml -> a.yml (use `include_tasks` with a `when:` that ends it)',
    ],
  ],
  [
    '- import_tasks: "{{ x }}.yml"',
    {},
    [
      'site.yml:4:21 the file of `import_tasks` is needed before any host is known: `x` is undefined (give it in `vars` or `vars_files` of the play, or with -e: what an inventory or a host says comes too late, but not for `include_tasks`)',
    ],
  ],
  [
    '- import_tasks: a.yml\n- import_tasks: a.yml',
    { '/p/a.yml': '- pong:' },
    ['a.yml:1:3 there is no action `pong` (did you mean `ping`?)'],
  ],
  [
    '- include_tasks: a.yml',
    { '/p/a.yml': 'x: y' },
    [
      'a.yml:1:1 this is not a list of tasks (a file that is included holds tasks alone: it starts with `- name: …`)',
    ],
  ],
  [
    '- include_tasks: {file: a.yml, apply: {becom: true}}',
    { '/p/a.yml': '- ping:' },
    ['site.yml:4:44 there is no keyword `becom` (did you mean `become`?)'],
  ],
  [
    '- import_tasks: a.yml\n  loop: [1]',
    { '/p/a.yml': '- ping:' },
    ['site.yml:4:21 `import_tasks` cannot be in a loop (write `include_tasks`)'],
  ],
  ['- import_tasks: a.yml', { '/p/a.yml': '' }, []],
  [
    '- import_tasks: a.yml',
    { '/p/a.yml': 'text' },
    [
      'a.yml:1:1 this is not a list of tasks (a file that is included holds tasks alone: it starts with `- name: …`)',
    ],
  ],
  [
    '- import_tasks: a.yml',
    { '/p/a.yml': '- [' },
    ['a.yml:1:3 this `[` is never closed (add `]` where it ends)'],
  ],
  ['- action: ping', {}, []],
  ['- action: command uptime', {}, []],
  ['- action: {module: command, _raw_params: uptime}', {}, []],
  ['- action: {module: command uptime, creates: /x}', {}, []],
  ['- action: {module: pong}', {}, ['site.yml:4:7 there is no action `pong` (did you mean `ping`?)']],
  ['- action: "!"', {}, ['site.yml:4:7 there is no action `action` (`rulerun doc` lists the actions)']],
  ['- action: [ping]', {}, ['site.yml:4:7 there is no action `action` (`rulerun doc` lists the actions)']],
  [
    '- action: {name: ping}',
    {},
    ['site.yml:4:7 there is no action `action` (`rulerun doc` lists the actions)'],
  ],
  ['- include_tasks: "sub/{{ x }}.yml"', { '/p/sub/.hidden.yml': '- pong:', '/p/sub/read.me': 'x' }, []],
])('what is wrong with %j is told where it stands', ([tasks, files, expected]) => {
  expect(read({ '/p/site.yml': site(`\n${tasks}`), ...files }).told).toEqual(expected);
});

test('what may be included is read beforehand, and the task says what the included take', () => {
  const { playbook, told } = read({
    '/p/site.yml': site(`
- block:
    - include_tasks: {file: "os/{{ os }}.yml", apply: {tags: [a], when: x}}
      when: own
      vars: {v: 1}
  when: around
- include_tasks: once.yml`),
    '/p/os/debian.yml': '- ping:',
    '/p/os/bad.yml': '- pong:',
    '/p/once.yml': '- include_tasks: once.yml\n- command: x',
    '/p/other.yml': '- pong:',
  });
  expect(told).toEqual([]);
  expect([...playbook.included.keys()]).toEqual(['/p/os/debian.yml', '/p/once.yml']);
  expect([...playbook.unreadable].map(([path, { message }]) => [path, message])).toEqual([
    ['/p/os/bad.yml', 'there is no action `pong`'],
  ]);
  const [include] = playbook.plays[0]?.tasks ?? [];
  expect(include).toMatchObject({
    when: [{ text: 'around' }, { text: 'own' }],
    around: { when: [{ text: 'around' }, { text: 'x' }], tags: ['a'], within: [{ block: 1, arm: 'block' }] },
  });
  expect(include?.around?.given.get('v')?.value).toBe(1);
  expect(include?.params).toMatchObject({ entries: [{ key: 'file' }] });
});

test('the old word `include` is an import, or an include where the name or a loop asks for one', () => {
  const tasks = tasksOf({
    '/p/site.yml': site(
      '- {include: a.yml x=1 y="b c", when: w, vars: {x: 2, z: 3}}\n- {include: "{{ n }}.yml"}\n- {include: a.yml, with_items: [1]}\n- include_tasks: file=a.yml',
    ),
    '/p/a.yml': '- command: a',
  });
  expect(tasks.map(({ action, when }) => [action, when.length])).toEqual([
    ['command', 1],
    ['include_tasks', 0],
    ['include_tasks', 0],
    ['include_tasks', 0],
  ]);
  expect([...(tasks[0]?.vars ?? [])].map(([name, { value }]) => [name, value])).toEqual([
    ['x', '1'],
    ['z', 3],
    ['y', 'b c'],
  ]);
});

test('a handler that cannot be read is told once, wherever it stands', () => {
  const { told } = read({
    '/p/site.yml': '- hosts: web\n  roles: [r]\n  tasks: [{command: a, notify: [h, i, j, k]}]',
    '/p/roles/r/handlers/main.yml': '- import_tasks: more.yml\n- {name: h, nope: }',
    '/p/roles/r/handlers/more.yml': '- block: [{name: i, nope: }]\n- {name: x, listen: [j], nope: }',
  });
  expect(told.map((one) => one.replace(/ \(.*/, ''))).toEqual([
    'roles/r/handlers/more.yml:1:21 there is no action `nope`',
    'roles/r/handlers/more.yml:2:26 there is no action `nope`',
    'roles/r/handlers/main.yml:2:13 there is no action `nope`',
    'site.yml:3:42 no handler of this play is called `k`',
  ]);
});

test('handlers that a role without a folder may have had are not missed', () => {
  const { told } = read({
    '/p/site.yml': '- hosts: web\n  roles: [gone]\n  tasks: [{command: a, notify: h}]',
  });
  expect(told.map((one) => one.replace(/ \(.*/, ''))).toEqual(['site.yml:2:11 there is no role `gone`']);
});

test('a playbook of a collection may lie in a folder of its own', () => {
  const { playbook, told } = read({
    '/p/site.yml': '- import_playbook: ns.tools.deep.one\n- import_playbook: ns.tools.two.yml',
    '/coll/ansible_collections/ns/tools/playbooks/deep/one.yml': '- {hosts: web, tasks: []}',
    '/coll/ansible_collections/ns/tools/playbooks/two.yml': '- {hosts: db, tasks: []}',
  });
  expect(told).toEqual([]);
  expect(playbook.plays.map(({ hosts }) => hosts.text)).toEqual(['web', 'db']);
});

test('a playbook that is imported gives its plays, with the conditions, tags and variables of the import', () => {
  const { playbook, told } = read({
    '/p/site.yml':
      '- {import_playbook: sub/one.yml, when: w, tags: [t], vars: {a: 1, b: 1}}\n- hosts: db\n  tasks: []\n',
    '/p/sub/one.yml':
      '- hosts: web\n  vars: {b: 2}\n  tasks: [{ping: }, {import_tasks: t.yml}]\n- import_playbook: two.yml',
    '/p/sub/two.yml': '- hosts: all\n  tasks: [{ping: }]',
    '/p/sub/t.yml': '- command: x',
  });
  expect(told).toEqual([]);
  expect(
    playbook.plays.map(({ hosts, tags, at, tasks }) => [
      hosts.text,
      tags,
      at.file,
      tasks.map(({ when }) => when.length),
    ]),
  ).toEqual([
    ['web', ['t'], 'sub/one.yml', [1, 1]],
    ['all', ['t'], 'sub/two.yml', [1]],
    ['db', [], 'site.yml', []],
  ]);
  expect(playbook.plays[0]?.vars.get('b')?.value).toBe(2);
  expect(read({ '/p/site.yml': '- import_playbook: one.yml', '/p/one.yml': 'hosts: web' }).told).toEqual([
    'one.yml:1:1 this is not a list of plays',
  ]);
  expect(read({ '/p/site.yml': '- import_playbook: ns.tools.up' }).told).toEqual([
    'site.yml:1:20 there is no file `ns.tools.up` (it was looked for as /p/ns.tools.up, /coll/ansible_collections/ns/tools/playbooks/up.yml, /coll/ansible_collections/ns/tools/playbooks/up.yaml)',
  ]);
  expect(read({ '/p/site.yml': '- import_playbook: /no.yml' }).told).toEqual([
    'site.yml:1:20 there is no file `/no.yml` (it was looked for as /no.yml)',
  ]);
  expect(read({ '/p/site.yml': '- import_playbook: site.yml' }).told).toEqual([
    'site.yml:1:20 this imports itself without end: site.yml -> site.yml (use `include_tasks` with a `when:` that ends it)',
  ]);
});

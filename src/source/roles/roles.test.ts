import { expect, test } from 'vitest';
import { includedRoleKey } from '../../model/playbook/include-places.ts';
import { read, tasksOf } from '../structure/files.test-kit.ts';

const values = (variables: ReadonlyMap<string, { readonly value: unknown }> | undefined): unknown =>
  Object.fromEntries([...(variables ?? [])].map(([name, { value }]) => [name, value]));

test('roles run between pre_tasks and tasks, those that they depend on first, each once', () => {
  const { playbook, told } = read({
    '/p/site.yml': `
- hosts: web
  pre_tasks: [{command: pre}]
  roles: [web, {role: base}, {role: web, size: 2, tags: [t], when: w, become: true}]
  tasks: [{command: task, notify: [h, "base : h"]}]
  handlers: [{name: h, command: own}]
`,
    '/p/roles/web/meta/main.yml': 'dependencies: [{role: base}, {role: base, level: 2}]',
    '/p/roles/web/tasks/main.yml': '- command: web',
    '/p/roles/web/defaults/main.yml': '{port: 1, both: web}',
    '/p/roles/web/vars/main/a.yml': '{v: 1}',
    '/p/roles/web/vars/main/b.yml': '{v: 2}',
    '/shared/roles/base/tasks/main.yaml': '- command: base',
    '/shared/roles/base/defaults/main.yml': '{both: base, level: 1}',
    '/shared/roles/base/handlers/main.yml': '- {name: h, command: of role}\n- {name: i, command: i}',
  });
  expect(told).toEqual([]);
  const [play] = playbook.plays;
  expect(play?.tasks.map(({ params, tags, when }) => [text(params), tags, when.length])).toEqual([
    ['pre', [], 0],
    ['base', [], 0],
    ['base', [], 0],
    ['web', [], 0],
    ['web', ['t'], 1],
    ['task', [], 0],
  ]);
  expect(values(play?.tasks[2]?.given)).toEqual({ level: 2 });
  expect(values(play?.tasks[4]?.given)).toEqual({ size: 2 });
  const roleOf = (index: number): unknown => {
    const { defaults, vars, folder } = playbook.roles.get(play?.tasks[index]?.role ?? '') ?? {};
    return { defaults: values(defaults), vars: values(vars), folder };
  };
  expect(roleOf(3)).toEqual({
    defaults: { both: 'web', level: 1, port: 1 },
    vars: { v: 2 },
    folder: '/p/roles/web',
  });
  // What depends on a role gives it its own defaults, but the role itself has the last word.
  expect(roleOf(1)).toEqual({
    defaults: { both: 'base', level: 1, port: 1 },
    vars: { v: 2 },
    folder: '/shared/roles/base',
  });
  expect(play?.handlers.map(({ name, params }) => [name, text(params)])).toEqual([
    // Hidden, and reached as `base : h`.
    ['h', 'of role'],
    ['i', 'i'],
    ['h', 'own'],
  ]);
});

test('a role may be imported and included with other files, and its variables are seen where Ansible has them', () => {
  const { playbook, told } = read({
    '/p/site.yml': `
- hosts: web
  tasks:
    - import_role: {name: web, tasks_from: other.yml, vars_from: more}
      vars: {x: 1}
    - include_role: {name: web, tasks_from: "{{ what }}"}
`,
    '/p/roles/web/tasks/main.yml': '- command: main',
    '/p/roles/web/tasks/other.yml': '- import_tasks: deep/a.yml',
    '/p/roles/web/tasks/deep/a.yml': '- include_tasks: b.yml',
    '/p/roles/web/tasks/deep/b.yml': '- command: deep',
    '/p/roles/web/vars/more.yml': '{v: more}',
  });
  expect(told).toEqual([]);
  const [play] = playbook.plays;
  expect(play?.tasks.map(({ action }) => action)).toEqual(['include_tasks', 'include_role']);
  const imported = playbook.roles.get(play?.tasks[0]?.role ?? '');
  expect(values(imported?.vars)).toEqual({ v: 'more' });
  expect(values(play?.tasks[0]?.vars)).toEqual({ x: 1 });
  expect(play?.roles).toEqual([play?.tasks[0]?.role]);
  const included = playbook.roles.get(includedRoleKey('/p', 'web', { vars: 'main', defaults: 'main' }));
  expect([...(included?.tasks ?? [])].map(([name]) => name)).toEqual(['main', 'other']);
  expect([...playbook.included.keys()]).toEqual(['/p/roles/web/tasks/deep/b.yml']);
});

test('a role that may be included has not run for those who come after', () => {
  const tasks = tasksOf({
    '/p/site.yml':
      '- hosts: web\n  tasks: [{include_role: {name: a}, when: x}, {include_tasks: f.yml}, {import_role: {name: a}}]',
    '/p/f.yml': '- import_role: {name: a}',
    '/p/roles/a/meta/main.yml': 'dependencies: [b]',
    '/p/roles/a/tasks/main.yml': '- command: a',
    '/p/roles/b/tasks/main.yml': '- command: b',
  });
  expect(tasks.map(({ action, params }) => [action, text(params)])).toEqual([
    ['include_role', 'a'],
    ['include_tasks', 'f.yml'],
    ['command', 'b'],
    ['command', 'a'],
  ]);
});

test('a role that a link leads to lies where the link leads, and keeps its name', () => {
  const { playbook, told } = read(
    {
      '/p/site.yml': '- hosts: web\n  roles: [web]',
      '/p/roles/web/tasks/main.yml': 'nothing',
      '/shared/web-2/tasks/main.yml': '- import_tasks: more.yml',
      '/shared/web-2/tasks/more.yml': '- command: web',
    },
    (path) => path.replace('/p/roles/web', '/shared/web-2'),
  );
  expect(told).toEqual([]);
  expect([...playbook.roles.values()]).toMatchObject([{ name: 'web', folder: '/shared/web-2' }]);
});

test('a role of a collection is found by its full name, and by its own below `collections:`', () => {
  const tasks = tasksOf({
    '/p/site.yml': '- hosts: web\n  collections: [ns.tools]\n  roles: [ns.tools.web, other]',
    '/coll/ansible_collections/ns/tools/roles/web/tasks/main.yml': '- command: web',
    '/coll/ansible_collections/ns/tools/roles/other/tasks/main.yml': '- command: other',
  });
  expect(tasks.map(({ params }) => text(params))).toEqual(['web', 'other']);
});

test('what a role says it takes is checked before its tasks', () => {
  const [first] = tasksOf({
    '/p/site.yml': '- hosts: web\n  roles: [web]',
    '/p/roles/web/meta/argument_specs.yml':
      'argument_specs: {main: {short_description: Web, options: {port: {type: int}}}}',
    '/p/roles/web/tasks/main.yml': '- command: web',
  });
  expect(first).toMatchObject({
    name: "Validating arguments against arg spec 'main' - Web",
    action: 'validate_argument_spec',
    tags: ['always'],
  });
});

test.for<[string, Readonly<Record<string, string>>, string]>([
  [
    '[nope]',
    {},
    'there is no role `nope` (it was looked for as /p/roles/nope, /shared/roles/nope, /p/nope; --roles-path names more places)',
  ],
  ['[{tags: x}]', {}, 'this names no role (write its name, or `{role: name}` with what it is given)'],
  [
    '["{{ x }}"]',
    {},
    'the name of a role is needed before any host is known: `x` is undefined (give it in `vars` or `vars_files` of the play, or with -e: what an inventory or a host says comes too late)',
  ],
  [
    '[a]',
    { '/p/roles/a/meta/main.yml': 'dependencies: [a]' },
    'this imports itself without end: /p/roles/a/meta -> /p/roles/a/meta (use `include_tasks` with a `when:` that ends it)',
  ],
  ['[a]', { '/p/roles/a/tasks/main.yml': '- pong:' }, 'there is no action `pong` (did you mean `ping`?)'],
  [
    '[a]',
    { '/p/roles/a/vars/main.yml': '[x]' },
    'this is no mapping of names to values (write `name: value`)',
  ],
  ['[[a]]', {}, 'this names no role (write its name, or `{role: name}` with what it is given)'],
  ['[~]', {}, 'this names no role (write its name, or `{role: name}` with what it is given)'],
  [
    '[a]',
    { '/p/roles/a/meta/main.yml': 'dependencies: b' },
    '`dependencies` must be a list of roles (write `[]` for none)',
  ],
  [
    '[a]',
    { '/p/roles/a/tasks/main.yml': 'ping:' },
    'this is not a list of tasks (a file that is included holds tasks alone: it starts with `- name: …`)',
  ],
])('roles: %s', ([roles, files, expected]) => {
  const { told } = read({ '/p/site.yml': `- hosts: web\n  roles: ${roles}`, ...files });
  expect(told.map((line) => line.replace(/^\S+ /, ''))).toEqual([expected]);
});

test.for<[string, Readonly<Record<string, string>>, readonly string[]]>([
  [
    'import_role: {name: a}\n      loop: [1]',
    {},
    ['site.yml:3:27 `import_role` cannot be in a loop (write `include_role`)'],
  ],
  [
    'import_role: {name: "{{ x }}"}',
    {},
    [
      'site.yml:3:27 `name` is needed before any host is known: `x` is undefined (give it in `vars` or `vars_files` of the play, or with -e: what an inventory or a host says comes too late, but not for `include_role`)',
    ],
  ],
  [
    'import_role: {name: a, tasks_from: "{{ x }}"}',
    { '/p/roles/a/tasks/main.yml': '- ping:' },
    [
      'site.yml:3:42 `tasks_from` is needed before any host is known: `x` is undefined (give it in `vars` or `vars_files` of the play, or with -e: what an inventory or a host says comes too late, but not for `include_role`)',
    ],
  ],
  [
    'import_role: {name: a, tasks_from: no}',
    { '/p/roles/a/tasks/main.yml': '- ping:' },
    ['site.yml:3:27 the role `a` has no `tasks/no.yml` (its folder is /p/roles/a)'],
  ],
  [
    'import_role: {name: nope}',
    {},
    [
      'site.yml:3:27 there is no role `nope` (it was looked for as /p/roles/nope, /shared/roles/nope, /p/nope; --roles-path names more places)',
    ],
  ],
  [
    'include_role: {name: /r/nope}',
    {},
    [
      'site.yml:3:28 there is no role `/r/nope` (it was looked for as /r/nope; --roles-path names more places)',
    ],
  ],
  [
    'import_role: {name: a}',
    { '/p/roles/a/tasks/main.yml': '- import_role: {name: a}' },
    [
      'roles/a/tasks/main.yml:1:23 this imports itself without end: roles/a/tasks/main.yml -> roles/a/tasks/main.yml (use `include_tasks` with a `when:` that ends it)',
    ],
  ],
])('a task that says %j is told where it is wrong', ([task, files, expected]) => {
  expect(read({ '/p/site.yml': `- hosts: web\n  tasks:\n    - ${task}`, ...files }).told).toEqual(expected);
});

test('of the roles that a name with templates in it may come to, those that are roles are read beforehand', () => {
  const { playbook, told } = read({
    '/p/site.yml': `
- hosts: web
  tasks:
    - include_role: {name: "os-{{ os }}", tasks_from: "{{ what }}-all", public: true}
    - include_role: {name: /r/far, public: yes}
    - include_role: {name: self}
`,
    '/p/roles/os-a/tasks/run-all.yml': '- ping:',
    '/p/roles/os-a/tasks/other.yml': '- ping:',
    '/p/roles/os-bad/tasks/run-all.yml': '- pong:',
    '/p/roles/os-none/files/x': '',
    '/p/roles/else/tasks/run-all.yml': '- ping:',
    '/shared/roles/os-b/tasks/run-all.yml': '- ping:',
    '/r/far/tasks/main.yml': '- ping:',
    '/p/roles/self/tasks/main.yml': '- include_role: {name: self}\n- command: x',
  });
  expect(told).toEqual([]);
  const tasks = [...playbook.roles.values()].map(({ name, tasks: all }) => [name, [...all.keys()]]);
  expect(tasks).toEqual([
    ['os-a', ['run-all']],
    ['os-bad', []],
    ['os-b', ['run-all']],
    ['/r/far', ['main']],
    ['self', ['main']],
  ]);
  // Its variables are shown when a host has included it, and not to the whole play.
  expect(playbook.plays[0]?.roles).toEqual([]);
  const shown = [...playbook.roles].filter(([, { isShown }]) => isShown === true).map(([, { name }]) => name);
  expect(shown).toEqual(['os-a', 'os-bad', 'os-b', '/r/far']);
});

test('variables of a role may lie in many files of folders in folders, and no hidden or kept one is read', () => {
  const { playbook, told } = read({
    '/p/site.yml': '- hosts: web\n  roles: [a]',
    '/p/roles/a/tasks/main.yml': '- ping:',
    '/p/roles/a/vars/main/deep/one.yml': '{v: 1, w: 1}',
    '/p/roles/a/vars/main/z.yml': '{w: 2}',
    '/p/roles/a/vars/main/.hidden.yml': '{v: 3}',
    '/p/roles/a/vars/main/z.yml~': '{v: 4}',
  });
  expect(told).toEqual([]);
  expect([...playbook.roles.values()].map(({ vars }) => values(vars))).toEqual([{ v: 1, w: 2 }]);
});

function text(params: { readonly kind: string }): string {
  const [entry] = 'entries' in params ? (params.entries as readonly { value: { text: string } }[]) : [];
  return entry?.value.text ?? '';
}

test('Python that a role or a playbook brings is told once; a module in the place of an action is refused', () => {
  const { told } = read({
    '/p/site.yml': '- {hosts: a, roles: [r, r, s]}\n- {hosts: a, roles: [s]}',
    '/p/filter_plugins/own.py': '',
    '/p/roles/r/library/mine.py': '',
    '/p/roles/r/lookup_plugins/look.py': '',
    '/p/roles/r/lookup_plugins/__init__.py': '',
    '/p/roles/s/library/ping.py': '',
    '/p/roles/s/library/README.md': '',
  });
  expect(told).toEqual([
    'site.yml:1:3 the folder of this playbook brings Python of its own, which is not run here: filter_plugins/own.py (a task that calls it is refused where it stands)',
    'site.yml:1:22 the role `r` brings Python of its own, which is not run here: library/mine.py, lookup_plugins/look.py (a task that calls it is refused where it stands)',
    'site.yml:1:28 the role `s` brings a module of its own called `ping` (library/ping.py), which Ansible would run in place of the action (remove it, or give it another name)',
  ]);
});

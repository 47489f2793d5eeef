import { expect, test } from 'vitest';
import type { Variables } from '../../model/playbook/inventory.ts';
import { read } from './files.test-kit.ts';

const extra: Variables = new Map([
  ['given', { value: 'more', at: undefined }],
  ['mark', { value: ['red', 'blue'], at: undefined }],
]);

/** The tasks of the plays, each with its tags. */
function tasksOf(files: Readonly<Record<string, string>>): readonly string[] {
  const { playbook, told } = read(files, undefined, extra);
  expect(told).toEqual([]);
  return playbook.plays.flatMap(({ tasks, tags }) =>
    tasks.map((task) => [task.name, ...task.tags, ...tags.map((tag) => `(${tag})`)].join(' ')),
  );
}

const more = { '/p/more.yml': '- {name: more, command: a}' };

test.for<readonly [what: string, files: Readonly<Record<string, string>>, tasks: readonly string[]]>([
  [
    'extra variables',
    { ...more, '/p/site.yml': '- {hosts: a, tasks: [{import_tasks: "{{ given }}.yml"}]}' },
    ['more'],
  ],
  [
    'variables of the play, which the extra ones hide',
    {
      ...more,
      '/p/site.yml':
        '- {hosts: a, vars: {file: "{{ given }}", given: no}, tasks: [{import_tasks: "{{ file }}.yml"}]}',
    },
    ['more'],
  ],
  [
    'vars_files, by the first that is there and by what came before',
    {
      ...more,
      '/p/site.yml':
        '- {hosts: a, vars: {n: 2}, vars_files: [["no.yml", "v{{ n }}.yml"], "{{ next }}"], tasks: [{import_tasks: "{{ file }}"}]}',
      '/p/vars/v2.yml': 'next: last.yml\nfile: no.yml',
      '/p/last.yml': 'file: more.yml',
    },
    ['more'],
  ],
  [
    'what the import and blocks around it give',
    {
      ...more,
      '/p/site.yml': `
- hosts: a
  tasks:
    - vars: {name: more}
      block:
        - {import_tasks: "{{ name }}.{{ end }}", vars: {end: yml}}`,
    },
    ['more'],
  ],
  [
    'what a role says and is called',
    {
      '/p/site.yml': '- {hosts: a, vars: {which: r}, roles: [{role: "{{ which }}", part: b}]}',
      '/p/roles/r/defaults/main.yml': 'one: a',
      '/p/roles/r/tasks/main.yml': `
- import_tasks: "{{ one }}.yml"
- import_tasks: "{{ role_path }}/tasks/{{ part }}.yml"
- import_role: {name: "{{ role_name }}", tasks_from: "{{ one }}"}
- import_tasks: "{{ playbook_dir }}/c.yml"`,
      '/p/roles/r/tasks/a.yml': '- {name: a, command: a}',
      '/p/roles/r/tasks/b.yml': '- {name: b, command: a}',
      '/p/c.yml': '- {name: c, command: a}',
    },
    ['a', 'b', 'a', 'c'],
  ],
  [
    'a role that it needs, by its name alone',
    {
      '/p/site.yml': '- {hosts: a, roles: ["{{ which }}"], vars: {which: r}}',
      '/p/roles/r/meta/main.yml': 'dependencies: ["{{ given }}"]',
      '/p/roles/more/tasks/main.yml': '- {name: needed, command: a}',
    },
    ['needed'],
  ],
  [
    'a playbook, with the variables of its import',
    {
      ...more,
      '/p/site.yml': '- {import_playbook: "{{ given }}/a.yml", vars: {t: two}, tags: "{{ mark }}"}',
      '/p/more/a.yml': '- {hosts: a, tags: "{{ t }}", tasks: [{name: there, command: a}]}',
    },
    ['there (two) (red) (blue)'],
  ],
  [
    'tags of tasks, blocks, roles, imports and what is applied',
    {
      ...more,
      '/p/site.yml': `
- hosts: a
  vars: {one: green}
  roles: [{role: r, tags: "{{ one }}"}]
  tasks:
    - {name: list, command: a, tags: "{{ mark }}"}
    - {name: in a list, command: a, tags: ["{{ one }}", "{{ mark }}", plain]}
    - {tags: "{{ one }}", block: [{name: block, command: a}]}
    - {import_tasks: more.yml, tags: "{{ one }}"}`,
      '/p/roles/r/tasks/main.yml': '- {name: role, command: a, tags: "{{ own }}"}',
      '/p/roles/r/vars/main.yml': 'own: [x, 7]',
    },
    ['role x 7 green', 'list red blue', 'in a list green red blue plain', 'block green', 'more green'],
  ],
])('names and tags may use %s', ([, files, tasks]) => {
  expect(tasksOf(files)).toEqual(tasks);
});

test('a file says in each play what that play knows', () => {
  const play = (file: string): string =>
    `- {hosts: a, vars: {file: ${file}}, tasks: [{import_tasks: common.yml}]}`;
  const files = {
    ...more,
    '/p/site.yml': `${play('more')}\n${play('other')}`,
    '/p/common.yml': '- {import_tasks: "{{ file }}.yml", tags: "{{ file }}"}',
    '/p/other.yml': '- {name: other, command: a}',
  };
  expect(tasksOf(files)).toEqual(['more more', 'other other']);
});

test('tags of a file that is included must be the same in each play', () => {
  const play = (tag: string): string =>
    `- {hosts: a, vars: {tag: ${tag}}, tasks: [{include_tasks: common.yml}]}`;
  const common = { '/p/common.yml': '- {name: one, command: a, tags: "{{ tag }}"}' };
  expect(read({ ...common, '/p/site.yml': `${play('x')}\n${play('x')}` }).told).toEqual([]);
  expect(read({ ...common, '/p/site.yml': `${play('x')}\n${play('y')}` }).told).toEqual([
    expect.stringContaining(
      'common.yml:1:3 the tags in common.yml, which is included more than once, come to something else',
    ),
  ]);
});

test.for([
  [
    'tasks: [{import_tasks: "{{ nope }}.yml"}]',
    'the file of `import_tasks` is needed before any host is known: `nope` is undefined',
  ],
  [
    'tasks: [{import_role: {name: "{{ nope }}"}}]',
    '`name` is needed before any host is known: `nope` is undefined',
  ],
  ['roles: ["{{ nope }}"]', 'the name of a role is needed before any host is known: `nope` is undefined'],
  ['roles: [{role: "{{ nope }}"}]', '`role` is needed before any host is known: `nope` is undefined'],
  [
    'tasks: [{command: a, tags: "{{ inventory_hostname }}"}]',
    '`tags` is needed before any host is known: `inventory_hostname` is undefined',
  ],
  ['tasks: [{import_tasks: a.yml, loop: [a]}]', '`import_tasks` cannot be in a loop'],
  ['tasks: [{import_role: {name: a}, loop: [a]}]', '`import_role` cannot be in a loop'],
] as const)('what only a host would tell is refused with its place: %s', ([play, message]) => {
  const { told } = read({ '/p/site.yml': `- hosts: a\n  ${play}` }, undefined, extra);
  expect(told.map((one) => one.replace(/ \(.*\)$/, ''))).toEqual([expect.stringContaining(message)]);
});

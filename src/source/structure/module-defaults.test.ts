import { expect, test } from 'vitest';
import type { Task } from '../../model/playbook/playbook.ts';
import { read, tasksOf } from './files.test-kit.ts';

/** The parameters of each task, as written. */
function paramsOf(tasks: readonly Task[]): readonly (readonly string[])[] {
  return tasks.map(({ params }) =>
    params.kind === 'map'
      ? params.entries.map(({ key, value }) => `${key}=${value.kind === 'scalar' ? value.text : value.kind}`)
      : [],
  );
}

const play = (defaults: string, more: string): string =>
  `- hosts: web\n  module_defaults: ${defaults}\n${more.replace(/^/gm, '  ')}\n`;

/** What ansible-core 2.14 gave to tasks like these. */
const rows: readonly (readonly [string, string, string, readonly (readonly string[])[]])[] = [
  ['a task that says nothing', '{command: {cmd: of play}}', '[{command: }]', [['cmd=of play']]],
  [
    'the own word of a task wins',
    '{command: {cmd: x, chdir: /a}}',
    '[{command: y}]',
    [['cmd=y', 'chdir=/a']],
  ],
  [
    'each name of an action and of a parameter means the same',
    '{ansible.builtin.copy: {path: /a, content: x}}',
    '[{copy: {dest: /b}}, {ansible.builtin.copy: {}}, {action: {module: copy}}]',
    [
      ['dest=/b', 'content=x'],
      ['path=/a', 'content=x'],
      ['path=/a', 'content=x'],
    ],
  ],
  [
    'what is nearer stands for all that is said of the action farther away',
    '{command: {cmd: x, chdir: /a}, copy: {dest: /a, content: x}}',
    '[{module_defaults: {command: {cmd: b}}, block: [{command: }, {copy: }, {command: , module_defaults: {command: {cmd: t}}}]}]',
    [['cmd=b'], ['dest=/a', 'content=x'], ['cmd=t']],
  ],
  [
    'of a list the last word on an action',
    '[{command: {cmd: x, chdir: /a}, copy: {src: x}}, {command: {cmd: y}}]',
    '[{command: }, {copy: {dest: /a}}]',
    [['cmd=y'], ['dest=/a', 'src=x']],
  ],
  [
    'what omit may take away is said all the same',
    '{command: {chdir: /a}}',
    '[{command: {cmd: x, chdir: "{{ omit }}"}}]',
    [['cmd=x', 'chdir={{ omit }}']],
  ],
  ['nothing at all', '', '[{command: x}]', [['cmd=x']]],
];

test.each(rows)('defaults of a play: %s', (_, defaults, tasks, expected) => {
  const found = tasksOf({ '/p/site.yml': play(defaults, `tasks: ${tasks}`) });
  expect(paramsOf(found)).toEqual(expected);
});

const role = {
  '/p/roles/r/tasks/main.yml': '- command:\n- {ping: , notify: h}',
  '/p/roles/r/handlers/main.yml': '- {name: h, command: }',
  '/p/roles/d/meta/main.yml': 'dependencies: [{role: r, tags: d}]',
};

test('roles, imports and handlers take them from whoever uses them', () => {
  const { playbook, told } = read({
    ...role,
    '/p/one.yml': '- command:',
    '/p/site.yml': play(
      '{command: {cmd: of play}}',
      `
roles: [{role: r, module_defaults: {command: {cmd: of role}}}, {role: d, module_defaults: {command: {cmd: of d}}}]
tasks:
  - {import_tasks: one.yml, module_defaults: {command: {cmd: of import}}}
  - import_tasks: one.yml
  - {import_role: {name: r}, module_defaults: {command: {cmd: of import_role}}}
handlers: [{name: own, command: }, {import_tasks: one.yml}]`,
    ),
  });
  expect(told).toEqual([]);
  const [first] = playbook.plays;
  const commands = (tasks: readonly Task[] = []): unknown =>
    paramsOf(tasks.filter(({ action }) => action === 'command')).flat();
  expect(commands(first?.tasks)).toEqual([
    ...['cmd=of role', 'cmd=of d', 'cmd=of import', 'cmd=of play', 'cmd=of import_role'],
  ]);
  expect(commands(first?.handlers)).toEqual([
    // Of handlers of one name the last one answers.
    ...['cmd=of import_role', 'cmd=of play', 'cmd=of play'],
  ]);
});

test('what is included while tasks run may leave a parameter to whoever includes it', () => {
  const files = { ...role, '/p/one.yml': '- command:' };
  const site = (tasks: string): string => play('{copy: {content: x}}', `tasks: ${tasks}`);
  const missing =
    'one.yml:1:3 `command`: one of `cmd` and `argv` is needed (`rulerun doc command` says what it takes)';
  const applied = '{include_tasks: {file: one.yml, apply: {module_defaults: {command: {cmd: x}}}}}';
  const around =
    '{module_defaults: {command: {cmd: x}}, block: [{include_tasks: one.yml}, {include_role: {name: r}}]}';
  expect(read({ ...files, '/p/site.yml': site(`[${applied}, ${around}]`) }).told).toEqual([]);
  expect(read({ ...files, '/p/site.yml': site(`[${applied}, {include_tasks: one.yml}]`) }).told).toEqual([
    missing,
  ]);
});

test.each([
  [
    '{group/aws: {x: 1}}',
    'site.yml:2:21 `group/aws` stands for a group of actions, which is not supported (name each action)',
  ],
  [
    '{comand: {chdir: /a}}',
    'site.yml:2:21 there is no action `comand`: these defaults have no effect (did you mean `command`?)',
  ],
  ['{command: {chdri: /a}}', 'site.yml:2:31 `command` has no parameter `chdri` (did you mean `chdir`?)'],
  ['{copy: {mode: 644}}', /^site.yml:2:34 `mode` /],
  ['{copy: {content: "{{ a %% }}"}}', /^site.yml:2:\d+ .*/],
  [
    '{copy: "{{ all }}"}',
    'site.yml:2:27 the defaults of `copy` must be a mapping of parameters (write them one by one; the value of each may hold templates)',
  ],
  ['"{{ all }}"', /^site.yml:2:20 `module_defaults` must be a mapping of actions, .*only the values/],
  ['[{copy: {content: "{{ x }}"}}, copy]', /^site.yml:2:51 `module_defaults` must be a mapping of actions/],
  ['[copy]', /^site.yml:2:20 `module_defaults` must be/],
  ['{"{{ x }}": {a: 1}}', /^site.yml:2:21 the name of an action cannot hold a template/],
  ['{include_tasks: {file: x}}', /^site.yml:2:21 `include_tasks` takes no defaults: these have no effect/],
])('%s is told with its place', (defaults, told) => {
  const found = read({ '/p/site.yml': play(defaults, 'tasks: [{ping: }]') }).told;
  expect(found).toEqual([typeof told === 'string' ? told : expect.stringMatching(told)]);
});

test('a task may lack nothing but what a default gives, and both must go together', () => {
  const told = (defaults: string, task: string): readonly string[] =>
    read({ '/p/site.yml': play(defaults, `tasks: [${task}]`) }).told;
  expect(told('{copy: {dest: /a}}', '{copy: }')).toEqual([
    expect.stringContaining('`src` and `content` is needed'),
  ]);
  expect(told('{copy: {dest: /a, before: x}}', '{copy: {src: x, after: x}}')).toEqual([
    expect.stringContaining('cannot be given together'),
  ]);
  expect(told('{}', '{include_tasks: site.yml, module_defaults: {copy: {dest: /a}}}')).toContainEqual(
    expect.stringContaining('`include_tasks` itself takes no `module_defaults` (write it under `apply:`'),
  );
});

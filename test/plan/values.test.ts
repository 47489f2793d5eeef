import { expect, test } from 'vitest';
import { planned } from './planned.ts';

const tasksOf = (...tasks: readonly string[]): string =>
  `- hosts: web\n  vars: {port: 80, cfg: {name: x}, of: "{{ deep }}"}\n  tasks:\n${tasks.map((task) => `    - ${task}\n`).join('')}`;

test.for<readonly [task: string, ...mistakes: string[]]>([
  ['debug: {msg: "{{ prot }} and {{ cfg.nam }}"}', '4:24 `prot` is undefined', '4:20 `cfg` has no `nam`'],
  ['debug: {msg: "{{ of }}"}', '2:44 `deep` is undefined, in the value of `of`'],
  ['{command: id, when: nope}', '4:27 `nope` is undefined'],
  ['{command: id, register: r, changed_when: r.rc == nope}', '4:56 `nope` is undefined'],
  ['{command: id, undo: "rm {{ nope }}"}', '4:34 `nope` is undefined'],
  ['assert: {that: [port == 80, nope]}', '4:35 `nope` is undefined'],
  ['command: echo $HOME', '4:7 `$HOME` would not be expanded: there is no shell'],
  ['command: ls ~', '4:7 `~` would not be expanded: there is no shell'],
  [
    "lineinfile: {path: /x, regexp: '(a', line: b}",
    '4:7 the expression in `regexp` cannot be used: the pattern has a `(` that is never closed',
  ],
  ['file: {path: "~{{ port }}/x"}', '4:20 `path` must be an absolute path, not `~80/x`'],
])('told before any host is asked: %s', async ([task, ...mistakes]) => {
  const { diagnostics } = await planned(tasksOf(task));
  expect(diagnostics.map(({ at, message }) => `${at.line}:${at.column} ${message}`)).toEqual(mistakes);
});

test('what a host may lack is told for that host, with a way out', async () => {
  const { diagnostics } = await planned(
    `- hosts: all\n  tasks:\n    - debug: {msg: "{{ x }}"}`,
    {},
    'all: {hosts: {a: {x: 1}, b: }}',
  );
  expect(diagnostics).toMatchObject([
    { message: '`x` is undefined (for b)', hint: expect.stringContaining('`x | default(…)`'), length: 1 },
  ]);
});

test.for<readonly string[]>([
  ['debug: {msg: "{{ nope | default(1) }}"}'],
  ['{debug: {msg: "{{ nope }}"}, when: nope is defined}'],
  ['{debug: {msg: "{{ nope }}"}, when: port == 81}'],
  ['{debug: {msg: "{{ nope }}"}, ignore_errors: true}'],
  ['debug: {var: nope}'],
  ['assert: {that: nope is defined, fail_msg: set nope}', 'debug: {msg: "{{ nope }}"}'],
  ['{command: id, register: r}', 'debug: {msg: "{{ r.stdout }}"}'],
  ['{command: id, register: r}', '{debug: {msg: "{{ nope }}"}, when: r is changed and nope is defined}'],
  ['{command: id, register: r}', '{debug: {msg: "{{ nope }}"}, when: [r.rc == 0, port == 81]}'],
  ['{command: id, register: r, failed_when: r.rc == 3}'],
  ['debug: {msg: "{% if nope is defined %}{{ nope }}{% endif %}{{ nope if nope is defined else port }}"}'],
])('what may be right in the run is let be: %s', async (tasks) => {
  expect((await planned(tasksOf(...tasks))).diagnostics).toEqual([]);
});

test('what a task registers is known to those after it and to handlers, not before', async () => {
  const play = `${tasksOf('debug: {msg: "{{ r.rc }}"}', '{command: id, register: r, notify: h}')}  handlers:
    - {name: h, debug: {msg: "{{ r.rc }} {{ nope }}"}}
`;
  const { diagnostics } = await planned(play);
  expect(diagnostics.map(({ message }) => message)).toEqual(['`r` is undefined', '`nope` is undefined']);
});

test.for<[string, string, readonly string[]]>([
  [
    'the item of a loop',
    '{debug: {msg: "{{ item.a }} {{ i }}"}, loop: [1], loop_control: {index_var: i}}',
    [],
  ],
  ['no item without a loop', '{debug: {msg: "{{ item }}"}}', ['`item` is undefined']],
  ['what set_fact sets', '{set_fact: {a: 1}}, {debug: {msg: "{{ a }}"}}', []],
  ['what nobody sets', '{set_fact: {a: 1}}, {debug: {msg: "{{ b }}"}}', ['`b` is undefined']],
  [
    'the failure that a rescue answers to',
    '{block: [{command: x}], rescue: [{debug: {msg: "{{ ansible_failed_task.name }}"}}]}',
    [],
  ],
  [
    'no failure before one',
    '{block: [{debug: {msg: "{{ ansible_failed_task.name }}"}}]}',
    ['`ansible_failed_task` is undefined'],
  ],
  [
    'an assertion in a block may fail: what comes after it is looked at',
    '{block: [{assert: {that: false}}], rescue: [{debug: {msg: "{{ nope }}"}}]}',
    ['`nope` is undefined'],
  ],
])('%s', async ([, tasks, expected]) => {
  const { diagnostics } = await planned(`- hosts: db\n  gather_facts: false\n  tasks: [${tasks}]`);
  expect(diagnostics.map(({ message }) => message)).toEqual(expected);
});

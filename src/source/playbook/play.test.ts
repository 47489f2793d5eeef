import { expect, test } from 'vitest';
import { good, play, toldOfPlay } from './playbook.test-kit.ts';

test('what a whole play says is there, and what it does not say has its default', () => {
  expect(play('tasks: [{ping: }]')).toMatchObject({
    name: 'web',
    hosts: { text: 'web', at: { line: 1, column: 10 } },
    become: { become: undefined, user: undefined },
    serial: [],
    maxFailPercentage: undefined,
    onFailure: 'rollback_host',
    soakMs: 0,
    preflight: [],
    handlers: [],
    verify: [],
    tags: [],
    at: { file: 'p.yml', line: 1, column: 3 },
  });
  const full = good(`
- name: Everything
  hosts: [web, "!web-3", "{{ more }}"]
  vars: {a: 1, b: [x, {c: "{{ d }}"}]}
  become: yes
  become_user: app
  become_method: sudo
  serial: [1, "25%", 10]
  max_fail_percentage: 12.5
  on_failure: stop
  soak: 2m
  gather_facts: no
  tags: one, two
  preflight: [{assert: {that: a == 1}}]
  pre_tasks: [{ping: , name: before}]
  tasks: [{ping: , name: during}]
  post_tasks: [{ping: , name: after}]
  handlers: [{ping: , name: h, listen: [i, j]}]
  verify: [{ansible.builtin.ping: {}}]
- hosts: db
  any_errors_fatal: true
  max_fail_percentage: 50
  tasks:
`).plays;
  expect(full[0]).toMatchObject({
    name: 'Everything',
    hosts: { text: 'web,!web-3,{{ more }}' },
    become: { become: true, user: 'app' },
    serial: [
      { kind: 'hosts', count: 1 },
      { kind: 'percent', percent: 25 },
      { kind: 'hosts', count: 10 },
    ],
    maxFailPercentage: 12.5,
    onFailure: 'stop',
    soakMs: 120_000,
    tags: ['one', 'two'],
    preflight: [{ name: 'assert' }],
    tasks: [{ name: 'before' }, { name: 'during' }, { name: 'after' }],
    handlers: [{ name: 'h', listen: ['i', 'j'] }],
    verify: [{ name: 'ping' }],
  });
  expect([...(full[0]?.vars ?? [])]).toEqual([
    ['a', { value: 1, at: { file: 'p.yml', line: 4, column: 13 } }],
    ['b', { value: ['x', { c: '{{ d }}' }], at: { file: 'p.yml', line: 4, column: 19 } }],
  ]);
  expect(full[1]).toMatchObject({ maxFailPercentage: 0, tasks: [] });
});

test.for<[string, readonly string[]]>([
  ['taks: []', ['2:1 unknown-keyword there is no keyword `taks` (did you mean `tasks`?)']],
  [
    'quux: 1',
    ['2:1 unknown-keyword there is no keyword `quux` (remove it, or give its value to a variable in `vars`)'],
  ],
  [
    'tasks: x',
    ['2:8 invalid-value `tasks` must be a list of tasks (it is: What is to be done, in this order)'],
  ],
  [
    'tasks: "{{ x }}"',
    [
      '2:8 invalid-value the value of `tasks` has a form that is not allowed here (it is: What is to be done, in this order)',
    ],
  ],
  ['tasks: [ping]', ['2:9 invalid-task a task must be a mapping (such as `- debug: {msg: hello}`)']],
  [
    'vars: [a]',
    [
      '2:7 invalid-value `vars` must be a mapping of variables, or a list of such mappings (it is: Variables for every task of the play)',
    ],
  ],
  ['vars:', []],
  [
    'vars: {a-b: 1, "": 2}',
    [
      '2:8 variable-name `a-b` cannot be the name of a variable (use letters, digits and underscores, and start with a letter or an underscore)',
      '2:16 variable-name `` cannot be the name of a variable (use letters, digits and underscores, and start with a letter or an underscore)',
    ],
  ],
  [
    'vars: {a: "{{ %% }}", b: [{c: "%% {{ d }}"}]}',
    [
      '2:15 template-syntax `%%` makes no sense (remove it)',
      '2:32 template-syntax `%%` makes no sense (remove it)',
    ],
  ],
  [
    'vars: {a: yes, b: [Off, "no"], c: 0644, d: 0o17, e: 1_000, f: 12:30, g: 2024-01-02, h: true, i: 08}',
    [
      "2:35 warning ambiguous-value `0644` is text here and the number 420 in Ansible (quote it: '0644')",
      "2:63 warning ambiguous-value `12:30` is text here and a number in base 60 in Ansible (quote it: '12:30')",
      "2:73 warning ambiguous-value `2024-01-02` is text here and a date in Ansible (quote it: '2024-01-02')",
    ],
  ],
  [
    'become_user: a b',
    [
      '2:14 invalid-value `become_user` must be the name of a user, not `a b` (it is: The user to become; root when not said)',
    ],
  ],
  [
    'become_user: [a]',
    [
      '2:14 invalid-value `become_user` must be text, not a list (it is: The user to become; root when not said)',
    ],
  ],
  [
    'become_method: su',
    [
      '2:16 invalid-value `become_method` must be `sudo`, not `su` (it is: How to become it; only sudo is known)',
    ],
  ],
  [
    'serial: -1',
    [
      "2:9 invalid-value `serial` must be a number of hosts, a percentage, or a list of them (such as `serial: [1, '25%', '100%']`)",
    ],
  ],
  [
    'serial: [1, 101%, [], 99999999999999999999]',
    [
      "2:13 invalid-value `serial` must be a number of hosts, a percentage, or a list of them (such as `serial: [1, '25%', '100%']`)",
      "2:19 invalid-value `serial` must be a number of hosts, a percentage, or a list of them (such as `serial: [1, '25%', '100%']`)",
      "2:23 inexact-number `99999999999999999999` is not a number that can be kept exactly (put it in quotes to keep it as text: '99999999999999999999')",
      "2:23 invalid-value `serial` must be a number of hosts, a percentage, or a list of them (such as `serial: [1, '25%', '100%']`)",
    ],
  ],
  [
    'serial: []',
    [
      "2:9 invalid-value `serial` must be a number of hosts, a percentage, or a list of them (such as `serial: [1, '25%', '100%']`)",
    ],
  ],
  [
    'max_fail_percentage: 101',
    [
      '2:22 invalid-value `max_fail_percentage` must be at most 100, not 101 (it is: No further batch starts when more than this part of a batch has failed; 0 when not said)',
    ],
  ],
  [
    'on_failure: rollback',
    [
      '2:13 invalid-value `on_failure` must be `rollback_host`, `rollback_run`, `stop` or `continue`, not `rollback` (it is: When a host fails: put that host back and start no further one, put all hosts of the run back, leave the host as it is and stop, or leave it and go on)',
    ],
  ],
  [
    'soak: soon',
    [
      '2:7 invalid-value `soak` must be a time, not `soon` (write it as 90s, 5m or 2h, or as a number of seconds)',
    ],
  ],
  [
    'timeout: 0',
    [
      '2:10 invalid-value `timeout` must be at least 1s, not 0s (it is: The longest one task of the play may take)',
    ],
  ],
  ['gather_facts: true', []],
  ['gather_facts: "{{ wanted }}"', []],
  [
    'gather_facts: maybe',
    [
      '2:15 invalid-value `gather_facts` must be true or false, not `maybe` (it is: False: facts are not gathered before the play; otherwise those that it may use are)',
    ],
  ],
  ['gather_subset: [min, "!hardware", "{{ more }}"]', []],
  [
    'gather_subset: netwrok',
    ['2:16 invalid-value there is no group of facts `netwrok` (did you mean `network`?)'],
  ],
  ['gather_timeout: 5', []],
  ['fact_path: /etc/site/facts.d', []],
  [
    'confirm: {within: 120s}\nmax_unavailable: 1\nstrategy: debug\nroles: [a]',
    [
      '2:1 unsupported `confirm` is not supported here (it comes in a later version)',
      '3:1 unsupported `max_unavailable` is not supported here (use `serial` and `max_fail_percentage`)',
      '4:11 invalid-value `strategy` must be `linear`, `free`, `host_pinned`, `ansible.builtin.linear`, `ansible.builtin.free` or `ansible.builtin.host_pinned`, not `debug` (it is: Whether hosts wait for one another)',
      '5:9 unknown-role there is no role `a` (it was looked for as /roles/a, /a; --roles-path names more places)',
    ],
  ],
  [
    'toString: 1\nvalueOf: 2',
    [
      '2:1 unknown-keyword there is no keyword `toString` (remove it, or give its value to a variable in `vars`)',
      '3:1 unknown-keyword there is no keyword `valueOf` (remove it, or give its value to a variable in `vars`)',
    ],
  ],
  [
    'a~b/c: 1',
    [
      '2:1 unknown-keyword there is no keyword `a~b/c` (remove it, or give its value to a variable in `vars`)',
    ],
  ],
])('play: %j', ([keywords, expected]) => {
  expect(toldOfPlay(keywords)).toEqual(expected);
});

import { expect, test } from 'vitest';
import { play, task, toldOfTask } from './playbook.test-kit.ts';

test('what a whole task says is there, and what it does not say has its default', () => {
  expect(task('ping:')).toMatchObject({
    name: 'ping',
    when: [],
    changedWhen: undefined,
    failedWhen: undefined,
    register: undefined,
    notify: [],
    listen: [],
    ignoreErrors: false,
    noLog: false,
    become: { become: undefined, user: undefined },
    tags: [],
    timeoutMs: 1_800_000,
    undo: undefined,
    irreversible: false,
    impact: undefined,
    at: { line: 3, column: 5 },
  });
  const { tasks } = play(`
ignore_errors: true
no_log: true
timeout: 90s
handlers: [{name: "h, i", ping: }]
tasks:
  - name: "Do {{ it }}"
    command: echo {{ it }}
    vars: {it: x}
    when: [a == 1, true]
    changed_when: false
    failed_when: [rc > 1]
    register: out_1
    notify: h, i
    ignore_errors: false
    no_log: no
    become: true
    become_user: root
    tags: [a, b]
    timeout: 5m
    undo: rm {{ it }}
    irreversible: true
    impact: stops {{ it }}
  - ping:`);
  expect(tasks[0]).toMatchObject({
    name: 'Do {{ it }}',
    action: 'command',
    when: [{ text: 'a == 1' }, { value: true, text: 'true' }],
    changedWhen: [{ value: false }],
    failedWhen: [{ text: 'rc > 1' }],
    register: 'out_1',
    notify: ['h, i'],
    ignoreErrors: false,
    noLog: false,
    become: { become: true, user: 'root' },
    tags: ['a', 'b'],
    timeoutMs: 300_000,
    undo: { text: 'rm {{ it }}' },
    irreversible: true,
    impact: { text: 'stops {{ it }}' },
  });
  expect(tasks[1]).toMatchObject({ ignoreErrors: true, noLog: true, timeoutMs: 90_000 });
});

test.for<[string, readonly string[]]>([
  ['name: x', ['1:1 missing-action this task has no action (`rulerun doc` lists the actions)']],
  ['pign:', ['1:1 unknown-action there is no action `pign` (did you mean `ping`?)']],
  [
    'yum: {name: x}\nregistr: y',
    [
      '1:1 unknown-action there is no action `yum` (`rulerun doc` lists the actions)',
      '2:1 unknown-action there is no action `registr` (did you mean `register`?)',
    ],
  ],
  [
    'ansible.builtin.pong:',
    ['1:1 unknown-action there is no action `ansible.builtin.pong` (did you mean `ping`?)'],
  ],
  [
    'name: x\nbecome: 3\nbloc: []',
    [
      '2:9 invalid-value `become` must be true or false, not `3` (it is: Act with the rights of another user, by sudo)',
      '3:1 unknown-action there is no action `bloc` (`rulerun doc` lists the actions)',
    ],
  ],
  ['rescue: [{ping: }]', ['1:1 missing-keyword `block` is missing (write `block: …`)']],
  [
    'block: [{ping: }]\nregister: x',
    ['2:1 unsupported `register` is not supported here (give it to the tasks in the block)'],
  ],
  [
    'ping:\nwith_items: [1]\nloop: [1]',
    ["3:1 conflicting-parameters `with_items` is this task's loop already (remove one of the two)"],
  ],
  ["ping:\nwith_item: '%%'", ['2:1 unknown-keyword there is no lookup `item` (did you mean `items`?)']],
  [
    'ping:\nloop: [1]\nloop_control: {loop_vr: x}',
    ['3:16 unknown-parameter `loop_control` has no parameter `loop_vr` (did you mean `loop_var`?)'],
  ],
  ['ping:\nuntil: "%% x"', ['2:9 template-syntax `%%` makes no sense (remove it)']],
  [
    'ping:\ncommand: x\ncopy: {}',
    [
      "2:1 several-actions `ping` is this task's action already (write a second task)",
      "3:1 several-actions `ping` is this task's action already (write a second task)",
    ],
  ],
  ['ping:\nlisten: x', ['2:1 unsupported `listen` is not supported here (only handlers listen)']],
  [
    'ping:\nregister: a-b',
    [
      '2:11 invalid-value `register` must be letters, digits and underscores, without a digit at the start, not `a-b` (it is: Name of a variable that keeps the result)',
    ],
  ],
  [
    'ping:\nregister: "{{ x }}"',
    [
      '2:11 template `register` cannot hold a template (it is needed before any variable is known: write the value itself)',
    ],
  ],
  [
    'ping:\nnotify:\n- [a]\n-',
    [
      '3:3 invalid-value `notify` must be a name or a list of names (it is: Handlers to run when this task changes something)',
      '4:2 invalid-value `notify` must be a name or a list of names (it is: Handlers to run when this task changes something)',
    ],
  ],
  [
    'ping:\nnotify: {}',
    [
      '2:9 invalid-value `notify` must be a name or a list of names (it is: Handlers to run when this task changes something)',
    ],
  ],
  ['ping:\nname:', ['2:1 invalid-value `name` has no value (give one, or remove the line)']],
  [
    'ping:\nwhen:\nchanged_when: []',
    ['2:1 invalid-value `when` has no value (give one, or remove the line)'],
  ],
  [
    'ping:\nwhen: {a: 1}',
    ['2:7 invalid-value `when` must be conditions, not a mapping (write each one as an item of its own)'],
  ],
  [
    'ping:\nwhen: [a, [b], "c %%"]',
    [
      '2:11 invalid-value `when` must be conditions, not a list (write each one as an item of its own)',
      '2:19 template-syntax `%%` makes no sense (remove it)',
    ],
  ],
  [
    'ping:\nwhen: "{{ a }}"\nfailed_when: a == "{{ b %% }}" and c',
    [
      '2:7 warning template-in-expression an expression is written without `{{ }}` (write a)',
      '3:14 warning template-in-expression an expression is written without `{{ }}` (write variables in it by their names alone)',
      '3:25 template-syntax `%%` makes no sense (remove it)',
    ],
  ],
  [
    'ping:\nname: "{{ %% }}"\nimpact: "%% {{ x }}"\nundo: "{{ x }} %%"',
    [
      '2:11 template-syntax `%%` makes no sense (remove it)',
      '3:10 template-syntax `%%` makes no sense (remove it)',
      '4:7 unsupported `undo` is for commands; `ping` knows its own way back (remove it)',
      '4:16 template-syntax `%%` makes no sense (remove it)',
    ],
  ],
  ['ping:\nvars: {a: "{{ %% }}"}', ['2:15 template-syntax `%%` makes no sense (remove it)']],
])('wrong keywords: %j', ([text, expected]) => {
  expect(toldOfTask(text)).toEqual(expected);
});

test('a task in a loop says what it goes through, and one that is done again says until when', () => {
  expect(
    task(
      'command: x\nwith_community.general.flattened: [[1]]\nloop_control: {loop_var: y, index_var: i, label: l, extended: yes}',
    ),
  ).toMatchObject({
    loop: { kind: 'flattened', variable: 'y', index: 'i', label: { text: 'l' }, extended: true },
    until: undefined,
  });
  expect(task('command: x\nloop: "{{ all }}"\nuntil: [a, b]\nretries: "{{ n }}"\ndelay: 2')).toMatchObject({
    loop: { kind: 'loop', source: { text: '{{ all }}' }, variable: 'item', extended: false },
    until: { conditions: [{ text: 'a' }, { text: 'b' }], retries: { text: '{{ n }}' }, delay: { text: '2' } },
  });
});

test('what a template decides stays hidden, unless the task itself says otherwise', () => {
  expect(task('ping:\nno_log: "{{ x }}"')).toMatchObject({
    noLog: true,
    computed: { no_log: { text: '{{ x }}' } },
  });
  const [first, second] = play('no_log: "{{ x }}"\ntasks: [{ping: , no_log: false}, {ping: }]').tasks;
  expect([first?.noLog, first?.computed, second?.noLog]).toEqual([false, {}, true]);
});

import { expect, test } from 'vitest';
import { treeToJson } from '../yaml/tree-json.ts';
import { task, toldOfTask } from './playbook.test-kit.ts';

test.for<[string, unknown]>([
  [
    'service: {name: a, state: "{{ s }}", units: [b, "{{ c }}"], wait: "{{ w }}"}',
    { name: 'a', state: '{{ s }}', units: ['b', '{{ c }}'], wait: '{{ w }}' },
  ],
  ['systemd: {name: a}', { name: 'a' }],
  [
    'ansible.builtin.service: {name: a, retries: "9", weight: 1.5, enabled: on}',
    { name: 'a', retries: '9', weight: 1.5, enabled: true },
  ],
  ['copy: {path: /a, content: yes, mode: 0644}', { path: '/a', content: true, mode: '0644' }],
  ['ping:', {}],
  ['ping: {}', {}],
  ['command: uptime', { cmd: 'uptime' }],
  ['command: 7', { cmd: 7 }],
  ['command: echo a=b\nargs: {chdir: /tmp}', { cmd: 'echo a=b', chdir: '/tmp' }],
  ['command: {cmd: uptime}\nargs:', { cmd: 'uptime' }],
  ['command:\nargs: {argv: [a, "b c"]}', { argv: ['a', 'b c'] }],
  ['command: env\nenvironment: {A: "{{ a }}"}', { cmd: 'env', environment: { A: '{{ a }}' } }],
  ['ping:\nenvironment:', {}],
  [
    'command: echo "a b"  c=d creates=/x chdir="/a b"',
    { cmd: 'echo "a b"  c=d', creates: '/x', chdir: '/a b' },
  ],
  ['command: chdir=/ echo {{ a | d("x y") }}', { cmd: 'echo {{ a | d("x y") }}', chdir: '/' }],
  ["command: it's", { cmd: "it's" }],
  ['copy: src=a dest=/b mode=0644 backup=yes', { src: 'a', dest: '/b', mode: '0644', backup: 'yes' }],
  [
    'copy: {dest: /b, src: "{{ a | d(omit) }}", content: "{{ b }}"}',
    { dest: '/b', src: '{{ a | d(omit) }}', content: '{{ b }}' },
  ],
  ['action: copy src=a dest="{{ b }}"', { src: 'a', dest: '{{ b }}' }],
  ['action: {module: copy, src: a, dest: /b}', { src: 'a', dest: '/b' }],
  ['action: ping', {}],
  ['assert: {that: [a, true], one: b, value: 3}', { that: ['a', true], one: 'b', value: 3 }],
])('parameters: %s', ([text, expected]) => {
  expect(treeToJson(task(text).params)).toEqual(expected);
});

test.for<[string, readonly string[]]>([
  ['ping: pong', ['1:7 invalid-parameters `ping` takes a mapping of parameters (write `ping: {name: …}`)']],
  [
    'systemd: docker',
    ['1:10 invalid-parameters `systemd` takes a mapping of parameters (write `systemd: {name: …}`)'],
  ],
  [
    'command: [a, b]',
    ['1:10 invalid-parameters `command` takes a mapping of parameters (write `command: {cmd: …}`)'],
  ],
  ['command: x\nargs: "{{ a }}"', ['2:7 invalid-value `args` must be a mapping, not one template']],
  [
    'command: x\nargs: text',
    [
      '2:7 invalid-value `args` must be a mapping, not `text` (it is: More parameters of the action, for actions that take a text)',
    ],
  ],
  [
    'command: x\nargs: {cmd: y}',
    ['2:8 duplicate-key `cmd` is given twice: first in line 4, column 14 (remove one of the two)'],
  ],
  [
    'ping:\nenvironment: {A: 1}',
    ['2:1 unsupported `ping` does not run in an environment (remove it from this task)'],
  ],
  [
    'copy: {dest: /a, src: "b/{{ c }}", content: d}',
    ['1:1 conflicting-parameters `copy`: `src` and `content` cannot be given together (remove one of them)'],
  ],
  [
    'command:',
    [
      '1:1 missing-parameter `command`: one of `cmd` and `argv` is needed (`rulerun doc command` says what it takes)',
    ],
  ],
  [
    'copy: {path: /a, dest: /b}',
    [
      '1:1 missing-parameter `copy`: one of `src` and `content` is needed (`rulerun doc copy` says what it takes)',
      '1:1 conflicting-parameters `copy`: `dest` and `path` cannot be given together (remove one of them)',
    ],
  ],
  [
    'copy: {dest: /a, src: b, content: c, before: d, after: e}',
    [
      '1:1 conflicting-parameters `copy`: `src` and `content` cannot be given together (remove one of them)',
      '1:1 conflicting-parameters `copy`: `before` and `after` cannot be given together (remove one of them)',
    ],
  ],
  [
    'copy: {dset: /a, src: b, constructor: 1}',
    [
      '1:1 missing-parameter `copy`: `dest` is missing (`rulerun doc copy` says what it takes)',
      '1:8 unknown-parameter `copy` has no parameter `dset` (did you mean `dest`?)',
      '1:26 reserved-key `constructor` cannot be used as a key (choose another name)',
    ],
  ],
  [
    'service: {name: a, hasOwnProperty: 1}',
    [
      '1:20 unknown-parameter `service` has no parameter `hasOwnProperty` (it takes `name`, `state`, `enabled`, `retries`, `weight`, `wait`, `units`, `extra`)',
    ],
  ],
  [
    'copy: {dest: a, src: b, mode: 644, backup: maybe}',
    [
      '1:14 invalid-value `dest` must be an absolute path, not `a` (a path on a host starts with `/`)',
      "1:31 invalid-value `mode` must be octal, and `644` without quotes is a decimal number (write '0644')",
      '1:44 invalid-value `backup` must be true or false, not `maybe` (`rulerun doc copy` says what it takes)',
    ],
  ],
  [
    'service: {name: a/b, state: up, retries: 12, units: [a, B, "{{ x }}", []], wait: 2m}',
    [
      '1:17 invalid-value `name` must have the form `^[^/]+$`, and `a/b` has not (`rulerun doc service` says what it takes)',
      '1:29 invalid-value `state` must be `started` or `stopped`, not `up` (`rulerun doc service` says what it takes)',
      '1:42 invalid-value `retries` must be at most 9, not 12 (`rulerun doc service` says what it takes)',
      '1:57 invalid-value `units` must have the form `^[a-z]+$`, and `B` has not (`rulerun doc service` says what it takes)',
      '1:71 invalid-value `units` must be text, not a list (`rulerun doc service` says what it takes)',
      '1:82 invalid-value `wait` must be at most 1m, not 2m (`rulerun doc service` says what it takes)',
    ],
  ],
  [
    'service: {name: a, units: {b: "{{ c }}"}}',
    [
      '1:27 invalid-value the value of `units` has a form that is not allowed here (`rulerun doc service` says what it takes)',
    ],
  ],
  [
    'service: {name: "{{ %% }}", extra: [{a: "x {{ %% }}"}]}',
    [
      '1:21 template-syntax `%%` makes no sense (remove it)',
      '1:47 template-syntax `%%` makes no sense (remove it)',
    ],
  ],
  [
    'assert: {that: ["a %%", "{{ b }}"], one: "{{ c }}", value: "%%"}',
    [
      '1:20 template-syntax `%%` makes no sense (remove it)',
      '1:25 warning template-in-expression an expression is written without `{{ }}` (write b)',
      '1:42 warning template-in-expression an expression is written without `{{ }}` (write c)',
      '1:61 template-syntax `%%` makes no sense (remove it)',
    ],
  ],
  ['command: "a {# %% #}"', ['1:16 template-syntax `%%` makes no sense (remove it)']],
  ['command: |\n  one\n  echo {{ a %% }}', ['3:13 template-syntax `%%` makes no sense (remove it)']],
])('wrong parameters: %j', ([text, expected]) => {
  expect(toldOfTask(text)).toEqual(expected);
});

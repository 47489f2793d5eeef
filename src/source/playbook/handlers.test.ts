import { expect, test } from 'vitest';
import { told } from './playbook.test-kit.ts';

test.for<[string, readonly string[]]>([
  [
    'preflight: [{command: x}]',
    [
      '2:16 not-read-only `command` can change a host; only actions that look may stand in `preflight` and `verify` (move it to `tasks`)',
    ],
  ],
  [
    'verify: [{ping: , notify: x, undo: y}]',
    [
      '2:21 unsupported `notify` is not supported here (a task of `preflight` or `verify` only looks: it passes or it does not)',
      '2:32 unsupported `undo` is not supported here (a task of `preflight` or `verify` only looks: it passes or it does not)',
    ],
  ],
  [
    'tasks: [{ping: , notify: x}]',
    ['2:28 unknown-handler no handler of this play is called `x` (the play has no `handlers:`)'],
  ],
  [
    'tasks: [{ping: , notify: [restart web, quux, l]}]\nhandlers: [{name: Restart web, listen: l, ping: }]',
    [
      '2:29 unknown-handler no handler of this play is called `restart web` (did you mean `Restart web`?)',
      '2:42 unknown-handler no handler of this play is called `quux` (there are `Restart web`, `l`)',
    ],
  ],
  [
    'handlers: [{ping: , notify: pong}, {name: pong, systemd: }]',
    ['2:51 missing-parameter `service`: `name` is missing'],
  ],
  [
    'handlers: [{name: broken}]\ntasks: [{ping: , notify: broken}]',
    ['2:14 missing-action this task has no action (`rulerun doc` lists the actions)'],
  ],
  [
    'handlers: [{name: a, ping: }, {name: a, ping: }, {ping: }, {ping: }]',
    [
      '2:40 duplicate-handler the handler in line 2 has this name already, so it would hide this one (give it another name)',
    ],
  ],
  [
    'pre_tasks: [{ping: , notify: h}]\ntasks: [{ping: , notify: h}]\npost_tasks: [{ping: , notify: h}]\nhandlers: [{name: h, ping: }]',
    [
      '2:24 unsupported handlers notified in `pre_tasks` run only after `tasks`, and in Ansible before it (move the tasks of `tasks` to a play of their own)',
      '3:20 unsupported handlers notified in `tasks` run only after `post_tasks`, and in Ansible before it (move the tasks of `post_tasks` to a play of their own)',
    ],
  ],
])('sections: %j', ([keywords, expected]) => {
  expect(told(`- hosts: web\n${keywords.replace(/^/gm, '  ')}`)).toEqual(expected);
});

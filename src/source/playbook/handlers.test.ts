import { expect, test } from 'vitest';
import { play, told } from './playbook.test-kit.ts';

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
    ['2:51 missing-parameter `service`: `name` is missing (`rulerun doc service` says what it takes)'],
  ],
  [
    'handlers: [{name: broken}]\ntasks: [{ping: , notify: broken}]',
    ['2:14 missing-action this task has no action (`rulerun doc` lists the actions)'],
  ],
  [
    'tasks: [{block: [{ping: , notify: i}], notify: h}]\nhandlers: [{name: h, ping: }]',
    ['2:37 unknown-handler no handler of this play is called `i` (there are `h`)'],
  ],
])('sections: %j', ([keywords, expected]) => {
  expect(told(`- hosts: web\n${keywords.replace(/^/gm, '  ')}`)).toEqual(expected);
});

test('of handlers with one name the first counts, and those without one hide nothing', () => {
  const { handlers } = play('handlers: [{name: a, ping: }, {name: a, command: x}, {ping: }, {ping: }]');
  expect(handlers.map(({ name, action }) => [name, action])).toEqual([
    ['a', 'ping'],
    ['ping', 'ping'],
  ]);
});

test('notified handlers run before the next section begins', () => {
  const { tasks } = play(`
pre_tasks: [{ping: , notify: h}]
tasks: [{ping: }]
post_tasks: [{ping: , notify: h}]
handlers: [{name: h, ping: }]`);
  expect(tasks.map(({ action }) => action)).toEqual(['ping', 'meta', 'ping', 'ping']);
  expect(tasks[1]).toMatchObject({
    tags: ['always'],
    params: { entries: [{ value: { text: 'flush_handlers' } }] },
  });
});

test('a handler whose name another has answers to what it listens to, and to nothing else', () => {
  const { handlers } = play('handlers: [{name: a, ping: }, {name: a, listen: l, command: x}]');
  expect(handlers.map(({ action, listen, hidden }) => [action, listen, hidden])).toEqual([
    ['ping', [], undefined],
    ['command', ['l'], true],
  ]);
});

import { describe, expect, test } from 'vitest';
import { type JsonObject, WholeFloat } from '../../../model/values/json.ts';
import { NO_CONTEXT, said } from '../../../probes/said.test-kit.ts';
import { withDefaults } from '../../defaults.test-kit.ts';
import { shell as bareShell } from '../shell/action.ts';
import { command as bareCommand } from './action.ts';

const shell = withDefaults(bareShell);
const command = withDefaults(bareCommand);

const UNDONE = { ...NO_CONTEXT, undo: 'rm /x' };

test.for<readonly [JsonObject, object]>([
  [{ cmd: 'touch /x' }, { kind: 'run', argv: ['touch', '/x'] }],
  [{ cmd: `echo 'a b'` }, { kind: 'run', argv: ['echo', 'a b'] }],
  [{ argv: ['echo', 'a b'] }, { kind: 'run', argv: ['echo', 'a b'] }],
  [{ argv: ['touch', 'x creates=/x'] }, { kind: 'run', argv: ['touch', 'x creates=/x'] }],
  [
    { cmd: 'ls', chdir: '/etc' },
    { kind: 'run', argv: ['ls'], asLogin: true, chdir: '/etc' },
  ],
  [
    { cmd: 'cat', stdin: 'text' },
    { kind: 'run', argv: ['cat'], stdin: 'text\n' },
  ],
  [
    { cmd: 'cat', stdin: 'text\n' },
    { kind: 'run', argv: ['cat'], stdin: 'text\n' },
  ],
  [
    { cmd: 'cat', stdin: 'text', stdin_add_newline: false },
    { kind: 'run', argv: ['cat'], stdin: 'text' },
  ],
  [
    { cmd: 'echo $HOME', expand_argument_vars: false },
    { kind: 'run', argv: ['echo', '$HOME'] },
  ],
  [
    { cmd: 'env', environment: { A: 'x', B: true, C: 1.5, D: new WholeFloat(2) } },
    { kind: 'run', argv: ['env'], environment: { A: 'x', B: 'True', C: '1.5', D: '2.0' } },
  ],
])('command %j runs %j', ([params, operation]) => {
  expect(command.plan(params, [], UNDONE)).toMatchObject({
    kind: 'change',
    change: { apply: [operation], proof: 'exit-code', preserve: [] },
  });
});

test.for<readonly [JsonObject, string]>([
  [{ cmd: '' }, 'there is no command'],
  [{ cmd: `echo 'x` }, "the command cannot be split into words: the quote ' is not closed"],
  [{ cmd: 'touch /x creates=/x' }, '`creates=/x` is not a word of the command'],
  [{ cmd: 'ls $HOME' }, '`$HOME` would not be expanded: there is no shell'],
  [{ argv: ['ls', '~'] }, '`~` would not be expanded: there is no shell'],
  [{ cmd: 'x', environment: { 'A-B': 'x' } }, '`A-B` cannot be the name of a variable of the environment'],
  [{ cmd: 'x', environment: { A: ['x'] } }, '`A` in the environment must be a text'],
  [{ cmd: 'x', environment: { A: 'x\0' } }, '`A` in the environment must be a text'],
])('command %j is refused: %s', ([params, why]) => {
  expect(command.plan(params, [], UNDONE)).toEqual({ kind: 'refused', why, hint: expect.any(String) });
});

test.for<readonly [JsonObject, object]>([
  [{ cmd: 'a | b' }, { kind: 'shell', script: 'a | b' }],
  [
    { cmd: 'a', environment: { A: 'x' } },
    { kind: 'shell', script: 'a', environment: { A: 'x' } },
  ],
  [
    { cmd: 'a', executable: '/bin/bash', chdir: '/x' },
    { kind: 'shell', script: 'a', executable: '/bin/bash', chdir: '/x' },
  ],
])('shell %j runs %j', ([params, operation]) => {
  expect(shell.plan(params, [], UNDONE)).toMatchObject({ change: { apply: [operation] } });
});

test('shell refuses what is no text, and what Ansible would take for a parameter', () => {
  expect(shell.plan({ cmd: ' ' }, [], UNDONE).kind).toBe('refused');
  expect(shell.plan({ cmd: 'touch /x creates=/x' }, [], UNDONE).kind).toBe('refused');
});

describe.each([command, shell])('$name', (action) => {
  test.for<readonly [JsonObject, readonly string[], string | undefined]>([
    [{ creates: '/x*' }, ['yes\n'], 'skipped, since /x* exists'],
    [{ creates: '/x*' }, ['no\n'], undefined],
    [{ removes: '/x' }, ['no\n'], 'skipped, since /x does not exist'],
    [{ removes: '/x' }, ['yes\n'], undefined],
    [{ creates: '/x', removes: '/y' }, ['no\n', 'yes\n'], undefined],
    [{ creates: '/x', removes: '/y' }, ['yes\n', 'yes\n'], 'skipped, since /x exists'],
    [{ creates: '/x', removes: '/y' }, ['no\n', 'no\n'], 'skipped, since /y does not exist'],
  ])('%j, and there is %j: %s', ([params, answers, skipped]) => {
    const given = { cmd: 'make', ...params };
    expect(action.observe(given)).toHaveLength(answers.length);
    const decision = action.plan(
      given,
      answers.map((answer) => said(answer)),
      UNDONE,
    );
    if (skipped === undefined) expect(decision.kind).toBe('change');
    else
      expect(decision).toMatchObject({ kind: 'satisfied', result: { rc: 0, stdout: skipped, start: null } });
  });

  test('asks from the folder it would run in', () => {
    expect(action.observe({ cmd: 'x', chdir: '/a', creates: 'b' })).toEqual([
      { argv: ['rr_glob', '/a', 'b'] },
    ]);
  });

  test('a folder that is not there', () => {
    const answer = said('', 1, 'cd: /a: No such file or directory\n');
    expect(action.plan({ cmd: 'x', chdir: '/a', creates: 'b' }, [answer], UNDONE)).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('No such file or directory'),
    });
  });

  test.for([
    [{ undo: 'rm /x' }, { kind: 'possible', operations: [{ kind: 'shell', script: 'rm /x', chdir: '/a' }] }],
    [{ irreversible: true }, { kind: 'irreversible', accepted: true }],
    [{}, { kind: 'irreversible', accepted: false }],
  ] as const)('with %j the way back is %j', ([context, undo]) => {
    const decision = action.plan({ cmd: 'x', chdir: '/a' }, [], { ...NO_CONTEXT, ...context });
    expect(decision).toMatchObject({ change: { undo } });
  });

  test('a long command is told in short', () => {
    const decision = action.plan({ cmd: `echo ${'x'.repeat(200)}\nmore` }, [], UNDONE);
    if (decision.kind !== 'change') throw new Error(decision.kind);
    expect(decision.change.summary.length).toBeLessThan(70);
  });
});

test('what undoes a command has its environment and folder', () => {
  expect(command.plan({ cmd: 'x', chdir: '/x', environment: { A: 'b' } }, [], UNDONE)).toMatchObject({
    change: { undo: { operations: [{ kind: 'shell', chdir: '/x', environment: { A: 'b' } }] } },
  });
});

import { expect, test } from 'vitest';
import type { Change } from '../../model/change.ts';
import type { Operation } from '../../model/operation.ts';
import type { DoneHow } from '../../model/ports.ts';
import { notBegun } from './unbegun.ts';

const SILENT = { stdout: new Uint8Array(), stderr: new Uint8Array(), droppedBytes: 0 };
const NOTHING = { stdout: '', stdout_lines: [], stderr: '', stderr_lines: [] };

function come(operation: Operation, how: DoneHow | undefined, more: Partial<Change> = {}): unknown {
  const change: Change = {
    ...{ summary: 'run it', diff: [], apply: [operation], preserve: [], impact: [] },
    ...{ undo: { kind: 'nothing' }, proof: 'exit-code', ...more },
  };
  return notBegun(change, { exitCode: 127, ...SILENT, ...(how && { how }) });
}

const command: Operation = { kind: 'run', argv: ['nope', 'a b', "it's", 'a=b', ''] };
const result = { cmd: ['nope', 'a b', "it's", 'a=b', ''] };

// `cmd` and `msg` are as Ansible has them: by shlex.join, and by the name of the error.
test.for<[string, Operation, DoneHow, Partial<Change>, unknown, string]>([
  [
    'a program that is not there',
    command,
    { kind: 'program', errno: 2 },
    { result },
    {
      ...NOTHING,
      cmd: `nope 'a b' 'it'"'"'s' a=b ''`,
      rc: 2,
      msg: "[Errno 2] No such file or directory: b'nope'",
    },
    'nope cannot be run: there is no such program on the host, or none that the first line of it names',
  ],
  [
    'a program of which nothing is kept',
    command,
    { kind: 'program', errno: 13 },
    {},
    { ...NOTHING, cmd: '', rc: 13, msg: "[Errno 13] Permission denied: b'nope'" },
    'nope cannot be run: it is a folder, or a file that may not be run',
  ],
  [
    'one that was written as text',
    command,
    { kind: 'program', errno: 8 },
    { result: { cmd: 'nope x' } },
    { ...NOTHING, cmd: 'nope x', rc: 8, msg: "[Errno 8] Exec format error: b'nope'" },
    'nope cannot be run: it is text whose first line does not begin with #!',
  ],
  [
    'a shell',
    { kind: 'shell', script: 'echo a', executable: '/bin/nosh' },
    { kind: 'program', errno: 2 },
    { result: { cmd: 'echo a' } },
    {
      ...NOTHING,
      cmd: "/bin/nosh -c 'echo a'",
      rc: 2,
      msg: "[Errno 2] No such file or directory: b'/bin/nosh'",
    },
    '/bin/nosh cannot be run: there is no such program on the host, or none that the first line of it names',
  ],
  [
    'a shell that is not named',
    { kind: 'shell', script: 'true' },
    { kind: 'program', errno: 40 },
    {},
    { ...NOTHING, cmd: '/bin/sh -c true', rc: 40, msg: "[Errno 40] error: b'/bin/sh'" },
    "/bin/sh cannot be run: [Errno 40] error: b'/bin/sh'",
  ],
  [
    'a folder',
    { ...command, chdir: '/no' },
    { kind: 'folder', errno: 20 },
    { result },
    {
      ...{ ...NOTHING, ...result, rc: null, start: null, end: null, delta: null },
      msg: "Unable to change directory before execution: [Errno 20] Not a directory: b'/no'",
    },
    'the folder /no cannot be entered: Not a directory',
  ],
  [
    'a folder, for a reason without a name',
    { ...command, chdir: '/no' },
    { kind: 'folder', errno: 40 },
    {},
    {
      ...{ ...NOTHING, rc: null, start: null, end: null, delta: null },
      msg: "Unable to change directory before execution: [Errno 40] error: b'/no'",
    },
    'the folder /no cannot be entered: error',
  ],
])('%s tells in Ansible’s words why nothing was begun', ([, operation, how, more, wanted, why]) => {
  expect(come(operation, how, more)).toMatchObject({ result: wanted, failure: { kind: 'refused', why } });
});

test.for<[string, Operation, DoneHow | undefined, Partial<Change>]>([
  ['a program that ended by itself', command, undefined, {}],
  ['one that a signal ended', command, { kind: 'signal', number: 9 }, {}],
  ['a change that asking again proves', command, { kind: 'program', errno: 2 }, { proof: 'ask-again' }],
  ['no command', { kind: 'touch', path: '/x' } as Operation, { kind: 'program', errno: 2 }, {}],
  ['nothing at all', command, { kind: 'program', errno: 2 }, { apply: [] }],
])('%s was begun, or is no command of an author', ([, operation, how, more]) => {
  expect(come(operation, how, more)).toBeUndefined();
});

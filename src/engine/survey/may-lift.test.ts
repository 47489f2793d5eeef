import { expect, test } from 'vitest';
import type { Change } from '../../model/change.ts';
import type { Operation } from '../../model/operation.ts';
import type { Open } from '../look/settle.ts';
import { mayLift } from './may-lift.ts';

function changing(...apply: readonly Operation[]): Open {
  const change: Change = {
    ...{ summary: 'do it', diff: [], apply, preserve: [], impact: [] },
    ...{ undo: { kind: 'nothing' }, proof: 'ask-again' },
  };
  return { kind: 'change', change } as Open;
}

const write = { kind: 'write', path: '/a', contentBase64: '' } as Operation;
const run = (...argv: readonly [string, ...string[]]): Operation => ({ kind: 'run', argv });

test.for<[string, Open, boolean]>([
  ['writing a file', changing(write), false],
  ['making a folder', changing({ kind: 'directory', path: '/a' } as Operation), false],
  ['touching a file', changing({ kind: 'touch', path: '/a' } as Operation), false],
  ['linking a unit', changing(run('systemctl', 'enable', 'x'), run('systemctl', 'daemon-reload')), false],
  ['masking a unit and writing a file', changing(write, run('systemctl', 'mask', 'x')), false],
  ['starting a unit', changing(run('systemctl', 'enable', 'x'), run('systemctl', 'start', 'x')), true],
  ['systemctl alone', changing(run('systemctl')), true],
  ['a command', changing(run('mount', '/a')), true],
  ['a command of the same verb', changing(run('other', 'enable')), true],
  ['a shell', changing({ kind: 'shell', script: 'true' }), true],
  ['what is still to be decided', { kind: 'pending', why: 'x' } as Open, true],
])('%s may take a lasting reason away: %j', ([, open, expected]) => {
  expect(mayLift(open)).toBe(expected);
});

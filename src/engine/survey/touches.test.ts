import { expect, test } from 'vitest';
import type { Change } from '../../model/change.ts';
import type { Argv, Operation } from '../../model/operation.ts';
import { touchedBy, touching } from './touches.ts';

function change(...apply: readonly Operation[]): Change {
  return {
    summary: '',
    diff: [],
    apply,
    preserve: [],
    undo: { kind: 'nothing' },
    impact: [],
    proof: 'exit-code',
  };
}

const write = (path: string): Operation => ({ kind: 'write', path, contentBase64: '' });
const run = (...argv: Argv): Operation => ({ kind: 'run', argv });

test.for<readonly [name: string, operation: Operation, question: Argv, isTouched: boolean]>([
  ['the file itself', write('/etc/a'), ['rr_file', '/etc/a', '9'], true],
  ['another file', write('/etc/a'), ['rr_file', '/etc/ab', '9'], false],
  ['a folder above it', { kind: 'remove', path: '/etc/x' }, ['rr_file', '/etc/x/y/a', '9'], true],
  ['a file within', write('/etc/x/y'), ['rr_tree', '/etc/x'], true],
  ['the same name elsewhere, as through a link', write('/srv/a'), ['rr_file', '/link/a', '9'], true],
  ['what a pattern may find', write('/etc/a'), ['rr_glob', '/srv', '*'], true],
  ['a unit, by its file', write('/etc/systemd/system/a.service'), ['rr_unit', 'a.service'], true],
  ['a unit, by some other file', write('/etc/a.conf'), ['rr_unit', 'a.service'], false],
  ['a unit, by links that systemctl makes', run('systemctl', 'enable', 'b'), ['rr_unit', 'a.service'], true],
  [
    'a file, by links that systemctl makes',
    run('systemctl', 'enable', 'b'),
    ['rr_file', '/etc/a', '9'],
    false,
  ],
  [
    'a file, by what a unit does when it starts',
    run('systemctl', 'start', 'b'),
    ['rr_file', '/etc/a', '9'],
    true,
  ],
  ['an account', write('/etc/passwd'), ['rr_user', 'web'], true],
  ['the room of a disk, by a file', write('/var/a'), ['rr_disk', '/var'], false],
  ['anything, by a program', run('make'), ['rr_user', 'web'], true],
  ['anything, by a shell', { kind: 'shell', script: 'make' }, ['rr_file', '/etc/a', '9'], true],
])('a change touches what is asked of %s', ([, operation, argv, isTouched]) => {
  const touch = { title: 't', by: 'h', touches: touchedBy(change(operation)) };
  expect(touching([{ argv }], [touch])).toEqual(isTouched ? touch : undefined);
});

import { expect, test } from 'vitest';
import type { Operation } from '../../model/operation.ts';
import { furtherCases } from './further-cases.test-kit.ts';
import { operationCases } from './operation-cases.test-kit.ts';
import { roundTrip } from './operation-round-trip.test-kit.ts';
import { scriptOf } from './operation-script.ts';

const isRoot = process.getuid?.() === 0;

test.for([...operationCases, ...furtherCases].filter(({ asRoot }) => asRoot !== true || isRoot))(
  '$name, and back',
  async (scene) => roundTrip(scene),
);

const lines: readonly (readonly [operation: Operation, line: string])[] = [
  [{ kind: 'run', argv: ['systemctl', 'stop', 'a b'] }, "rr_run -- systemctl stop 'a b'"],
  [
    { kind: 'run', argv: ['x'], chdir: '/srv', environment: { A: 'b c' }, stdin: 'in\n' },
    "rr_run -d /srv -e 'A=b c' -i 'in\n' -- x",
  ],
  [{ kind: 'run', argv: ['x'], stdin: 'a\0b' }, "rr_run -I 'YQBi' -- x"],
  [{ kind: 'shell', script: 'a | b' }, "rr_shell /bin/sh 'a | b'"],
  [{ kind: 'remove', path: '/srv/x//' }, 'rr_remove /srv/x'],
  [{ kind: 'attributes', path: '/', owner: 'root' }, 'rr_attributes / - root -'],
];

test.for(lines)('%j is one line', ([operation, line]) => {
  expect(scriptOf(operation).line).toBe(line.replace("'YQBi'", 'YQBi'));
});

const impossible: readonly Operation[] = [
  { kind: 'write', path: 'relative', contentBase64: '' },
  { kind: 'write', path: '/a', contentBase64: "';reboot" },
  { kind: 'run', argv: ['a\0b'] },
  { kind: 'run', argv: ['a'], environment: { 'A;reboot': 'x' } },
];

test.for(impossible)('%j cannot be told to a host', (operation) => {
  expect(() => scriptOf(operation)).toThrow(RangeError);
});

test('restoring what is not preserved is a bug', () => {
  expect(() => scriptOf({ kind: 'restore', path: '/a' })).toThrow('does not preserve');
});

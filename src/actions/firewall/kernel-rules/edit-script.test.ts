import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { userlands } from '../../../probes/asking.test-kit.ts';
import { editScript } from './edit-operation.ts';

describe.each(userlands)('$name', ({ shell: [program, ...rest] }) => {
  test('can read it', () => {
    const { stderr, status } = spawnSync(program, [...rest, '-n'], {
      input: editScript('a test'),
      encoding: 'utf8',
    });
    expect({ stderr, status }).toEqual({ stderr: '', status: 0 });
  });
});

const hasLinter = spawnSync('shellcheck', ['--version']).status === 0;
if (!hasLinter)
  process.stderr.write('skipped: the linter of shell text: there is no shellcheck on this machine\n');

test.skipIf(!hasLinter)('is clean under shellcheck', () => {
  // SC2015: `a && b || c` is meant so.
  const { stdout } = spawnSync('shellcheck', ['-s', 'sh', '-e', 'SC2015', '-'], {
    input: editScript('a test'),
    encoding: 'utf8',
  });
  expect(stdout).toBe('');
});

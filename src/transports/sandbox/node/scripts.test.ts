import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { programs } from './disk-plan.ts';

const folder = new URL('./', import.meta.url);
const scripts = readdirSync(folder).filter((name) => name.endsWith('.sh'));
const shells = [['dash'], ['bash', '--posix'], ['busybox', 'sh']].filter(
  ([shell = '', ...words]) => spawnSync(shell, [...words, '-c', ':']).status === 0,
);

test('a program of a node is a script with a first line for the kernel', () => {
  for (const script of Object.values(programs)) {
    expect([script, readFileSync(new URL(`${script}.sh`, folder), 'utf8').slice(0, 10)]).toEqual([
      script,
      '#!/bin/sh\n',
    ]);
  }
});

describe.for(shells.map((words) => [words.join(' '), words] as const))('%s', ([, [shell = '', ...words]]) => {
  test.for(scripts)('reads %s', (script) => {
    const { stderr, status } = spawnSync(shell, [...words, '-n', fileURLToPath(new URL(script, folder))], {
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, '']);
  });
});

const noLint = spawnSync('shellcheck', ['--version']).status === 0 ? undefined : 'no shellcheck here';

test.skipIf(noLint !== undefined)('shellcheck finds nothing', () => {
  const { stdout } = spawnSync('shellcheck', ['-f', 'gcc', '-e', 'SC1091', ...scripts], {
    cwd: fileURLToPath(folder),
    encoding: 'utf8',
  });
  expect(stdout).toBe('');
});

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { replaceFile } from '../../src/disk/text-file.ts';
import { ExitCode } from '../../src/model/run/exit-code.ts';
import { rulerun, test } from './command.ts';

const bin = fileURLToPath(new URL('../../dist/bin.js', import.meta.url));

/** Runs the program as a shell runs it; `RULERUN` stands for it. */
function shell(script: string, stateDir: string): { readonly exitCode: number | null; readonly err: string } {
  const program = `'${process.execPath}' '${bin}'`;
  const { status, stderr } = spawnSync('sh', ['-c', script.replaceAll('RULERUN', program)], {
    encoding: 'utf8',
    env: { ...process.env, RULERUN_STATE_DIR: stateDir },
  });
  return { exitCode: status, err: stderr };
}

const full = test.skipIf(!existsSync('/dev/full'));

full.for([
  'version',
  'doc --json',
  'completion bash',
  'history --json',
  'inventory -i h1,h2 --list',
  'inventory -i h1,h2 --graph',
  'plan FOLDER/p.yml -i h1, --list-hosts',
  '--help',
])('`%s` that cannot be written is no success', async (line, { folder, stateDir }) => {
  await writeFile(join(folder, 'p.yml'), "- hosts: all\n  tasks:\n    - command: 'true'\n");
  const { exitCode, err } = shell(`RULERUN ${line.replace('FOLDER', folder)} >/dev/full`, stateDir);
  expect(exitCode).toBe(ExitCode.unwritten);
  expect(err).toContain('cannot write the result to standard output: no space is left on its disk (ENOSPC)');
});

full('the code of what went wrong stays, whatever becomes of the output', ({ stateDir }) => {
  expect(shell('RULERUN doc nosuch >/dev/full', stateDir).exitCode).toBe(ExitCode.usage);
});

full('where there is no result, none is missing', ({ stateDir }) => {
  const { exitCode, err } = shell('RULERUN rollback last --yes >/dev/full', stateDir);
  expect(exitCode).toBe(ExitCode.usage);
  expect(err).not.toContain('cannot write');
  expect(shell('RULERUN history >/dev/full', stateDir).exitCode).toBe(ExitCode.ok);
});

full('what cannot be told on standard error stops nothing', ({ stateDir }) => {
  expect(shell('RULERUN history 2>/dev/full', stateDir).exitCode).toBe(0);
});

test('a reader that has read enough is no error, and the result is not whole', ({ stateDir }) => {
  // The reader is gone long before Node has started.
  const { exitCode, err } = shell('{ RULERUN doc --json; echo $? >&2; } | exec true', stateDir);
  expect(exitCode).toBe(0);
  expect(err.trim()).toBe(String(ExitCode.cut));
});

test('a device is written to and never replaced', async ({ folder }) => {
  const before = await stat('/dev/null');
  await replaceFile('/dev/null', 'text', 0o600);
  expect((await stat('/dev/null')).ino).toBe(before.ino);
  await replaceFile(join(folder, 'file'), 'text', 0o600);
  expect(readFileSync(join(folder, 'file'), 'utf8')).toBe('text');
});

test.for([
  { argv: ['sandbox', 'reset', 'nosuch'], code: 'usage', says: 'there is no sandbox node nosuch' },
  { argv: ['report', 'nosuch'], code: 'usage', says: 'there is no run nosuch' },
  { argv: ['plan', 'P', '-i', 'h,', '-t', 'frist'], code: 'invalid', says: 'did you mean `first`?' },
  { argv: ['plan', 'P', '-i', 'h,', '--skip-tags', 'x'], code: 'invalid', says: 'its tags are first' },
  {
    argv: ['plan', 'P', '-i', 'h,', '--start-at-task', 'Do ti'],
    code: 'invalid',
    says: 'did you mean `Do it`?',
  },
  { argv: ['plan', 'P', '-i', 'h,', '--out', 'FOLDER'], code: 'usage', says: 'it is a folder (EISDIR)' },
  {
    argv: ['plan', 'P', '-i', 'h,', '--out', 'FOLDER/no/x'],
    code: 'usage',
    says: 'there is no such place (ENOENT)',
  },
] as const)('$argv names nothing that is there', async ({ argv, code, says }, { folder, stateDir }) => {
  await writeFile(
    join(folder, 'p.yml'),
    "- hosts: all\n  tasks:\n    - {name: Do it, command: 'true', tags: first}\n",
  );
  const line = argv.map((word) => word.replace(/^P$/, join(folder, 'p.yml')).replace('FOLDER', folder));
  const { exitCode, err } = await rulerun([...line, '--state-dir', stateDir]);
  expect(err).toContain(says);
  expect(err).not.toContain('UNREACHABLE');
  expect(exitCode).toBe(ExitCode[code]);
});

test('SIGUSR1 opens no debugger', async ({ folder, stateDir }) => {
  const script = join(folder, 'inventory.sh');
  // It runs inside a command, and leaves Node the time that it takes to open its debugger.
  await writeFile(script, '#!/bin/sh\nkill -USR1 $PPID\nsleep 1\necho "{}"\n', { mode: 0o700 });
  const { exitCode, err } = shell(`RULERUN inventory -i ${script} --list`, stateDir);
  expect(err).not.toContain('Debugger');
  expect(exitCode).toBe(0);
});

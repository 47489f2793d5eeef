import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../probes/asking.test-kit.ts';
import { shells } from '../local-host.test-kit.ts';
import { quoteAll } from '../quote.ts';
import { functionText } from '../wire/frame.ts';

const folder = temporaryFolder();
for (const name of ['text', 'blank', 'interpreted', 'orphan', 'unread'])
  writeFileSync(join(folder, name), '');
writeFileSync(join(folder, 'text'), 'echo it ran\n');
writeFileSync(join(folder, 'interpreted'), '#! /bin/sh\necho it ran\n');
writeFileSync(join(folder, 'orphan'), '#!/no/such/program\n');
writeFileSync(join(folder, 'windows'), '#!/bin/sh\r\n');
for (const name of ['text', 'blank', 'interpreted', 'orphan', 'windows'])
  chmodSync(join(folder, name), 0o755);
mkdirSync(join(folder, 'bin'));
writeFileSync(join(folder, 'bin', 'ls'), '');

interface Ran {
  readonly exitCode: number | null;
  readonly out: string;
  readonly err: string;
  /** What the record says of how it ended. */
  readonly how: string;
}

function run([program, ...words]: readonly [string, ...string[]], ...given: readonly string[]): Ran {
  const record = join(folder, 'record');
  rmSync(record, { recursive: true, force: true });
  mkdirSync(record);
  const script = `${functionText(['rr_run'])}\nrr_umask=022 rr_home=/ rr_here=$1\nrr_run ${quoteAll(given)}`;
  // In a file, as on a host: of a text after `-c` bash says less.
  writeFileSync(join(folder, 'cmd'), script);
  const { status, stdout, stderr } = spawnSync(program, [...words, join(folder, 'cmd'), record], {
    encoding: 'utf8',
    cwd: folder,
  });
  const how = join(record, 'how');
  const told = existsSync(how) ? readFileSync(how, 'utf8').trim() : '';
  return { exitCode: status, out: stdout, err: stderr, how: told };
}

describe.each(shells)('$name', ({ words }) => {
  test.for<readonly [string, number, string, string]>([
    ['exit 3', 3, '', ''],
    ['exit 137', 137, '', ''],
    ['kill -9 $$', 137, '', 'signal'],
    ['kill -11 $$', 139, '', 'signal'],
    ['kill -1 $$', 129, '', 'signal'],
    ['echo x >&2; kill -9 $$', 137, 'x\n', 'signal'],
    ['kill -2 $$', 130, '', ''],
    ['kill -13 $$', 141, '', ''],
  ])('a program that does `%s` ends with %i', ([script, exitCode, err, how]) => {
    expect(run(words, '--', 'sh', '-c', script)).toEqual({ exitCode, out: '', err, how });
    expect(run(words, '-i', 'input', '--', 'sh', '-c', script)).toEqual({ exitCode, out: '', err, how });
  });

  test.for<readonly [string, readonly string[], number, string]>([
    ['no-such-program', [], 127, 'program 2'],
    ['cd', [], 127, 'program 2'],
    ['./no-such-program', [], 127, 'program 2'],
    ['./orphan', [], 127, 'program 2'],
    ['./windows', [], 127, 'program 2'],
    ['/etc', [], 126, 'program 13'],
    ['./unread', [], 126, 'program 13'],
    ['./text', [], 126, 'program 8'],
    ['./blank', [], 126, 'program 8'],
    ['ls', ['-e', `PATH=${join(folder, 'bin')}`], 126, 'program 13'],
    ['true', ['-d', '/no/such/folder'], 2, 'folder 2'],
    ['true', ['-d', '/etc/passwd'], 2, 'folder 20'],
  ])('%s, with %j, is not begun', ([program, given, exitCode, how]) => {
    const ran = run(words, ...given, '--', program);
    expect(ran).toEqual({ exitCode, out: '', err: expect.stringMatching(/^.+\n$/), how });
    expect(ran.err).not.toContain('record');
  });

  test('what has a first line for it is run, and found where PATH says', () => {
    expect(run(words, '--', './interpreted')).toMatchObject({ exitCode: 0, out: 'it ran\n', how: '' });
    const path = ['-e', `PATH=${join(folder, 'bin')}:${folder}:/bin:/usr/bin`];
    expect(run(words, ...path, '--', 'interpreted')).toMatchObject({ exitCode: 0, out: 'it ran\n' });
    expect(run(words, ...path, '--', 'ls', '/proc/self/comm')).toMatchObject({ exitCode: 0, how: '' });
  });
});

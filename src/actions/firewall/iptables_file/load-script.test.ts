import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { prefersOwn } from '../../../host/own-programs.test-kit.ts';
import { temporaryFolder, userlands, writeFiles } from '../../../probes/asking.test-kit.ts';
import { loadScript } from './proof.ts';
import { OWN_NAMESPACE, whyNot } from './real-iptables.test-kit.ts';

const GOOD = '*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -p tcp -m tcp --dport 22 -j ACCEPT\nCOMMIT\n';
const BAD = '*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -p tcp -m tcp --dport no-port -j ACCEPT\nCOMMIT\n';
const NOWHERE = '*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -j NOWHERE\nCOMMIT\n';

interface Tried {
  readonly wrapper?: readonly string[];
  readonly path: string;
  readonly program: string;
  readonly prove?: 'auto' | 'required';
  readonly text?: string;
}

function load(shell: readonly string[], tried: Tried) {
  const folder = temporaryFolder();
  writeFiles(folder, { script: loadScript() });
  const [program = '', ...rest] = [...(tried.wrapper ?? []), ...shell, join(folder, 'script')];
  const { status, stdout, stderr } = spawnSync(program, rest, {
    input: Buffer.from(tried.text ?? GOOD).toString('base64'),
    encoding: 'utf8',
    env: {
      PATH: tried.path,
      rr_load_with: tried.program,
      rr_load_prove: tried.prove ?? 'auto',
    },
  });
  return { status, stdout, stderr };
}

describe.each(userlands)('$name', ({ shell, path }) => {
  const isUnseen = prefersOwn(shell, 'unshare');

  /** `unshare -n PROGRAM` calls the program; the program is this script, with what it reads in `$text`. */
  const fake = (script: string, unshare = 'shift; exec "$@"') => {
    const folder = temporaryFolder();
    writeFiles(folder, {
      'bin/unshare': `#!/bin/sh\n${unshare}\n`,
      'bin/load': `#!/bin/sh\ncd ${folder}\ntext=$(cat)\necho "$text" >>read\n${script}\n`,
    });
    return { path: `${folder}/bin:${path}`, program: 'load' };
  };
  const onlyEmpty = (words: string) => `case $text in *-A*) ${words} ;; esac`;

  test.skipIf(isUnseen)('what loads is good', () => {
    expect(load(shell, fake('exit 0'))).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  test.skipIf(isUnseen)('the program reads the very text', () => {
    const host = fake(
      'printf %s "$text" | grep -q "dport 22" || [ "$text" = "$(printf "*filter\\nCOMMIT")" ]',
    );
    expect(load(shell, host)).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  test.skipIf(isUnseen)('what does not is told in the program’s words', () => {
    const host = fake(onlyEmpty('echo "load: line 3 failed" >&2; exit 1'));
    expect(load(shell, host)).toEqual({
      status: 1,
      stdout: '',
      stderr: 'nothing was changed: load of this host refuses the new text: load: line 3 failed\n',
    });
  });

  test.skipIf(isUnseen)('a lock that others hold is waited for', () => {
    const busy = 'echo "Another app is currently holding the xtables lock" >&2; exit 4';
    const host = fake(onlyEmpty(`[ -e tried ] || { : >tried; ${busy}; }`));
    expect(load(shell, host)).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  test.skipIf(isUnseen).for([
    ['auto', 0],
    ['required', 1],
  ] as const)('no namespace after all, %s: %d', ([prove, status]) => {
    const host = fake('exit 0', 'echo "unshare failed: Operation not permitted" >&2; exit 1');
    const result = load(shell, { ...host, prove });
    expect(result.status).toBe(status);
    expect(result.stdout + result.stderr).toContain('unshare failed: Operation not permitted');
  });

  test('a text that was damaged on the way', () => {
    const folder = temporaryFolder();
    writeFiles(folder, { script: loadScript() });
    const [program, ...rest] = shell;
    const { status } = spawnSync(program, [...rest, join(folder, 'script')], {
      input: 'KmZpb$$$',
      env: { PATH: fake('exit 0').path, rr_load_with: 'load', rr_load_prove: 'auto' },
    });
    expect(status).toBe(1);
  });
});

describe.for([
  'iptables-legacy-restore',
  'iptables-nft-restore',
  'ip6tables-legacy-restore',
  'ip6tables-nft-restore',
])('real %s', (program) => {
  const why = whyNot(program);
  const tried = { wrapper: ['unshare', ...OWN_NAMESPACE], path: process.env['PATH'] ?? '', program };
  const run = (text: string) => load(['sh'], { ...tried, text, prove: 'required' });

  test.skipIf(why !== undefined)('takes what is good', () => {
    expect(run(GOOD)).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  test.skipIf(why !== undefined).for([BAD, NOWHERE])('refuses %j', (text) => {
    expect(run(text)).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringContaining(`${program} of this host refuses the new text`),
    });
  });

  test.skipIf(why !== undefined)('leaves the rules of the host alone', () => {
    const save = program.replace('restore', 'save');
    const script = `${save} >before 2>&1; sh script; ${save} >after 2>&1; sed '/^#/d' before >b; sed '/^#/d' after >a; cmp a b`;
    const folder = temporaryFolder();
    writeFiles(folder, { script: loadScript() });
    const { status, stdout } = spawnSync('unshare', [...OWN_NAMESPACE, 'sh', '-c', script], {
      cwd: folder,
      input: Buffer.from(GOOD).toString('base64'),
      encoding: 'utf8',
      env: { ...process.env, rr_load_with: program, rr_load_prove: 'required' },
    });
    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  });
});

test('shellcheck finds nothing', ({ skip }) => {
  const { error, stdout } = spawnSync('shellcheck', ['-s', 'sh', '-e', 'SC2154', '-'], {
    input: loadScript(),
    encoding: 'utf8',
  });
  if (error !== undefined) skip('there is no shellcheck on this machine');
  expect(stdout).toBe('');
});

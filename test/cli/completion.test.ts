import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { rulerun, test } from './command.ts';

function isThere(shell: string): boolean {
  return spawnSync(shell, ['-c', 'exit 0']).status === 0;
}

/** What bash offers for the last word of a line. */
async function offered(folder: string, line: string): Promise<readonly string[]> {
  const path = join(folder, 'rulerun.bash');
  const printed = await rulerun(['completion', 'bash']);
  expect(printed).toMatchObject({ exitCode: 0, err: '' });
  await writeFile(path, printed.out);
  const { status, stdout, stderr } = spawnSync(
    'bash',
    [
      '--norc',
      '-c',
      // The words are the arguments after the script's path.
      `set -eu; . "$1"; shift; complete -p rulerun >/dev/null; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _rulerun || :; printf "%s\\n" "\${COMPREPLY[*]}"`,
      'bash',
      path,
      ...line.split(' '),
    ],
    { encoding: 'utf8' },
  );
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return stdout.split(/\s+/).filter((word) => word !== '');
}

describe.skipIf(!isThere('bash'))('in bash', () => {
  test.for([
    ['rulerun ap', ['apply']],
    ['rulerun re', ['report']],
    ['rulerun apply --skip', ['--skip-tags', '--skip-moved']],
    ['rulerun plan x.yml -i inventory --output pl', ['plain']],
    ['rulerun apply --report ', []],
    ['rulerun completion ', ['bash', 'zsh', 'fish']],
    ['rulerun demo --', ['--no-wait', '--keep', '--help']],
    ['rulerun rollback plan --skip', []],
    ['rulerun apply rul', expect.arrayContaining(['rulerun:audit-iptables', 'rulerun:restore-node-rules'])],
    // Bash parts words at the colon.
    ['rulerun apply rulerun :', expect.arrayContaining(['audit-iptables', 'restore-node-rules'])],
    ['rulerun apply rulerun : au', ['audit-iptables']],
    ['rulerun schedule install nightly rulerun : re', ['restore-node-rules']],
    ['rulerun apply --report rulerun : au', ['audit-iptables']],
    ['rulerun apply -i inventory ', []],
    ['rulerun history rulerun : au', []],
    ['rulerun nothing of ours ', expect.arrayContaining(['apply', 'version'])],
  ] as const)('%s', async ([line, words], { folder }) => {
    expect(await offered(folder, line)).toEqual(words);
  });
});

test.for([
  ['zsh', ['-n']],
  ['fish', ['--no-execute']],
] as const)('%s can read its script', async ([shell, check], { folder, skip }) => {
  const printed = await rulerun(['completion', shell]);
  expect(printed).toMatchObject({ exitCode: 0, err: '' });
  expect(printed.out).toContain('skip-tags');
  skip(!isThere(shell), `there is no ${shell} on this machine`);
  const path = join(folder, 'script');
  await writeFile(path, printed.out);
  const { status, stderr } = spawnSync(shell, [...check, path], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([0, '']);
});

test.for([
  ['fish', 'rulerun ap', ['apply']],
  ['fish', 'rulerun apply --skip-', ['--skip-moved', '--skip-tags']],
  ['fish', 'rulerun plan x.yml --output pl', ['plain']],
  ['fish', 'rulerun completion z', ['zsh']],
  ['fish', 'rulerun apply rulerun:a', ['rulerun:admin-output-rules', 'rulerun:audit-iptables']],
] as const)('in %s: %s', async ([shell, line, words], { folder, skip }) => {
  skip(!isThere(shell), `there is no ${shell} on this machine`);
  const path = join(folder, 'script');
  await writeFile(path, (await rulerun(['completion', shell])).out);
  const script = 'source $argv[1]; complete -C $argv[2]';
  const { stdout } = spawnSync(shell, ['--no-config', '-c', script, path, line], { encoding: 'utf8' });
  const names = stdout
    .trimEnd()
    .split('\n')
    .map((one) => one.split('\t')[0]);
  expect(names).toEqual(words);
});

test('another shell is a usage error', async () => {
  const told = await rulerun(['completion', 'csh']);
  expect(told.exitCode).toBe(2);
  expect(told.err).toContain('bash, zsh, fish');
});

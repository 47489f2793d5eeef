import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { ExitCode } from '../../src/model/run/exit-code.ts';
import { rulerun, test } from './command.ts';

test('version prints the version of the package', async () => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  expect(await rulerun(['version'])).toMatchObject({ exitCode: 0, out: `rulerun ${version}\n`, err: '' });
  expect((await rulerun(['--version'])).out).toBe(`rulerun ${version}\n`);
});

test.for([
  { argv: [], says: 'Usage: rulerun' },
  { argv: ['aply', 'x.yml'], says: "rulerun: unknown command 'aply'\n  hint: did you mean `apply`?\n" },
  { argv: ['apply', 'x.yml'], says: 'name an inventory with -i, such as: -i inventory' },
  { argv: ['apply', '-i', 'inventory'], says: "rulerun: missing required argument 'playbook'\n" },
  { argv: ['apply', 'x.yml', '-i', 'inventory', '--lmit', 'x'], says: '\n  hint: did you mean `--limit`?\n' },
  { argv: ['apply', 'x.yml', '-i', 'inventory', '-f', '0'], says: 'It must be a whole number above 0.' },
  { argv: ['apply', 'x.yml', '-i', 'inventory', '--output', 'pretty'], says: 'Allowed choices are' },
  { argv: ['sandbox', 'explode'], says: 'rulerun sandbox status' },
  { argv: ['rollback', 'nope'], says: 'there is no run nope' },
  { argv: ['status'], says: 'there is no run last' },
  { argv: ['status'], says: 'nor any other yet' },
  { argv: ['doc', 'comand'], says: 'did you mean `command`?' },
])('$argv is a usage error that says what to do', async ({ argv, says }, { stateDir }) => {
  const result = await rulerun(argv, { environment: { RULERUN_STATE_DIR: stateDir } });
  expect(result.exitCode).toBe(ExitCode.usage);
  expect(result.all).toContain(says);
});

test('a mistake in a parameter is told once, also where its hosts are known', async ({ folder }) => {
  const path = join(folder, 'p.yml');
  await writeFile(path, '- hosts: all\n  tasks:\n    - copy: {contnt: a, dest: /etc/x}\n');
  const { exitCode, err } = await rulerun(['plan', path, '-i', 'h,']);
  expect(exitCode).toBe(ExitCode.invalid);
  expect(err.match(/error\[.*/g)).toEqual([
    expect.stringContaining('one of `content` and `src` is needed'),
    expect.stringContaining('`copy` has no parameter `contnt`'),
  ]);
});

test('a mistake in an option is told with its name, which has neither line nor column', async ({
  folder,
}) => {
  const path = join(folder, 'p.yml');
  await writeFile(path, '- hosts: all\n  tasks:\n    - stat: {path: /etc/motd}\n');
  const { exitCode, err } = await rulerun(['plan', path, '-i', 'node1,', '-l', 'nod1']);
  expect(exitCode).toBe(ExitCode.invalid);
  expect(err).toMatch(/^--limit: error\[unknown-hosts\] no host or group matches `nod1`\n {2}hint: /);
});

test('help is an answer, not an error', async () => {
  const { exitCode, out } = await rulerun(['apply', '--help']);
  expect(out).not.toContain('default: []');
  expect(exitCode).toBe(0);
  expect(out).toContain('--check');
});

const COMMANDS = [
  ...[
    'apply',
    'plan',
    'drift',
    'validate',
    'rollback',
    'status',
    'report',
    'history',
    'inventory',
    'doc',
    'gc',
  ],
  ...['sandbox', 'schedule install', 'schedule list', 'schedule next', 'schedule run', 'schedule remove'],
  ...['firewall lint', 'firewall clean', 'firewall explain', 'firewall diff'],
];

test.for(COMMANDS)('help of %s has examples of it and its exit codes', async (command) => {
  const { out, exitCode } = await rulerun([...command.split(' '), '--help']);
  expect(exitCode).toBe(0);
  const [, below = ''] = out.split('\nExamples:\n');
  expect(below).toMatch(new RegExp(`^  rulerun ${command}\\b`));
  expect(below).toContain('Exit codes:\n  0   done');
});

test('the options of apply stand under what they are about', async () => {
  const { out } = await rulerun(['apply', '--help']);
  const headings = [...out.matchAll(/^(\w.*):$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual([
    'Options',
    'What opens encrypted files and values',
    'Which hosts and tasks',
    'How hosts are reached, and with whose rights',
    'What is shown and written',
    'How it is done',
    'Examples',
    'Exit codes',
  ]);
});

test('an exit code that says of a command how it ended is told in its own help', async () => {
  const codesOf = async (command: string): Promise<readonly number[]> =>
    [...(await rulerun([command, '--help'])).out.matchAll(/^ {2}(\d+) /gm)].map(([, code]) => Number(code));
  expect(await codesOf('apply')).toEqual([0, 1, 3, 4, 5, 6, 7, 130]);
  expect(await codesOf('plan')).toEqual([0, 1, 3, 4, 10, 130]);
});

test('help of a schedule for cron says what becomes of --jitter', async () => {
  const { out } = await rulerun(['schedule', 'install', '--help']);
  expect(out.replaceAll(/\s+/g, ' ')).toMatch(/--crontab .*--jitter is then waited out by the run itself/);
});

test('history of nothing is empty', async ({ stateDir }) => {
  expect(await rulerun(['history', '--state-dir', stateDir])).toMatchObject({ exitCode: 0, out: '' });
});

test('doc lists every action, and explains one with its parameters and an example', async () => {
  const list = await rulerun(['doc']);
  expect(list.out).toContain('command');
  const one = await rulerun(['doc', 'ansible.builtin.command']);
  expect(one).toMatchObject({ exitCode: 0 });
  expect(one.out).toContain('creates');
  expect(one.out).toContain('Example:');
  expect(JSON.parse((await rulerun(['doc', 'command', '--json'])).out)).toMatchObject({ name: 'command' });
});

test('the exit codes of the README are those of the code', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const [, table = ''] = readme.split('## Exit codes');
  const documented = [...(table.split('\n## ', 1)[0] ?? '').matchAll(/^\| (\d+) \|/gm)].map(([, code]) =>
    Number(code),
  );
  expect(documented).toEqual(Object.values(ExitCode).toSorted((a, b) => a - b));
});

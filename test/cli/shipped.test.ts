import { readdirSync } from 'node:fs';
import { expect } from 'vitest';
import { ExitCode } from '../../src/model/run/exit-code.ts';
import { rulerun, test } from './command.ts';

const names = readdirSync(new URL('../../playbooks', import.meta.url)).map(
  (file) => `rulerun:${file.replace(/\.yml$/, '')}`,
);

test.for(names)('%s is a playbook from any folder', async (name) => {
  const { exitCode, all } = await rulerun(['validate', name]);
  expect(exitCode, all).toBe(ExitCode.ok);
});

test.for([
  { name: 'rulerun:disable-iptables-servce', says: 'did you mean `rulerun:disable-iptables-service`?' },
  { name: 'rulerun:', says: 'it has rulerun:admin-output-rules, ' },
  { name: 'rulerun:../package', says: 'it has rulerun:admin-output-rules, ' },
  { name: 'rulerun:/etc/passwd', says: 'it has rulerun:admin-output-rules, ' },
])('$name names no playbook, and leads nowhere', async ({ name, says }) => {
  for (const command of ['validate', 'plan', 'apply', 'drift']) {
    const { exitCode, err } = await rulerun([
      command,
      name,
      '-i',
      'h1,',
      ...(command === 'apply' ? ['--yes'] : []),
    ]);
    expect(exitCode).toBe(ExitCode.invalid);
    expect(err).toContain(says);
  }
});

test('a file that is not there is told with the playbooks that are', async ({ folder }) => {
  const { exitCode, err } = await rulerun(['validate', `${folder}/nothing.yml`]);
  expect(exitCode).toBe(ExitCode.invalid);
  expect(err).toContain('rulerun:disable-iptables-service');
});

test('help tells the exit codes, and that there is a --version', async () => {
  const { out } = await rulerun(['--help']);
  for (const code of Object.values(ExitCode)) expect(out).toMatch(new RegExp(`(^|[ ])${code} `, 'm'));
  expect(out).toContain('--version');
  expect((await rulerun(['sandbox', '--help'])).out).toContain('sandbox reset [NODE]');
});

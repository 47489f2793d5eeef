import { chmod, chown, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { ExitCode } from '../../src/model/run/exit-code.ts';
import { rulerun, test } from './command.ts';

const isRoot = process.getuid?.() === 0;
const play = '- hosts: all\n  gather_facts: false\n  tasks:\n    - debug: {msg: here}\n';
const script = '#!/bin/sh\ntouch "$(dirname "$0")/has-run"\necho \'{"all": {"hosts": ["here"]}}\'\n';

describe.skipIf(!isRoot)('root, who is asked to act upon files of others (skipped: not root)', () => {
  test.for([
    ['a playbook that everybody can write', 'play.yml', 0o666, 0],
    ['a playbook of another user', 'play.yml', 0o644, 12_345],
    ['an inventory that everybody can write', 'hosts', 0o666, 0],
    ['an inventory script of another user', 'script', 0o755, 12_345],
    ['variables of a group that everybody can write', 'group_vars/all.yml', 0o646, 0],
    ['a folder of another user above them', '.', 0o755, 12_345],
  ] as const)('%s', async ([, name, mode, owner], { folder, stateDir }) => {
    await mkdir(join(folder, 'group_vars'));
    await writeFile(join(folder, 'play.yml'), play);
    await writeFile(join(folder, 'hosts'), 'here ansible_connection=local\n');
    await writeFile(join(folder, 'script'), script, { mode: 0o755 });
    await writeFile(join(folder, 'group_vars/all.yml'), 'a: 1\n');
    await chmod(join(folder, name), mode);
    await chown(join(folder, name), owner, owner);
    const inventory = join(folder, name === 'script' ? 'script' : 'hosts');
    const argv = ['validate', join(folder, 'play.yml'), '-i', inventory];
    const result = await rulerun(argv, { environment: { RULERUN_STATE_DIR: stateDir } });
    await chown(join(folder, name), 0, 0);
    expect(result.all).toContain('root does not act upon');
    expect(result.all).toMatch(/hint: look through it, then: ch(?:own root|mod go-w) \//);
    expect(result.exitCode).toBe(ExitCode.invalid);
  });
});

test.for([
  [{ ANSIBLE_REMOTE_USER: 'ann', ANSIBLE_STDOUT_CALLBACK: 'yaml' }, 'does not read ANSIBLE_REMOTE_USER\n'],
  [{ ANSIBLE_CONFIG: '/x/ansible.cfg' }, 'there is no /x/ansible.cfg\n'],
] as const)(
  "of Ansible's settings %j those that would matter are named",
  async ([environment, words], { folder, stateDir }) => {
    const file = join(folder, 'play.yml');
    await writeFile(file, play);
    const argv = ['apply', file, '-i', 'here,', '--list-hosts'];
    const { err } = await rulerun(argv, { environment: { ...environment, RULERUN_STATE_DIR: stateDir } });
    expect(err).toContain(words);
  },
);

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { ExitCode } from '../../src/model/run/exit-code.ts';
import { rulerun, test } from './command.ts';

/** What Ansible takes and we do not: rows of the README's table, refused before any host is contacted. */
test.for<readonly [task: string, says: string]>([
  [`{debug: {msg: x}, when: "'text'"}`, '31: error[value] the condition gives a string, not true or false'],
  ['{debug: {msg: x}, when: 1}', '31: error[value] the condition gives a number, not true or false'],
  ['{command: echo $HOME}', '`$HOME` would not be expanded: there is no shell'],
  ['{command: ls ~}', '`~` would not be expanded: there is no shell'],
  ['{stat: {path: "~root/x"}}', '21: error[invalid-value] `path` must be an absolute path, not `~root/x`'],
  ['{stat: {path: "~{{ u }}/x"}, vars: {u: root}}', '21: error[value] `path` must be an absolute path'],
  ['{stat: {path: x}}', '21: error[invalid-value] `path` must be an absolute path, not `x`'],
  [
    `{lineinfile: {path: /x, regexp: '(a)\\1', line: z}}`,
    'the pattern refers back with `\\1`, which cannot be matched in bounded time',
  ],
  [
    '{copy: {src: folder/, dest: /x}}',
    '20: error[value] folder/ is a folder, and only single files are copied',
  ],
  ['{copy: {src: folder, dest: /x}}', 'folder is a folder, and only single files are copied'],
  ['{copy: {src: missing, dest: /x}}', '20: error[value] there is no file missing on this machine'],
  ['{copy: {content: {a: 1}, dest: /x}}', '24: error[invalid-value] `content` must be text, not a mapping'],
  ['{assert: {that: 1 == 1, fail_msg: [a]}}', '41: error[invalid-value] `fail_msg` must be text, not a list'],
  ['{file: {path: /x, mode: u+x}}', '31: error[invalid-value] `mode` must be octal digits, not `u+x`'],
  ['{debug: {msg: "{{ 9007199254740993 }}"}}', 'the number 9007199254740993 is beyond 2^53'],
  ['{debug: {msg: 9007199254740993}}', '`9007199254740993` is not a number that can be kept exactly'],
  ['{debug: {msg: "{{ vars }}"}}', "the variable `vars` of Ansible's is not supported"],
  ['{debug: {msg: "{{ environment }}"}}', "the variable `environment` of Ansible's is not supported"],
])('%s is refused: %s', async ([task, says], { folder }) => {
  await mkdir(join(folder, 'folder'));
  const [playbook, inventory] = [join(folder, 'p.yml'), join(folder, 'inventory')];
  await writeFile(playbook, `- hosts: all\n  gather_facts: false\n  tasks:\n    - ${task}\n`);
  await writeFile(inventory, 'node1\n');
  const { exitCode, all } = await rulerun(['validate', playbook, '-i', inventory]);
  expect(all.match(/: error\[/g)).toHaveLength(1);
  expect(all).toContain(says);
  expect(exitCode).toBe(ExitCode.invalid);
});

describe('a file that a task copies', () => {
  const check = async (folder: string, task: string, host: string) => {
    await mkdir(join(folder, 'files'), { recursive: true });
    await writeFile(join(folder, 'beside'), '');
    await writeFile(join(folder, 'files/within'), '');
    const [playbook, inventory] = [join(folder, 'p.yml'), join(folder, 'inventory')];
    await writeFile(playbook, `- hosts: all\n  gather_facts: false\n  tasks:\n    - ${task}\n`);
    await writeFile(inventory, `${host}\n`);
    return (await rulerun(['validate', playbook, '-i', inventory])).exitCode;
  };

  test.for<readonly [string, string]>([
    ['is beside the playbook', '{copy: {src: beside, dest: /x}}'],
    ['is in its files', '{copy: {src: within, dest: /x}}'],
    ['is named in a variable', '{copy: {src: "{{ f }}", dest: /x}, vars: {f: within}}'],
    ['may fail', '{copy: {src: missing, dest: /x}, failed_when: false}'],
    ['may fail and is told', '{copy: {src: missing, dest: /x}, ignore_errors: true}'],
    ['is never copied', '{copy: {src: missing, dest: /x}, when: false}'],
  ])('%s', async ([, task], { folder }) => {
    expect(await check(folder, task, 'node1')).toBe(0);
  });

  test('may be made on this machine by a task before it', async ({ folder }) => {
    const task = '{copy: {src: missing, dest: /x}}';
    expect(await check(folder, task, 'node1 ansible_connection=local')).toBe(0);
    expect(await check(folder, task, 'node1')).toBe(ExitCode.invalid);
  });
});

test('what is wrong in the text is not told again for the hosts, and each host once', async ({ folder }) => {
  const [playbook, inventory] = [join(folder, 'p.yml'), join(folder, 'inventory')];
  await writeFile(
    playbook,
    '- hosts: all\n  tasks:\n    - stat: {pth: /x, path: /y}\n    - debug: {msg: "{{ nope }} {{ nope }}"}\n',
  );
  await writeFile(inventory, 'node1\nnode2 nope=1\n');
  const { all } = await rulerun(['validate', playbook, '-i', inventory]);
  expect(all.match(/^.*: error\[.*/gm)).toEqual([
    expect.stringContaining('3:14: error[unknown-parameter]'),
    expect.stringMatching(/4:24: error\[value\] `nope` is undefined \(for node1\)$/),
  ]);
});

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { rulerun, test } from '../cli/command.ts';

const FILES: Readonly<Record<string, string>> = {
  hosts: 'h1 ansible_connection=local site=north\n',
  'vars/good.yml': 'port: 443\n',
  'vars/north.yml': 'port: 8080\n',
  'vars/broken.yml': 'port: 443\nport: 80\n',
  'vars/list.yml': '[{port: 1}]\n',
};

async function run(
  command: string,
  folder: string,
  tasks: string,
): Promise<{ all: string; exitCode: number }> {
  const playbook = `- hosts: all\n  gather_facts: false\n  vars: {port: 80}\n  tasks:\n${tasks}`;
  for (const [name, text] of Object.entries({ ...FILES, 'p.yml': playbook })) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const more = command === 'validate' ? [] : ['--state-dir', folder];
  const words = [command, join(folder, 'p.yml'), '-i', join(folder, 'hosts'), ...more];
  const { all, exitCode } = await rulerun(words, {});
  return { all: all.replaceAll(folder, ''), exitCode };
}

test.for([
  ['nope.yml', 'there is no file `nope.yml` with variables', 'looked for as /vars/nope.yml, /nope.yml'],
  ['"{{ site }}/x.yml"', 'there is no file `north/x.yml` with variables', '/vars/north/x.yml'],
  ['broken.yml', '/vars/broken.yml:2:1', 'port'],
  ['list.yml', 'must be a mapping', 'list.yml:1:1'],
  ['{dir: nope}', 'there is no folder /nope', 'correct `dir`'],
  ['{dir: vars, file: good.yml}', '`dir` is for folders', 'remove'],
  ['{name: x}', 'it names no file', 'write `include_vars: FILE`'],
])('include_vars: %s is told before any host is asked', async ([wish, message, hint], { folder }) => {
  // On this machine itself a task before it could make the file.
  const remote = FILES['hosts']?.replace('local', 'ssh') ?? '';
  await writeFile(join(folder, 'remote'), remote);
  await run('validate', folder, `    - include_vars: ${wish}\n`);
  const { all, exitCode } = await rulerun(
    ['validate', join(folder, 'p.yml'), '-i', join(folder, 'remote')],
    {},
  );
  expect(exitCode).toBe(3);
  expect(all.replaceAll(folder, '')).toContain(message);
  expect(all.replaceAll(folder, '')).toContain(hint);
});

test('what a file says counts for what is checked beforehand', async ({ folder }) => {
  const { all, exitCode } = await run(
    'validate',
    folder,
    '    - include_vars: good.yml\n    - copy: {content: x, dest: /etc/x, mode: "{{ port }}"}\n',
  );
  expect(all).toContain('443');
  expect(exitCode).toBe(3);
});

test('a file whose name only a host tells leaves what it may say open', async ({ folder }) => {
  const { all } = await run(
    'plan',
    folder,
    `    - command: echo north
      register: r
    - include_vars: "{{ r.stdout }}.yml"
    - copy: {content: "{{ port }}", dest: ${folder}/x}
`,
  );
  expect(all).toContain('it depends on `port`, which an earlier task sets');
});

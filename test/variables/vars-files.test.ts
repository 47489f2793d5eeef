import { access, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { rulerun, test } from '../cli/command.ts';

// Each expectation is what ansible-playbook prints of the same files.

const FILES: Readonly<Record<string, string>> = {
  hosts: 'h1 ansible_connection=local env=prod\nh2 ansible_connection=local env=dev\n',
  'vars/main.yml': 'x: vars/main\n',
  'main.yml': 'x: main\n',
  'vars/prod.yml': 'y: prod\n',
  'dev.yml': 'y: dev\n',
  'list.yml': '[{l1: 1}, {l2: 2}]\n',
  'empty.yml': '',
  'text.yml': 'text\n',
  'next.yml': 'following: dev.yml\n',
};

const MSG = "{{ x | d('-') }} {{ y | d('-') }} {{ l1 | d('-') }}{{ l2 | d('-') }}";

async function said(folder: string, entries: string, ...more: readonly string[]): Promise<string> {
  const playbook = `
- hosts: all
  gather_facts: false
  vars: [{p: main, x: play}, {z: 1}]
  vars_files: ${entries}
  tasks: [{debug: {msg: "is ${MSG}"}}]
`;
  for (const [name, text] of Object.entries({ ...FILES, 'p.yml': playbook })) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const { all } = await rulerun(
    ['apply', join(folder, 'p.yml'), '-i', join(folder, 'hosts'), '--yes', '--state-dir', folder, ...more],
    {},
  );
  return all.replaceAll(folder, '');
}

test.for([
  ['[main.yml]', 'vars/main - --', 'vars/main - --'],
  ['main.yml', 'vars/main - --', 'vars/main - --'],
  ['["{{ p }}.yml"]', 'vars/main - --', 'vars/main - --'],
  ['["{{ env }}.yml"]', 'play prod --', 'play dev --'],
  ['[[nope.yml, "{{ env }}.yml", main.yml]]', 'play prod --', 'play dev --'],
  ['[["{{ undefined_name }}.yml", main.yml]]', 'vars/main - --', 'vars/main - --'],
  ['[list.yml, empty.yml]', 'play - 12', 'play - 12'],
  ['[next.yml, "{{ following }}"]', 'play dev --', 'play dev --'],
  ['[]', 'play - --', 'play - --'],
  ['', 'play - --', 'play - --'],
] as const)('vars_files: %s', async ([entries, first, second], { folder }) => {
  const all = await said(folder, entries);
  expect(all).toContain(`is ${first}`);
  expect(all).toContain(`is ${second}`);
});

test('-e wins over a file, and may name it', async ({ folder }) => {
  expect(await said(folder, '["{{ p }}.yml"]', '-e', 'p=dev')).toContain('is play dev --');
  expect(await said(folder, '[main.yml]', '-e', 'x=mine')).toContain('is mine - --');
});

test.for([
  [
    '[nope.yml]',
    '/p.yml:5:16: error[no-such-file] there is no file `nope.yml`',
    'it is looked for in /vars and in ',
  ],
  ['[[nope.yml, none.yml]]', 'none of the files `nope.yml`, `none.yml` is there', 'it is looked for in'],
  ['["{{ undefined_name }}.yml"]', 'the name of this file is not known: `undefined_name` is undefined', ''],
  ['[["{{ env }}x.yml", dev.yml], "{{ env }}.yaml"]', 'there is no file `{{ env }}.yaml`', ''],
  ['[text.yml]', '/text.yml:1:1: error[expected-mapping] the variables of this file must be a mapping', ''],
  ['[main.yml, {a: 1}]', '`vars_files` must be a file, or a list of files', 'of which the first file counts'],
] as const)('vars_files: %s is refused: %s', async ([entries, message, hint], { folder }) => {
  const all = await said(folder, entries);
  expect(all).toContain(message);
  expect(all).toContain(hint);
  expect(all).toContain('No host was contacted.');
});

const FAMILIES: Readonly<Record<string, string>> = {
  hosts: 'h1 ansible_connection=local\n',
  'vars/Linux.yml': 'pkg: "{{ ansible_system | lower }}-pkg"\nsvc: of the family\n',
  'usual.yml': 'svc: usual\n',
  'last.yml': 'over: "{{ svc }}, last"\nsvc: last\n',
};

async function ofFamilies(folder: string, play: string, command = ['apply', '--yes']): Promise<string> {
  const [name = '', ...more] = command;
  for (const [file, text] of Object.entries({ ...FAMILIES, 'p.yml': `- hosts: all\n${play}` })) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
  const words = [name, join(folder, 'p.yml'), '-i', join(folder, 'hosts'), '--state-dir', folder, ...more];
  return (await rulerun(words, {})).all.replaceAll(folder, '');
}

const SHOWN = `  tasks: [{debug: {msg: "is {{ pkg | d('-') }} {{ svc | d('-') }} {{ over | d('-') }}"}}]\n`;

test.for([
  ['["vars/{{ ansible_system }}.yml"]', 'linux-pkg of the family -'],
  ['["{{ ansible_facts.system }}.yml", last.yml]', 'linux-pkg last last, last'],
  ['[last.yml, "{{ ansible_facts[\'system\'] }}.yml"]', 'linux-pkg of the family of the family, last'],
  [
    '[["{{ ansible_distribution }}-nope.yml", "{{ ansible_system }}.yml", usual.yml]]',
    'linux-pkg of the family -',
  ],
  ['[["{{ ansible_system }}-nope.yml", usual.yml]]', '- usual -'],
  ['["{{ file }}.yml"]', 'linux-pkg of the family -'],
] as const)('vars_files named by facts: %s', async ([entries, shown], { folder }) => {
  const play = `  vars: {svc: play, file: "{{ ansible_system }}"}\n  vars_files: ${entries}\n${SHOWN}`;
  expect(await ofFamilies(folder, play)).toContain(`is ${shown}`);
  expect(await ofFamilies(folder, play, ['validate'])).toContain('without errors');
});

test('a file that facts name and that is not there is told with its places, before anything is changed', async ({
  folder,
}) => {
  const play = `  vars_files: ["{{ ansible_system }}-nope.yml"]\n  tasks: [{copy: {content: "{{ pkg }}", dest: "${folder}/made"}}]\n`;
  const all = await ofFamilies(folder, play);
  expect(all).toContain('vars_files: there is no file `{{ ansible_system }}-nope.yml`');
  expect(all).toContain('it is looked for in /vars and in');
  await expect(access(join(folder, 'made'))).rejects.toThrow('ENOENT');
});

test('without facts a name that needs one is refused before any host is contacted', async ({ folder }) => {
  const all = await ofFamilies(
    folder,
    `  gather_facts: false\n  vars_files: ["{{ ansible_system }}.yml"]\n${SHOWN}`,
  );
  expect(all).toContain('the name of this file is not known: `ansible_system` is undefined');
  expect(all).toContain('No host was contacted.');
});

import { expect, test } from 'vitest';
import { read } from './files.test-kit.ts';

const site = (tasks: string): string => `- hosts: web\n  tasks:\n${tasks.replace(/^/gm, '    ')}\n`;

test('files that include files that include files are told of once, however many ways lead there', () => {
  const deep = Array.from({ length: 20 }, (_, at) => [
    `/p/f${at}.yml`,
    `- include_tasks: f${at + 1}.yml\n- include_tasks: f${at + 1}.yml\n`,
  ]);
  const files = { ...Object.fromEntries(deep), '/p/f20.yml': '- ping:\n  notify: h' };
  const { told } = read({ ...files, '/p/site.yml': site('- include_tasks: f0.yml') });
  expect(told).toEqual(['f20.yml:2:11 no handler of this play is called `h` (the play has no `handlers:`)']);
});

test.each([
  ['{{ os }}.yml', ['/p/roles/r/tasks/Debian.yml', '/p/roles/r/tasks/roles.yml']],
  ['{{ role_path }}/tasks/Debian.yml', ['/p/roles/r/tasks/Debian.yml']],
  ['{{ role_path }}/../{{ os }}/tasks/main.yml', ['/p/roles/other/tasks/main.yml']],
  ['{{playbook_dir}}/{{ os }}/other/tasks/main.yml', []],
  [
    '{{ playbook_dir }}/roles/{{ os }}.yml',
    ['/p/roles/other/tasks/main.yml', '/p/roles/r/tasks/Debian.yml', '/p/roles/r/tasks/roles.yml'],
  ],
  ['{{ group }}/all.yml', []],
])('a template alone means no file of another role and none of variables: %s', (name, found) => {
  const { playbook, told } = read({
    '/p/site.yml': '- hosts: web\n  roles: [r]\n',
    '/p/roles/r/tasks/main.yml': `- include_tasks: "${name}"`,
    '/p/roles/r/tasks/Debian.yml': '- ping:',
    '/p/roles/r/tasks/roles.yml': '- ping:',
    '/p/roles/other/tasks/main.yml': '- ping:',
    '/p/group_vars/all.yml': '- ping:',
  });
  expect([...playbook.included.keys()].filter((path) => path !== '/p/roles/r/tasks/main.yml')).toEqual(found);
  expect(told).toEqual([]);
});

test('a file is named by the folder of its playbook or its role, and a wrong name is told before any run', () => {
  const { playbook, told } = read({
    '/p/site.yml': site(
      '- import_tasks: "{{ playbook_dir }}/sub/a.yml"\n- include_tasks: "{{ playbook_dir }}/no.yml"',
    ),
    '/p/sub/a.yml': '- command: x',
  });
  expect(playbook.plays[0]?.tasks.map(({ action }) => action)).toEqual(['command', 'include_tasks']);
  expect(told).toEqual(['site.yml:4:22 there is no file `/p/no.yml` (it was looked for as /p/no.yml)']);
});

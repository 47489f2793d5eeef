import { describe, expect, test } from 'vitest';
import type { Action } from '../model/action.ts';
import { checkExpression, checkTemplate } from '../resolve/check/syntax-check.ts';
import { readPlaybook } from '../source/playbook/playbook.ts';
import { openProject, type Project } from '../source/structure/project.ts';
import { actionList, actions } from './registry.ts';

const language = { actions, checkTemplate, checkExpression };

/** There are a role and a file that examples may name. */
function project(): Project {
  const files = {
    read: (path: string) => (path.endsWith('install.yml') ? Buffer.from('[]') : undefined),
    list: (path: string) => (path.endsWith('/roles/web') ? ['tasks'] : undefined),
  };
  return openProject(files, { folder: '/', rolesPaths: [], collectionsPaths: [] });
}

/** What is wrong with an example as a task of this section. */
function mistakesIn({ example }: Action, section: 'tasks' | 'preflight' | 'verify'): readonly string[] {
  const text = `- hosts: all\n  ${section}:\n${example.replace(/^/gm, '  ')}\n`;
  return readPlaybook(text, 'example.yml', language, project()).diagnostics.map(
    ({ at, message }) => `${at.line}: ${message}`,
  );
}

test('every name belongs to one action', () => {
  const names = actionList.flatMap(({ name, aliases }) => [name, ...aliases]);
  expect(names.length).toBe(new Set(names).size);
  expect(actions.size).toBe(names.length);
  expect(actionList.map(({ name }) => name)).toEqual(actionList.map(({ name }) => name).toSorted());
});

test.for([
  ['ansible.builtin.systemd', 'systemd'],
  ['ansible.builtin.systemd_service', 'systemd'],
  ['ansible.legacy.command', 'command'],
  ['systemd_service', 'systemd'],
  ['ansible.builtin.service', 'service'],
  ['unit_graph', 'unit_graph'],
] as const)('%s is %s', ([name, meant]) => {
  expect(actions.get(name)?.name).toBe(meant);
});

test('what Ansible does not have goes by no name of its', () => {
  expect(actions.has('ansible.builtin.unit_graph')).toBe(false);
});

describe.each(actionList.map((action) => [action.name, action] as const))('%s', (_, action) => {
  test('has an example in which nothing is wrong', () => {
    expect(mistakesIn(action, 'tasks')).toEqual([]);
    expect(action.example).toMatch(new RegExp(`^- name: \\S.*\\n  ${action.name}:`));
  });

  test('stands among the checks just when it only looks', () => {
    const wrong = [...mistakesIn(action, 'preflight'), ...mistakesIn(action, 'verify')];
    if (action.readOnly) expect(wrong).toEqual([]);
    else expect(wrong).not.toEqual([]);
  });

  test('is told in one line, and so is each of its parameters', () => {
    expect(action.summary).toMatch(/^[A-Z][^\n]{5,78}[^.\n]$/);
    for (const [name, { description }] of Object.entries(action.params.properties)) {
      expect([name, description]).toEqual([name, expect.stringMatching(/^[`A-Z0-9][^\n]*[^.\n]$/)]);
    }
  });
});

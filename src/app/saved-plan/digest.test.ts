import { expect, test } from 'vitest';
import { planned } from '../../../test/plan/planned.ts';
import { actions, byName } from '../../actions/registry.ts';
import type { Actions } from '../../model/action.ts';
import type { Plan } from '../../model/playbook/plan.ts';
import { planDigest } from './digest.ts';

const PLAYBOOK = `- hosts: web
  vars: {size: 3, where: {file: /a, line: 1, column: 2, at: x}}
  tasks:
    - copy: {content: "{{ size }}", dest: /etc/size}
      tags: [kept]
    - debug: {msg: bye}
      tags: [others]
  handlers:
    - name: Tell
      debug: {msg: told}
`;

async function planOf(playbook: string, known: Actions = actions): Promise<Plan> {
  const { value, diagnostics } = await planned(playbook, {
    actions: known,
    selection: { tags: ['kept'], skipTags: [] },
  });
  if (value === undefined) throw new Error(JSON.stringify(diagnostics));
  return value;
}

async function digestOf(playbook: string): Promise<string> {
  return planDigest(await planOf(playbook), 'salt');
}

test.for([
  ['where it is written', '- hosts: web', '\n# a comment\n- hosts: web'],
  ['how its values are laid out', 'copy: {content', 'copy: {  content'],
  ['a task that tags leave out', 'msg: bye', 'msg: see you'],
] as const)('%s decides nothing', async ([, from, to]) => {
  expect(PLAYBOOK).toContain(from);
  expect(await digestOf(PLAYBOOK.replace(from, to))).toBe(await digestOf(PLAYBOOK));
});

test.for([
  ['a parameter', 'dest: /etc/size', 'dest: /etc/sizes'],
  ['another action', 'copy: {content: "{{ size }}", dest: /etc/size}', 'file: {path: /etc/size}'],
  ['the name of a task', 'tags: [kept]', 'name: Write\n      tags: [kept]'],
  ['a handler', 'msg: told', 'msg: tell'],
  ['a variable', 'size: 3', 'size: 4'],
  ['a whole number that is a float now', 'size: 3', 'size: 3.0'],
  ['a member of a variable that looks like a place', 'line: 1', 'line: 2'],
  ['a member of a variable called `at`', 'at: x', 'at: y'],
  ['which hosts are meant', 'hosts: web', 'hosts: db'],
  ['whose rights are taken', '- hosts: web', '- hosts: web\n  become: true'],
  ['how many at a time', '- hosts: web', '- hosts: web\n  serial: 1'],
] as const)('%s decides', async ([, from, to]) => {
  expect(PLAYBOOK).toContain(from);
  expect(await digestOf(PLAYBOOK.replace(from, to))).not.toBe(await digestOf(PLAYBOOK));
});

test('how an action describes itself decides nothing', async () => {
  const plan = await planOf(PLAYBOOK);
  const reworded = [...actions.values()].map((action) => ({
    ...action,
    summary: 'Say it anew',
    example: '- new: {}\n',
  }));
  const again = await planOf(PLAYBOOK, byName(reworded));
  expect(again.plays[0]?.tasks.map(({ task }) => task.action)).toEqual(['copy']);
  expect(planDigest(again, 'salt')).toBe(planDigest(plan, 'salt'));
});

test('the salt decides, so that nobody can look up what went into it', async () => {
  const plan = await planOf(PLAYBOOK);
  expect(planDigest(plan, 'one')).not.toBe(planDigest(plan, 'another'));
});

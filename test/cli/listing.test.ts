import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect } from 'vitest';
import { test as base, rulerun } from './command.ts';

const FILES: Readonly<Record<string, string>> = {
  'site.yml': `
- name: First play
  hosts: localhost
  gather_facts: false
  tags: [playtag]
  pre_tasks:
    - {name: pre, debug: {msg: x}, tags: pre}
  roles:
    - {role: r1, tags: [fromrole]}
  tasks:
    - name: blocked
      tags: [blocktag]
      block:
        - {name: inside block, debug: {msg: x}, tags: own}
      rescue:
        - {name: in rescue, debug: {msg: x}}
    - {import_tasks: imp.yml, tags: imptag}
    - {name: dynamic, include_tasks: inc.yml, tags: inctag}
    - {import_role: {name: r1}, tags: imprtag}
    - {name: never one, debug: {msg: x}, tags: [never, special]}
    - meta: flush_handlers
    - debug: {msg: unnamed}
  handlers:
    - {name: h, debug: {msg: x}, tags: handlertag}
- hosts: localhost
  gather_facts: false
  tasks:
    - {name: second play task, debug: {msg: x}, tags: always}
`,
  inv: 'localhost ansible_connection=local\n',
  'imp.yml': '- {name: imported, debug: {msg: x}, tags: [x]}\n',
  'inc.yml': '- {name: included, debug: {msg: x}, tags: [inner]}\n',
  'roles/r1/tasks/main.yml': `
- {name: role task, debug: {msg: x}, tags: inrole}
- {name: role task two, debug: {msg: x}}
`,
  'roles/r1/handlers/main.yml': '- {name: rh, debug: {msg: x}}\n',
  'include.yml': `
- hosts: localhost
  gather_facts: false
  tags: [p]
  tasks:
    - {name: inc, include_tasks: a.yml, tags: [inc]}
    - {name: inc always, include_tasks: b.yml, tags: [always]}
    - tags: [blk]
      block:
        - include_tasks: c.yml
    - {name: applied, include_tasks: {file: d.yml, apply: {tags: [app]}}, tags: [app]}
`,
  ...Object.fromEntries(
    ['a', 'b', 'c', 'd'].map((name) => [
      `${name}.yml`,
      `- {name: ${name} untagged, debug: {msg: x}}\n- {name: ${name} own, debug: {msg: x}, tags: [own_${name}]}\n`,
    ]),
  ),
};

const test = base.extend<{ plan: (...argv: readonly string[]) => Promise<string> }>({
  plan: async ({ folder, stateDir }, use) => {
    for (const [name, text] of Object.entries(FILES)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
    await use(async (playbook = '', ...more) => {
      const argv = ['plan', join(folder, playbook), '-i', join(folder, 'inv'), ...more];
      const { out, err, exitCode } = await rulerun(argv, { environment: { RULERUN_STATE_DIR: stateDir } });
      return exitCode === 0 ? out : `exit code ${exitCode}: ${err}`;
    });
  },
});

// The tags that ansible-playbook 2.14.18 lists; it leaves out rescue, always and handlers, and lists `meta`.
test('--list-tasks names the role and the arm of a block, with the tags that a task has from around it', async ({
  plan,
}) => {
  const lines = (await plan('site.yml', '--list-tasks')).trimEnd().split('\n');
  expect(lines.filter((line) => !line.includes('No other run'))).toEqual([
    'play 1: First play',
    '  pre  tags: playtag, pre',
    '  r1 : role task  tags: fromrole, inrole, playtag',
    '  r1 : role task two  tags: fromrole, playtag',
    '  inside block  tags: blocktag, own, playtag',
    '  rescue: in rescue  tags: blocktag, playtag',
    '  imported  tags: imptag, playtag, x',
    '  dynamic  tags: inctag, playtag',
    '  r1 : role task  tags: imprtag, inrole, playtag',
    '  r1 : role task two  tags: imprtag, playtag',
    '  debug  tags: playtag',
    '  handler: r1 : rh  tags: playtag',
    '  handler: h  tags: handlertag, playtag',
    'play 2: localhost',
    '  second play task  tags: always',
  ]);
});

test.for<[readonly string[], readonly string[]]>([
  [[], ['blocktag, fromrole, imprtag, imptag, inctag, inrole, own, playtag, pre, x', 'always']],
  [
    ['--tags', 'own'],
    ['blocktag, own, playtag', 'always'],
  ],
  [
    ['--tags', 'special'],
    ['never, playtag, special', 'always'],
  ],
])('--list-tags %o', async ([more, tags], { plan }) => {
  const lines = (await plan('site.yml', '--list-tags', ...more)).split('\n');
  const listed = lines.filter((line) => line.startsWith('  tags: ')).map((line) => line.slice(8));
  // The check that nobody else has the host always runs.
  expect(listed.map((line) => line.replace(/^always, /, ''))).toEqual(tags);
});

/** The titles of the tasks that ran, without those of checks. */
function ran(out: string): readonly string[] {
  const events = out.split('\n').filter((line) => line.startsWith('{'));
  return events.flatMap((line) => {
    const { type, title } = JSON.parse(line) as { readonly type: string; readonly title: string };
    return type === 'task.satisfied' ? [title] : [];
  });
}

test.for<[string, readonly string[]]>([
  ['inc', ['inc', 'inc always']],
  ['own_b', ['inc always', 'b own']],
  ['blk', ['inc always', 'include_tasks', 'c untagged', 'c own']],
  ['app', ['inc always', 'applied', 'd untagged', 'd own']],
  [
    'p',
    [
      ...['inc', 'a untagged', 'a own', 'inc always', 'b untagged', 'b own'],
      ...['include_tasks', 'c untagged', 'c own', 'applied', 'd untagged', 'd own'],
    ],
  ],
])('as in Ansible, --tags %s chooses among what is included too', async ([tags, titles], { plan }) => {
  expect(ran(await plan('include.yml', '--tags', tags, '--output', 'jsonl'))).toEqual(titles);
});

test.for<[string, string]>([
  ['role task two', 'r1 : role task two'],
  ['r1 : role task two', 'r1 : role task two'],
  ['imp*', 'imported'],
  ['second play task', 'second play task'],
])('as in Ansible, --start-at-task "%s" begins with %s', async ([name, first], { plan }) => {
  expect(ran(await plan('site.yml', '--start-at-task', name, '--output', 'jsonl'))[0]).toBe(first);
});

test('--start-at-task with a name that no task has says what to do', async ({ plan }) => {
  const out = await plan('site.yml', '--start-at-task', 'role taks');
  expect(out).toContain('exit code 3');
  expect(out).toContain('did you mean `role task`?');
});

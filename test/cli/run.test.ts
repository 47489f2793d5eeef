import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { rulerun, test } from './command.ts';
import { sandboxInventory, sandboxReason } from './sandbox.ts';

const playbook = `- name: Try
  hosts: nodes
  become: true
  serial: [1, 100%]
  tasks:
    - name: make a file
      shell: echo "hello {{ inventory_hostname }}" > /root/try
      args: {creates: /root/try}
      undo: rm -f /root/try
      register: made
    - name: show it
      debug: {var: made.rc}
`;

describe.skipIf(sandboxReason !== undefined)('on three sandbox hosts', () => {
  test('plan, apply, apply again, rollback', async ({ folder, stateDir }) => {
    const path = join(folder, 'try.yml');
    await writeFile(path, playbook);
    const inventory = await sandboxInventory(folder);
    const environment = { RULERUN_STATE_DIR: stateDir };
    const args = [path, '-i', inventory];

    const plan = await rulerun(['plan', ...args], { environment });
    expect(plan.exitCode, plan.all).toBe(10);
    expect(plan.out).toContain('Preview: 3 changes on 3 of 3 hosts');
    expect(await readdir(join(stateDir, 'runs')).catch(() => [])).toEqual([]);

    const refused = await rulerun(['apply', ...args], { environment });
    expect(refused).toMatchObject({ exitCode: 2 });
    expect(refused.err).toContain('--yes');
    const declined = await rulerun(['apply', ...args], { environment, answers: ['no'] });
    expect(declined.exitCode).toBe(130);

    const applied = await rulerun(['apply', ...args], { environment, answers: ['yes'] });
    expect(applied.exitCode, applied.all).toBe(0);
    expect(applied.out).toContain('3 changed');
    const again = await rulerun(['apply', ...args, '--yes', '--output', 'jsonl'], { environment });
    expect(again.exitCode, again.all).toBe(0);
    const events = again.out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(events.every((event) => event['formatVersion'] === 1)).toBe(true);
    expect(events.filter(({ type }) => type === 'host.finished').map(({ outcome }) => outcome)).toEqual([
      'unchanged',
      'unchanged',
      'unchanged',
    ]);

    const runs = JSON.parse((await rulerun(['history', '--json'], { environment })).out) as {
      run: string;
      exitCode: number;
    }[];
    expect(runs.map(({ exitCode }) => exitCode)).toEqual([0, 0, 130]);
    const run = runs[1]?.run ?? '';
    expect((await stat(join(stateDir, 'runs', run))).mode & 0o777).toBe(0o700);
    expect((await rulerun(['status', run], { environment })).out).toContain('3 changed');
    const back = await rulerun(['rollback', run, '--yes'], { environment });
    expect(back.exitCode, back.all).toBe(0);
    expect(back.out).toContain('3 rolled-back');
    expect((await rulerun(['rollback', run, '--yes'], { environment })).all).toContain('rolled back');
    expect((await rulerun(['plan', ...args], { environment })).exitCode).toBe(10);
  });

  test('a run is told in reports, and as one document', async ({ folder, stateDir }) => {
    const path = join(folder, 'try.yml');
    await writeFile(path, playbook);
    const environment = { RULERUN_STATE_DIR: stateDir };
    const args = [path, '-i', await sandboxInventory(folder)];
    const reports = join(folder, 'reports');
    await mkdir(reports);
    const page = join(folder, 'page.html');
    const run = await rulerun(['apply', ...args, '--yes', '--json', '--report', reports, '--report', page], {
      environment,
    });
    expect(run.exitCode, run.all).toBe(0);
    const document = JSON.parse(run.out) as { run: string };
    expect(document).toMatchObject({ formatVersion: 1, exitCode: 0, outcomes: { changed: 3 } });
    expect(run.err).toContain('3 changed');
    expect((await readdir(reports)).toSorted()).toEqual(
      ['html', 'json', 'xml'].map((ending) => `${document.run}.${ending}`),
    );
    expect(await readFile(page, 'utf8')).toContain('<svg');
    expect((await rulerun(['report', 'last', '--html', page], { environment })).exitCode).toBe(0);
    expect(await readFile(page, 'utf8')).toContain('<svg');
    const preview = await rulerun(['plan', ...args, '--output', 'json'], { environment });
    expect(JSON.parse(preview.out)).toMatchObject({ command: 'plan', exitCode: 0 });
    expect(await readdir(join(stateDir, 'runs'))).toHaveLength(1);
  });

  test('step by step, only what is wanted is done', async ({ folder, stateDir }) => {
    const path = join(folder, 'steps.yml');
    await writeFile(
      path,
      '- hosts: nodes\n  become: true\n  tasks:\n    - {name: one, copy: {content: x, dest: /root/one}}\n    - {name: two, copy: {content: x, dest: /root/two}}\n',
    );
    const args = [path, '-i', await sandboxInventory(folder), '--yes', '--step'];
    const environment = { RULERUN_STATE_DIR: stateDir };
    expect(await rulerun(['apply', ...args], { environment })).toMatchObject({ exitCode: 2 });
    const run = await rulerun(['apply', ...args], { environment, answers: ['n', 'y'] });
    expect(run.exitCode, run.all).toBe(0);
    expect(run.err).toContain('Do "one"?');
    expect(await readdir(join(stateDir, 'runs'))).toHaveLength(1);
    const plan = await rulerun(['plan', path, '-i', args[2] ?? ''], { environment });
    expect(plan.out).toContain('3 changes on 3 of 3 hosts');
  });

  test('quiet says nothing when all is well', async ({ folder, stateDir }) => {
    const path = join(folder, 'try.yml');
    await writeFile(path, playbook);
    const environment = { RULERUN_STATE_DIR: stateDir };
    const run = await rulerun(
      ['apply', path, '-i', await sandboxInventory(folder), '--yes', '--output', 'quiet'],
      { environment },
    );
    expect(run).toMatchObject({ exitCode: 0, all: '' });
  });

  test('a limit, tags, a first task and the lists mean what they mean in Ansible', async ({
    folder,
    stateDir,
  }) => {
    const path = join(folder, 'tags.yml');
    await writeFile(
      path,
      `- hosts: nodes
  tasks:
    - {name: one, command: touch /root/one, tags: [a]}
    - {name: two, command: touch /root/two, tags: [b]}
    - {name: three, command: touch /root/three, tags: [never, c]}
`,
    );
    const environment = { RULERUN_STATE_DIR: stateDir };
    const inventory = await sandboxInventory(folder);
    const plan = async (...more: readonly string[]): Promise<string> =>
      (await rulerun(['plan', path, '-i', inventory, ...more], { environment })).out;
    expect(await plan('-l', 'node2')).toContain('2 changes on 1 of 1 host');
    expect(await plan('-l', 'node*:!node2', '-t', 'a')).toContain('2 changes on 2 of 2 hosts');
    expect(await plan('--skip-tags', 'a', '-l', 'node1')).not.toContain('/root/one');
    expect(await plan('-t', 'c', '-l', 'node1')).toContain('/root/three');
    expect(await plan('--start-at-task', 'two', '-l', 'node1')).not.toContain('/root/one');
    const unknown = await rulerun(['plan', path, '-i', inventory, '-l', 'nod1'], { environment });
    expect(unknown.exitCode).toBe(3);
    expect(unknown.err).toContain('node1');
    expect(await plan('--list-hosts')).toContain('node3');
    expect(await plan('--list-tasks')).toContain('tags: b');
  });

  test('passwords reach no file and no view', async ({ folder, stateDir }) => {
    const path = join(folder, 'secret.yml');
    await writeFile(
      path,
      `- hosts: node1\n  tasks:\n    - {command: "echo {{ ansible_become_password }}", undo: "true"}\n`,
    );
    const environment = { RULERUN_STATE_DIR: stateDir };
    const inventory = await sandboxInventory(
      folder,
      '  vars: {ansible_become_password: canary-4711-geheim}\n',
    );
    const run = await rulerun(['apply', path, '-i', inventory, '--yes', '-vv', '--diff'], { environment });
    expect(run.exitCode, run.all).toBe(0);
    expect(run.all).not.toContain('canary-4711');
    expect(run.all).toContain('[secret]');
    const names = await readdir(join(stateDir, 'runs'), { recursive: true, withFileTypes: true });
    for (const entry of names.filter((one) => one.isFile())) {
      expect(await readFile(join(entry.parentPath, entry.name), 'utf8'), entry.name).not.toContain(
        'canary-4711',
      );
    }
  });
});

test('all mistakes are told at once, each with its place, and no host is contacted', async ({
  folder,
  stateDir,
}) => {
  const path = join(folder, 'wrong.yml');
  await writeFile(
    path,
    `- hosts: nodse
  becom: true
  serial: many
  tasks:
    - {name: one, comand: uptime}
    - {name: two, command: uptime, when: "a ==" }
    - {name: three, shell: {cmd: ls, chdri: /}}
    - {name: four, command: uptime, notify: nobody}
`,
  );
  const run = await rulerun([
    'apply',
    path,
    '-i',
    await sandboxInventory(folder),
    '--yes',
    '--state-dir',
    stateDir,
  ]);
  expect(run.exitCode).toBe(3);
  for (const place of [':1:10:', ':2:3:', ':3:11:', ':5:19:', ':6:47:', ':7:38:', ':8:45:'])
    expect(run.err).toContain(`${path}${place}`);
  expect(run.err).toContain('did you mean `command`?');
  expect(run.err).toContain('No host was contacted.');
  expect(await readdir(stateDir).catch(() => [])).toEqual([]);
});

test('a report that cannot be written stops the run before it begins', async ({ folder, stateDir }) => {
  const inventory = join(folder, 'hosts');
  await writeFile(inventory, '[nodes]\na\n');
  const path = join(folder, 'try.yml');
  await writeFile(path, playbook);
  const environment = { RULERUN_STATE_DIR: stateDir };
  for (const [where, why] of [
    [join(folder, 'no', 'page.html'), 'cannot write the report'],
    [join(folder, 'page.pdf'), 'does not say what kind'],
  ] as const) {
    const run = await rulerun(['apply', path, '-i', inventory, '-y', '--report', where], { environment });
    expect(run.exitCode, run.all).toBe(2);
    expect(run.err).toContain(why);
  }
  expect(await readdir(join(stateDir, 'runs')).catch(() => [])).toEqual([]);
});

test('a playbook that is not there is an error with a hint', async ({ folder, stateDir }) => {
  const run = await rulerun(['plan', join(folder, 'nope.yml'), '-i', 'localhost,', '--state-dir', stateDir]);
  expect(run.exitCode).toBe(3);
  expect(run.err).toContain('there is no such file');
});

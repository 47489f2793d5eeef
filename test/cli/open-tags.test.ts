import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { rulerun, test } from './command.ts';

const FILES: Readonly<Record<string, string>> = {
  hosts: 'h1 plugin=calico ansible_connection=local\n',
  'p.yml': `- hosts: all
  gather_facts: false
  tasks:
    - include_role:
        name: net
        apply: {tags: ["{{ plugin }}", network]}
      tags: [network]
`,
  'roles/net/tasks/main.yml': '- debug: {msg: done}\n',
};

test('tags that only a host can tell are no mistake of an include, but of who selects by tags', async ({
  folder,
}) => {
  for (const [name, text] of Object.entries(FILES)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const run = (...words: readonly string[]): ReturnType<typeof rulerun> =>
    rulerun([...words, join(folder, 'p.yml'), '-i', join(folder, 'hosts'), '--state-dir', folder]);
  expect((await run('plan')).all).toContain('net : debug: done');
  for (const option of ['--tags', '--skip-tags']) {
    const told = await run('plan', option, 'network');
    expect(told.exitCode).toBe(3);
    expect(told.all).toContain('the tag `{{ plugin }}`, which only a host can tell');
  }
  expect((await run('plan', '--tags', 'network', '-e', 'plugin=calico')).exitCode).toBe(0);
});

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { rulerun, test } from './command.ts';

const tasks: readonly (readonly [task: string, line: number])[] = [
  ['- command: iptables -F', 4],
  ['- command: {argv: [iptables, -t, nat, -F]}', 4],
  ['- shell: |\n        true\n        iptables-restore < /etc/sysconfig/iptables', 4],
  ['- systemd: {name: iptables, state: stopped}', 4],
  ['- systemd: {unit: iptables.service, state: restarted}', 4],
  ['- service: {name: ip6tables, state: reloaded}', 4],
  ['- {command: "true", undo: "iptables -X"}', 4],
];

test.for(tasks)(
  'a step that flushes is refused before any host is contacted: %s',
  async ([task, line], { folder }) => {
    const path = join(folder, 'flush.yml');
    await writeFile(path, `- hosts: all\n  become: true\n  tasks:\n    ${task}\n`);
    const run = await rulerun(['validate', path]);
    expect(run.exitCode, run.all).toBe(3);
    expect(run.err).toContain(`${path}:${line}:`);
    expect(run.err).toContain('error[PB001]');
    expect(run.err).toContain('allow_flush: true');
  },
);

test('a step that says that it may flush is accepted', async ({ folder }) => {
  const path = join(folder, 'flush.yml');
  await writeFile(
    path,
    '- hosts: all\n  tasks:\n    - {command: iptables -F, allow_flush: true}\n    - {systemd: {name: iptables, state: restarted}, allow_flush: true}\n    - command: iptables -S\n',
  );
  const run = await rulerun(['validate', path]);
  expect(run.exitCode, run.all).toBe(0);
});

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { rulerun, test } from './command.ts';
import { sandboxInventory, sandboxReason } from './sandbox.ts';

const wanted = `- name: As wanted
  hosts: nodes
  become: true
  tasks:
    - name: iptables.service never starts
      systemd: {name: iptables.service, enabled: false, masked: true}
  verify:
    - name: the file of rules is there
      stat: {path: /etc/sysconfig/iptables}
    - name: and says what it must
      file_text: {path: /etc/sysconfig/iptables, must_match: ['^\\*filter']}
`;

describe.skipIf(sandboxReason !== undefined)('drift', () => {
  test('says what the installer did behind our back, for people and for monitors', async ({
    folder,
    stateDir,
  }) => {
    const environment = { RULERUN_STATE_DIR: stateDir };
    const path = join(folder, 'wanted.yml');
    await writeFile(path, wanted);
    const inventory = await sandboxInventory(folder);
    const args = [path, '-i', inventory];
    expect((await rulerun(['apply', ...args, '--yes'], { environment })).exitCode).toBe(0);
    const none = await rulerun(['drift', ...args], { environment });
    expect(none.exitCode, none.all).toBe(0);
    expect(none.out).toContain('3 as wanted');

    const installer = join(folder, 'installer.yml');
    await writeFile(
      installer,
      '- hosts: node2\n  become: true\n  tasks:\n    - {systemd: {name: iptables, enabled: true, masked: false}}\n    - {shell: "sed -i s/filter/nat/ /etc/sysconfig/iptables", irreversible: true}\n',
    );
    const done = await rulerun(['apply', installer, '-i', inventory, '--yes'], { environment });
    expect(done.exitCode, done.all).toBe(0);
    const report = join(folder, 'drift.xml');
    const drift = await rulerun(['drift', ...args, '--json', '--report', report], { environment });
    expect(drift.exitCode, drift.all).toBe(10);
    expect(JSON.parse(drift.out)).toMatchObject({ command: 'drift', exitCode: 10 });
    expect(drift.err).toMatch(/node2 +drifted/);
    expect(drift.err).toMatch(/node1 +as wanted/);
    const junit = await readFile(report, 'utf8');
    expect(junit).toContain('<failure type="drift" message="disable and mask iptables.service"/>');
    expect(junit.match(/<failure/g)).toHaveLength(3);
  });
});

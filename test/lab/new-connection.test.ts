import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect } from 'vitest';
import { labCommand, on, reason, rulerun, test } from './hosts.ts';

/** What keeps the next login out, as tasks that leave the connection there is at work. */
const DOORS: readonly (readonly [what: string, tasks: string, why: RegExp])[] = [
  [
    'new connections to sshd are dropped',
    `- shell: iptables -w -I INPUT -p tcp --dport 22 -m conntrack --ctstate NEW -j DROP
      undo: iptables -w -D INPUT -p tcp --dport 22 -m conntrack --ctstate NEW -j DROP`,
    /took longer than/,
  ],
  [
    'only what is established comes past the policy DROP',
    // What returns from a chain of the kernel's meets its policy.
    `- shell: iptables -w -P INPUT DROP && iptables -w -I INPUT -p tcp --dport 22 -m conntrack --ctstate NEW -j RETURN
      undo: iptables -w -P INPUT ACCEPT && iptables -w -D INPUT -p tcp --dport 22 -m conntrack --ctstate NEW -j RETURN`,
    /took longer than/,
  ],
  ['sshd is stopped', '- service: {name: ssh, state: stopped}', /connection refused/],
  [
    'sudo no longer lets the user become root',
    '- copy: {dest: /etc/sudoers.d/zz-ops, content: "ops ALL=(ALL) !ALL\\n", mode: "0440"}',
    /cannot become root/,
  ],
];

/** What the rows change. */
const doors = `iptables-save | sed -e '/^#/d' -e 's/\\[[0-9:]*\\]//'
systemctl is-active ssh
find /etc/sudoers.d -type f -printf '%p %m %T@\\n' | sort`;

describe.skipIf(reason !== undefined)('a host that takes no new connection', () => {
  beforeAll(async () => {
    await labCommand('up', '1');
    await labCommand('reset', 'node1');
  }, 900_000);

  test.for(DOORS)(
    '%s: the change is taken back over the old one',
    async ([, task, why], { folder, inventoryFor, stateDir }) => {
      const inventory = await inventoryFor('ops', { ansible_become: true });
      const playbook = join(folder, 'close.yml');
      await writeFile(playbook, `- hosts: nodes\n  tasks:\n    ${task}\n`);
      const before = await on('node1', doors);
      const run = await rulerun(['apply', playbook, '-i', inventory, '-l', 'node1', '--yes'], stateDir);
      expect(run.exitCode, run.all).toBe(5);
      expect(run.out).toMatch(/takes no new connection/);
      expect(run.out).toMatch(why);
      expect(run.out).toMatch(/1 rolled-back/);
      expect(await on('node1', doors)).toBe(before);
      expect(await labCommand('ssh', 'ops@node1', 'sudo -n id -u')).toBe('0\n');
    },
  );
});

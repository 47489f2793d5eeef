import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect } from 'vitest';
import { flagship, labCommand, labPassword, on, reason, rulerun, stateOf, test } from './hosts.ts';

const nodes = ['node1', 'node2', 'node3'] as const;
const states = (): Promise<string[]> => Promise.all(nodes.map(stateOf));

/** The lines of a text that another lacks: a failure names the files, not two sums. */
function linesNotIn(other: string | undefined, text: string | undefined): string[] {
  const known = new Set(other?.split('\n'));
  return text?.split('\n').filter((line) => !known.has(line)) ?? [];
}

if (reason !== undefined) process.stderr.write(`skipped, the lab suite: ${reason}\n`);

describe.skipIf(reason !== undefined)('the main job on real hosts', () => {
  beforeAll(async () => {
    await labCommand('up', '3');
    await labCommand('reset', ...nodes);
  }, 900_000);

  test('a preview names the change with its diff and leaves no trace', async ({ inventoryFor, stateDir }) => {
    const inventory = await inventoryFor('root');
    // Not what the container runtimes write about themselves: containerd tidies its database when it likes.
    const everyFile = (): Promise<string[]> =>
      Promise.all(
        nodes.map((node) =>
          on(
            node,
            "find / -xdev \\( -path /proc -o -path /sys -o -path /run -o -path /var/log -o -path /var/lib/docker -o -path /var/lib/containerd -o -path /tmp \\) -prune -o -type f -printf '%p %s %T@\\n' -o -printf '%p %y\\n' | sort",
          ),
        ),
      );
    const before = await everyFile();
    const plan = await rulerun(['plan', flagship, '-i', inventory], stateDir);
    expect(plan.all).toContain('enabled');
    expect(plan.exitCode).toBe(10);
    const after = await everyFile();
    for (const [index, node] of nodes.entries())
      expect(linesNotIn(before[index], after[index]), node).toEqual([]);
    for (const [index, node] of nodes.entries())
      expect(linesNotIn(after[index], before[index]), node).toEqual([]);
  });

  test.for([
    ['root', false],
    ['ops', true],
    ['opspw', true],
    ['tcsh-user', true],
    ['fish-user', true],
    ['noisy', true],
  ] as const)(
    'as %s: disabled, masked, everything running as before, and back again',
    async ([user, become], { inventoryFor, stateDir }) => {
      const password = user === 'opspw' ? { ansible_become_password: await labPassword() } : {};
      const inventory = await inventoryFor(user, { ansible_become: become, ...password });
      const before = await states();
      const rules = await Promise.all(
        nodes.map((node) => on(node, "iptables-save | sed -e '/^#/d' -e 's/\\[[0-9:]*\\]//'")),
      );
      const containers = await Promise.all(
        nodes.map((node) =>
          on(node, "docker ps -q --no-trunc | xargs docker inspect --format '{{.Id}} {{.State.StartedAt}}'"),
        ),
      );

      const applied = await rulerun(['apply', flagship, '-i', inventory, '--yes'], stateDir);
      expect(applied.exitCode, applied.all).toBe(0);
      for (const [index, node] of nodes.entries()) {
        expect(await on(node, 'systemctl is-enabled iptables || :')).toBe('masked');
        expect(await on(node, "find /etc/systemd -path '*.wants/iptables.service'")).toBe('');
        expect(await on(node, 'systemctl is-active iptables')).toBe('active');
        expect(await on(node, "iptables-save | sed -e '/^#/d' -e 's/\\[[0-9:]*\\]//'")).toBe(rules[index]);
        expect(
          await on(
            node,
            "docker ps -q --no-trunc | xargs docker inspect --format '{{.Id}} {{.State.StartedAt}}'",
          ),
        ).toBe(containers[index]);
      }

      const again = await rulerun(['apply', flagship, '-i', inventory, '--yes'], stateDir);
      expect(again.exitCode, again.all).toBe(0);
      expect(again.out).toContain('3 unchanged');

      const runs = JSON.parse((await rulerun(['history', '--json'], stateDir)).out) as {
        readonly run: string;
      }[];
      const first = runs.at(-1)?.run ?? '';
      const asks = user === 'opspw';
      const back = await rulerun(
        ['rollback', first, '--yes', ...(asks ? ['-K'] : [])],
        stateDir,
        asks ? `${await labPassword()}\n` : '',
      );
      expect(back.exitCode, back.all).toBe(0);
      expect(await states()).toEqual(before);
      for (const node of nodes) expect(await on(node, 'systemctl is-enabled iptables')).toBe('enabled');
    },
  );

  test('a task that fails on the second of three: it is back byte for byte, the third was never touched', async ({
    folder,
    inventoryFor,
    stateDir,
  }) => {
    const inventory = await inventoryFor('root');
    const playbook = join(folder, 'fails.yml');
    await writeFile(
      playbook,
      `- hosts: nodes
  become: true
  serial: 1
  tasks:
    - {name: mask, systemd: {name: iptables.service, enabled: false, masked: true}}
    - {name: write, copy: {dest: /etc/sysconfig/rulerun-test, content: "x\\n", mode: "0640"}}
    - {name: edit, lineinfile: {path: /etc/sysconfig/iptables-config, regexp: "^IPTABLES_SAVE_ON_STOP=", line: 'IPTABLES_SAVE_ON_STOP="yes"'}}
    - {name: break, shell: 'test "$(uname -n)" != node2', changed_when: false}
`,
    );
    const before = await states();
    const run = await rulerun(['apply', playbook, '-i', inventory, '--yes'], stateDir);
    expect(run.exitCode, run.all).toBe(5);
    const after = await states();
    expect(after[0]).not.toBe(before[0]);
    expect(after[1]).toBe(before[1]);
    expect(after[2]).toBe(before[2]);
    expect(run.out).toContain('node2');
    expect(run.all).toMatch(/node2 +rolled-back/);
    await rulerun(['rollback', 'last', '--yes'], stateDir);
    expect(await states()).toEqual(before);
  });

  test('a user without sudo rights: refused with the way out, nothing changed', async ({
    inventoryFor,
    stateDir,
  }) => {
    const inventory = await inventoryFor('nosudo', { ansible_become: true });
    const before = await states();
    const run = await rulerun(['apply', flagship, '-i', inventory, '--yes'], stateDir);
    expect(run.exitCode, run.all).toBe(4);
    expect(run.all).toMatch(/sudo/);
    expect(run.all).toContain('hint:');
    expect(await states()).toEqual(before);
  });

  test('a wrong sudo password is not tried twice', async ({ inventoryFor, stateDir }) => {
    const inventory = await inventoryFor('opspw', {
      ansible_become: true,
      ansible_become_password: 'wrong-password',
    });
    const run = await rulerun(['apply', flagship, '-i', inventory, '--yes', '-l', 'node1'], stateDir);
    expect(run.exitCode, run.all).toBe(4);
    expect(run.all).not.toContain('wrong-password');
  });

  test('a host that is down: named, and nothing is changed on the others', async ({
    inventoryFor,
    stateDir,
  }) => {
    const inventory = await inventoryFor('root');
    await labCommand('power', 'node2', 'off');
    try {
      const run = await rulerun(['apply', flagship, '-i', inventory, '--yes', '-T', '3'], stateDir);
      expect(run.exitCode, run.all).toBe(4);
      expect(run.out).toMatch(/node2 +unreachable/);
      expect(run.out).toMatch(/node1 +not-started/);
      expect(await on('node1', 'systemctl is-enabled iptables')).toBe('enabled');
    } finally {
      await labCommand('power', 'node2', 'on');
      await labCommand('reset', 'node2');
    }
  });

  test('a changed host key: refused with both places and the command that would trust it', async ({
    folder,
    inventoryFor,
    stateDir,
  }) => {
    const inventory = await inventoryFor('root');
    const forged = join(folder, 'forged');
    const known = (await rulerun(['inventory', '-i', inventory, '--host', 'node1'], stateDir)).out;
    const { ansible_host: address } = JSON.parse(known) as { ansible_host: string };
    await writeFile(
      forged,
      `${address} ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPH9NcUNkvCIWRUO+7SGbHTmHtIdPSPMvGVTEvTKlFTb\n`,
    );
    const run = await rulerun(
      ['apply', flagship, '-i', inventory, '--yes', '--known-hosts', forged, '-l', 'node1'],
      stateDir,
    );
    expect(run.exitCode, run.all).toBe(4);
    expect(run.all).toContain('SHA256:');
    expect(run.all).toContain('hint:');
  });

  test('docker that requires iptables.service blocks the job before anything is changed', async ({
    inventoryFor,
    stateDir,
  }) => {
    const inventory = await inventoryFor('root');
    await labCommand('partof', 'node3', 'requires');
    try {
      const run = await rulerun(['apply', flagship, '-i', inventory, '--yes'], stateDir);
      expect(run.exitCode, run.all).toBe(4);
      expect(run.out).toMatch(/node3 +blocked/);
      expect(await on('node1', 'systemctl is-enabled iptables')).toBe('enabled');
    } finally {
      await labCommand('partof', 'node3', 'off');
    }
  });
});

import { spawn } from 'node:child_process';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect } from 'vitest';
import { labCommand, on, reason, root, rulerun, test } from './hosts.ts';
import { answers, poll } from './poller.ts';

const limited = join(root, 'playbooks/limited-iptables-config.yml');
const restore = join(root, 'playbooks/restore-node-rules.yml');
const adminOutput = join(root, 'playbooks/admin-output-rules.yml');

const adminChain = 'iptables -S OPENSHIFT-ADMIN-OUTPUT-RULES';
const adminRule =
  '-A OPENSHIFT-ADMIN-OUTPUT-RULES -d 203.0.113.0/24 -j REJECT --reject-with icmp-port-unreachable';
const chains =
  "iptables-save | sed -n -e '/^\\*/p' -e 's/^:\\([A-Z-]*\\) .*/\\1/p' | grep -v '^KUBE-SEP' | sort";
const started = "docker ps -q --no-trunc | xargs docker inspect --format '{{.Id}} {{.State.StartedAt}}'";
const dockerStarts = "journalctl -u docker.service -b --no-pager -o cat | grep -c '^Started' || :";

/** Docker starts, and does not get beyond that until `/run/hold` is gone. */
const SLOW_DOCKER = `mkdir -p /etc/systemd/system/docker.service.d
cat > /etc/systemd/system/docker.service.d/slow.conf <<'END'
[Service]
ExecStartPre=/bin/sh -c '[ ! -e /run/hold ] || touch /run/starting; while [ -e /run/hold ]; do sleep 0.1; done'
END
systemctl daemon-reload
touch /run/hold`;
/** Whose rules they are does not matter here, nor the order in which two programs put theirs. */
const asRunning = `iptables-save | sed -e '/^#/d' -e 's/\\[[0-9:]*\\]//' | sort
systemctl is-active iptables docker atomic-openshift-node
systemctl is-enabled iptables docker atomic-openshift-node
cat /etc/sysconfig/iptables`;

async function addressOf(node: string, inventory: string): Promise<string> {
  const text = await readFile(join(inventory, 'hosts.yml'), 'utf8');
  return /ansible_host: *"?([0-9.]+)/.exec(text.slice(text.indexOf(`${node}:`)))?.[1] ?? '';
}

/** What a node is like where somebody has saved the running rules, and administrators have filled their chain. */
async function pollute(node: string): Promise<void> {
  await on(
    node,
    `set -e
     iptables -w -A ${adminRule.slice(3)}
     iptables-save > /etc/sysconfig/iptables
     sed -i 's/^-A INPUT -j REJECT.*/-A INPUT -p tcp -m tcp --dport 9443 -j ACCEPT\\n&/' /etc/sysconfig/iptables`,
  );
}

describe.skipIf(reason !== undefined)('limited rules on real hosts', () => {
  beforeEach(async () => {
    await labCommand('up', '3');
    await labCommand('reset', 'node1');
  }, 900_000);

  test('live: the published port never misses a beat, the file is clean, and it all goes back', async ({
    inventoryFor,
    stateDir,
  }) => {
    const inventory = await inventoryFor('ops', { ansible_become: true });
    const only = ['-i', inventory, '-l', 'node1'];
    const address = await addressOf('node1', inventory);
    await pollute('node1');
    const before = await on('node1', `${chains}; ${started}; iptables -S; cat /etc/sysconfig/iptables`);
    const containers = await on('node1', started);
    const polling = poll(address);
    const run = await rulerun(['apply', limited, ...only, '--yes'], stateDir);
    expect(run.exitCode, run.all).toBe(0);
    expect(run.out).toContain('1 changed');
    const file = await on('node1', 'cat /etc/sysconfig/iptables');
    expect(file).not.toMatch(/DOCKER|OPENSHIFT-|KUBE-/);
    expect(file).toContain('--dport 9443');
    expect(await on('node1', 'iptables -S INPUT')).toMatch(/--dport 9443 -j ACCEPT[\s\S]*-j REJECT/);
    expect(await on('node1', started)).toBe(containers);
    expect(await on('node1', adminChain)).toContain(adminRule);

    const again = await rulerun(['apply', limited, ...only, '--yes'], stateDir);
    expect(again.exitCode, again.all).toBe(0);
    expect(again.out).toContain('1 unchanged');
    const first = JSON.parse((await rulerun(['history', '--json'], stateDir)).out) as { run: string }[];
    const back = await rulerun(['rollback', first[1]?.run ?? '', '--yes'], stateDir);
    expect(back.exitCode, back.all).toBe(0);
    const { asked, failed } = await polling.stop();
    expect(failed).toBe(0);
    expect(asked).toBeGreaterThan(20);
    expect(await on('node1', `${chains}; ${started}; iptables -S; cat /etc/sysconfig/iptables`)).toBe(before);
  });

  test.for(['on', 'off'] as const)(
    'restart, with Docker’s tie to iptables.service %s: everything is back, Docker was restarted once, and the plan had said so',
    async (tie, { inventoryFor, stateDir }) => {
      await labCommand('partof', 'node1', tie);
      const inventory = await inventoryFor('root');
      const only = ['-i', inventory, '-l', 'node1', '-e', 'limited_mode=restart'];
      await on('node1', 'iptables -w -P FORWARD DROP');
      await pollute('node1');
      await on('node1', "sed -i 's/^:FORWARD DROP/:FORWARD ACCEPT/' /etc/sysconfig/iptables");
      const before = await on('node1', chains);
      const starts = Number(await on('node1', dockerStarts));
      const plan = await rulerun(['plan', limited, ...only], stateDir);
      expect(plan.exitCode, plan.all).toBe(10);
      if (tie === 'on') {
        expect(plan.all).toContain('restarts docker.service too (PartOf=iptables.service)');
        expect(plan.all).toContain('docker.service restarts with iptables.service (PartOf=iptables.service)');
      }
      expect(plan.all).toMatch(/1 container stops and starts/);
      const run = await rulerun(['apply', limited, ...only, '--yes'], stateDir);
      expect(run.exitCode, run.all).toBe(0);
      expect(await answers(await addressOf('node1', inventory))).toBe(true);
      expect(await on('node1', chains)).toBe(before);
      expect(await on('node1', 'iptables -S FORWARD | head -n 1')).toContain('-P FORWARD DROP');
      expect(await on('node1', adminChain)).toContain(adminRule);
      expect(Number(await on('node1', dockerStarts))).toBe(starts + 1);
    },
  );

  test('a run that ends between the restarts gives the rules back that ran before', async ({
    inventoryFor,
    stateDir,
    folder,
  }) => {
    await labCommand('partof', 'node1', 'off');
    const inventory = await inventoryFor('root');
    const only = ['-i', inventory, '-l', 'node1'];
    const playbook = join(folder, 'half.yml');
    await writeFile(
      playbook,
      `- hosts: nodes
  tasks:
    - {name: flush, systemd: {name: iptables.service, state: restarted}, allow_flush: true}
    - {name: fail, command: 'false', undo: 'true'}
`,
    );
    await pollute('node1');
    const before = await on('node1', chains);
    const run = await rulerun(['apply', playbook, ...only, '--yes'], stateDir);
    expect(run.exitCode, run.all).toBe(5);
    expect(await answers(await addressOf('node1', inventory))).toBe(true);
    expect(await on('node1', chains)).toBe(before);
    expect(await on('node1', adminChain)).toContain(adminRule);
  });

  test('a controller that is killed while Docker restarts: its rollback gives back all that ran', async ({
    inventoryFor,
    stateDir,
  }) => {
    await labCommand('partof', 'node1', 'off');
    const only = ['-i', await inventoryFor('root'), '-l', 'node1', '-e', 'limited_mode=restart'];
    await pollute('node1');
    await on('node1', `iptables -w -P FORWARD DROP\n${SLOW_DOCKER}`);
    const before = await on('node1', asRunning);
    const controller = spawn(
      process.execPath,
      [join(root, 'dist/bin.js'), 'apply', limited, ...only, '--yes'],
      { env: { ...process.env, RULERUN_STATE_DIR: stateDir }, stdio: 'ignore' },
    );
    const ended = new Promise((resolve) => controller.once('close', resolve));
    await on('node1', 'until [ -e /run/starting ]; do sleep 0.1; done');
    controller.kill('SIGKILL');
    await ended;
    await on('node1', 'rm /run/hold');
    const [run = ''] = await readdir(join(stateDir, 'runs'));
    const back = await rulerun(['rollback', run, '--yes'], stateDir);
    expect(back.exitCode, back.all).toBe(0);
    expect(await on('node1', asRunning)).toBe(before);
  });

  test('rules lost by `iptables -F`: those of programs come back, and what the administrators lost is said', async ({
    inventoryFor,
    stateDir,
  }) => {
    const only = ['-i', await inventoryFor('root'), '-l', 'node1'];
    const before = await on('node1', 'iptables -S INPUT');
    await on('node1', 'iptables -w -F');
    const run = await rulerun(['apply', restore, ...only, '--yes'], stateDir);
    expect(run.exitCode, run.all).toBe(1);
    expect(run.out).toContain("node1: INPUT of the table filter has lost the administrators' rules");
    expect(run.all).toContain('`rulerun apply rulerun:limited-iptables-config`');
    const live = await rulerun(['apply', limited, ...only, '--yes'], stateDir);
    expect(live.exitCode, live.all).toBe(0);
    expect(await on('node1', 'iptables -S INPUT')).toBe(before);
    expect((await rulerun(['drift', restore, ...only], stateDir)).exitCode).toBe(0);
  });

  test('rules lost by a restart by hand: drift says what is missing, and the playbook brings it back', async ({
    inventoryFor,
    stateDir,
  }) => {
    await labCommand('partof', 'node1', 'off');
    const inventory = await inventoryFor('root');
    const only = ['-i', inventory, '-l', 'node1'];
    const address = await addressOf('node1', inventory);
    const whole = await rulerun(['drift', restore, ...only], stateDir);
    expect(whole.exitCode, whole.all).toBe(0);
    await on('node1', 'systemctl restart iptables.service');
    expect(await answers(address)).toBe(false);

    const drift = await rulerun(['drift', restore, ...only], stateDir);
    expect(drift.exitCode, drift.all).toBe(10);
    expect(drift.all).toContain('the chain DOCKER of the table nat is not there');
    const run = await rulerun(['apply', restore, ...only, '--yes'], stateDir);
    expect(run.exitCode, run.all).toBe(0);
    expect(await answers(address)).toBe(true);
    expect((await rulerun(['drift', restore, ...only], stateDir)).exitCode).toBe(0);
  });

  test('the administrators’ chain is filled, kept, emptied by somebody, and filled again', async ({
    inventoryFor,
    stateDir,
  }) => {
    const inventory = await inventoryFor('root', {
      admin_output_rules: ['-d 198.51.100.0/24 -j REJECT', '-d 203.0.113.7 -p tcp --dport 25 -j DROP'],
    });
    const only = ['-i', inventory, '-l', 'node1'];
    const run = await rulerun(['apply', adminOutput, ...only, '--yes'], stateDir);
    expect(run.exitCode, run.all).toBe(0);
    const filled = await on('node1', adminChain);
    expect(filled.split('\n')).toHaveLength(3);
    expect((await rulerun(['drift', adminOutput, ...only], stateDir)).exitCode).toBe(0);
    await on('node1', 'iptables -w -F OPENSHIFT-ADMIN-OUTPUT-RULES');
    const drift = await rulerun(['drift', adminOutput, ...only], stateDir);
    expect(drift.exitCode, drift.all).toBe(10);
    const again = await rulerun(['apply', adminOutput, ...only, '--yes'], stateDir);
    expect(again.exitCode, again.all).toBe(0);
    expect(await on('node1', adminChain)).toBe(filled);
  });
});

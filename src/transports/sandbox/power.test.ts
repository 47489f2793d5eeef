import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, describe, expect, onTestFinished, test } from 'vitest';
import { powerOn } from './node/node.ts';
import { newSandbox, noNodes, type TestSandbox } from './nodes.test-kit.ts';

const bootId = 'cat /proc/sys/kernel/random/boot_id';
const units = 'systemctl is-active iptables docker atomic-openshift-node sshd';
const entered = 'systemctl show iptables docker -p ActiveEnterTimestampMonotonic';

describe.skipIf(noNodes !== undefined)('the power of a node', () => {
  const sandboxes: TestSandbox[] = [];
  const open = (): TestSandbox => {
    const sandbox = newSandbox();
    sandboxes.push(sandbox);
    return sandbox;
  };
  afterAll(async () => {
    await Promise.all(sandboxes.map((sandbox) => sandbox[Symbol.asyncDispose]()));
  });

  test('off and on again, a node is as it was', async () => {
    const sandbox = open();
    await sandbox.say('echo kept >/etc/kept; echo kept >/run/kept; systemctl disable -q iptables');
    await sandbox.say('iptables -w -I INPUT -p tcp --dport 9999 -j ACCEPT');
    const rules = "iptables-save | sed -e '/^#/d' -e 's/\\[.*//'";
    const all = `cat /etc/kept /run/kept; ${bootId}; ${units}; ${entered}; systemctl is-enabled iptables; ${rules}`;
    const before = await sandbox.say(all);
    for (let cycle = 0; cycle < 3; cycle += 1) {
      await sandbox.powerOff();
      expect(await sandbox.say(all)).toEqual(before);
    }
    expect(before.stdout).toContain('-p tcp -m tcp --dport 9999 -j ACCEPT');
    expect((await sandbox.say('kill -0 $(systemctl show docker -p MainPID --value)')).exitCode).toBe(0);
  });

  test('a node that lost its power starts anew from its disk', async () => {
    const sandbox = open();
    await sandbox.say('echo kept >/etc/kept; echo lost >/run/lost; systemctl disable -q iptables');
    await sandbox.say('iptables -w -I INPUT -p tcp --dport 9999 -j ACCEPT');
    const before = await sandbox.say(bootId);
    expect((await sandbox.say('kill -9 $(cat /run/host/wire/supervisor); sleep 9')).exitCode).toBeUndefined();
    const after = await sandbox.say(`cat /etc/kept; ls /run/lost; iptables-save | grep -c 9999; ${bootId}`);
    expect(after.stdout).toMatch(/^kept\n0\n[-0-9a-f]{36}\n$/);
    expect(after.stdout).not.toContain(before.stdout);
    // Disabled, and yet started: docker wants it.
    expect((await sandbox.say(units)).stdout).toBe('active\nactive\nactive\nactive\n');
  });

  test('after a restart, a masked firewall is not loaded', async () => {
    const sandbox = open();
    await sandbox.say('systemctl disable -q iptables; systemctl mask -q iptables');
    expect((await sandbox.say('systemctl reboot; sleep 9')).exitCode).toBeUndefined();
    expect((await sandbox.say(`systemctl is-active iptables docker`)).stdout).toBe('inactive\nactive\n');
    const rules = (await sandbox.say('iptables-save')).stdout;
    expect(rules).not.toContain('OS_FIREWALL_ALLOW');
    expect(rules).toContain('-A FORWARD -o docker0 -j DOCKER');
    expect(rules).toContain('OPENSHIFT-FIREWALL-ALLOW');
  });

  test('a restart stops services in order: the firewall saves its rules when it is told to', async () => {
    const sandbox = open();
    await sandbox.say(`sed -i 's/SAVE_ON_STOP="no"/SAVE_ON_STOP="yes"/' /etc/sysconfig/iptables-config`);
    await sandbox.say('iptables -w -I INPUT -p tcp --dport 9999 -j ACCEPT');
    await sandbox.say('reboot; sleep 9');
    expect((await sandbox.say('iptables-save | grep -c 9999; ls /etc/sysconfig')).stdout).toBe(
      '1\niptables\niptables-config\niptables.save\n',
    );
  });

  test('a timer that was due while the power was off fires when it is back', async () => {
    const sandbox = open();
    await sandbox.say("systemd-run -q --unit=late --on-active=1 /bin/sh -c 'echo fired >/root/fired'");
    await sandbox.say("systemd-run -q --unit=later --on-active=1h /bin/sh -c 'echo fired >/root/later'");
    await sandbox.powerOff();
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await expect.poll(async () => (await sandbox.say('cat /root/fired')).stdout).toBe('fired\n');
    expect((await sandbox.say('systemctl is-active later.timer; ls /root/later')).stdout).toBe('active\n');
  });

  test('three nodes come up together while the machine is busy', async () => {
    const burners = Array.from({ length: availableParallelism() * 2 }, () =>
      spawn('/bin/sh', ['-c', 'while :; do :; done'], { stdio: 'ignore' }),
    );
    onTestFinished(() => {
      for (const burner of burners) burner.kill('SIGKILL');
    });
    const sandbox = open();
    const said = await Promise.all(['node1', 'node2', 'node3'].map((node) => sandbox.say(units, node)));
    expect(said.map(({ stdout }) => stdout)).toEqual(Array(3).fill('active\nactive\nactive\nactive\n'));
  });

  test('powering off leaves no process behind', async () => {
    const sandbox = open();
    const namespace = await pidNamespace(sandbox);
    await sandbox.say('setsid sleep 1000 >/dev/null 2>&1 </dev/null &');
    expect(processesIn(namespace).length).toBeGreaterThan(3);
    await sandbox.powerOff();
    expect(processesIn(namespace)).toEqual([]);
  });

  test('a node has one power switch', async () => {
    const sandbox = open();
    await sandbox.say('true');
    expect(await powerOn(join(sandbox.stateDir, 'sandbox/node1'), 'node1')).toBe('busy');
  });

  test('a controller that is killed leaves no process behind, and its nodes as they were', async () => {
    const sandbox = open();
    const before = await sandbox.say(bootId);
    await sandbox.powerOff();
    const { child, namespace } = await controllerOf(join(sandbox.stateDir, 'sandbox/node1'));
    expect(processesIn(namespace).length).toBeGreaterThan(3);
    child.kill('SIGKILL');
    await expect.poll(() => processesIn(namespace)).toEqual([]);
    expect(await sandbox.say(bootId)).toEqual(before);
    expect((await sandbox.say('iptables-save | grep -c 9998')).stdout).toBe('1\n');
  });
});

async function pidNamespace(sandbox: TestSandbox): Promise<string> {
  return (await sandbox.say('readlink /proc/self/ns/pid')).stdout.trim();
}

/** The processes of this machine that live in the namespace `pid:[…]`. */
function processesIn(namespace: string): readonly string[] {
  return readdirSync('/proc').filter((name) => {
    try {
      return /^\d+$/.test(name) && readlinkSync(`/proc/${name}/ns/pid`) === namespace;
    } catch {
      // It has just ended, or belongs to somebody else.
      return false;
    }
  });
}

/** A process that powers the node on, adds a rule and leaves a process running in it, and waits to be killed. */
async function controllerOf(folder: string) {
  const place = mkdtempSync(join(tmpdir(), 'rulerun-controller-'));
  onTestFinished(() => rmSync(place, { recursive: true, force: true }));
  symlinkSync(fileURLToPath(new URL('node/power-on.sh', import.meta.url)), join(place, 'power-on.sh'));
  const script = `
    import { powerOn } from ${JSON.stringify(fileURLToPath(new URL('node/node.ts', import.meta.url)))};
    setInterval(() => {}, 1000);
    const node = await powerOn(${JSON.stringify(folder)}, 'node1');
    const run = async (command) => {
      const { stdout, exitCode } = await node.start(command);
      let said = '';
      stdout.on('data', (bytes) => { said += bytes; });
      await exitCode;
      return said;
    };
    await run('iptables -w -I INPUT -p tcp --dport 9998 -j ACCEPT; setsid sleep 1000 >/dev/null 2>&1 </dev/null &');
    await run('sleep 0.2');
    process.stdout.write(await run('readlink /proc/self/ns/pid'));
  `;
  await build({
    stdin: { contents: script, resolveDir: place, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: join(place, 'controller.mjs'),
    logLevel: 'error',
  });
  expect(existsSync(join(place, 'controller.mjs'))).toBe(true);
  const child = spawn(process.execPath, [join(place, 'controller.mjs')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = await once(child.stdout, 'data');
  return { child, namespace: String(line).trim() };
}

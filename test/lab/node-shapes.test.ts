import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect } from 'vitest';
import { flagship, labCommand, on, reason, root, rulerun, test } from './hosts.ts';

const limited = join(root, 'playbooks/limited-iptables-config.yml');
const restore = join(root, 'playbooks/restore-node-rules.yml');

/** Origin from 3.10 on: the node's service writes no rules, and has another name. */
const ORIGIN = `systemctl disable --now atomic-openshift-node.service
printf '[Service]\\nExecStart=/bin/sleep infinity\\n' > /etc/systemd/system/origin-node.service
systemctl daemon-reload
systemctl start origin-node.service`;

/** The SDN as a pod's container, as the kubelet names and labels it. */
const SDN_IN_DOCKER = `docker run --detach --name sdn --restart always --network host --cap-add NET_ADMIN --cap-add NET_RAW --volume /:/host \\
  --label io.kubernetes.pod.namespace=openshift-sdn --label io.kubernetes.container.name=sdn \\
  lab/web:1 /host/bin/busybox chroot /host sh /usr/bin/openshift-node-standin >/dev/null`;

/** CRI-O alone: no Docker; a stand-in of crictl over a service that writes the rules. */
const SDN_IN_CRIO = `systemctl stop docker.socket docker.service
mv /lib/systemd/system/docker.service /lib/systemd/system/docker.socket /usr/bin/docker /root/
iptables-save | grep -v -e DOCKER -e docker0 | iptables-restore
printf '[Service]\\nExecStart=/bin/sleep infinity\\n' > /etc/systemd/system/crio.service
printf '[Service]\\nType=notify\\nNotifyAccess=all\\nExecStart=/usr/bin/openshift-node-standin\\n' > /etc/systemd/system/sdn.service
cat > /usr/local/bin/crictl <<'END'
#!/bin/sh
case $* in
  'ps -q --label io.kubernetes.pod.namespace=openshift-sdn --name ^sdn$') echo 4f5e6d7c8b9a ;;
  'stop 4f5e6d7c8b9a') systemctl restart sdn.service ;;
  *) exit 64 ;;
esac
END
chmod 755 /usr/local/bin/crictl
systemctl daemon-reload
systemctl start crio.service sdn.service`;

/** Docker as the installer ran it as a system container, with docker.service gone. */
const CONTAINER_ENGINE = `systemctl stop docker docker.socket
sed 's/^Requires=docker.socket/Wants=docker.socket/; s, -H fd://,,' /lib/systemd/system/docker.service > /lib/systemd/system/container-engine.service
systemctl disable docker docker.socket
rm -f /lib/systemd/system/docker.service /etc/init.d/docker
systemctl daemon-reload
systemctl start container-engine`;

/** The rules come from the SDN, which then stops at what it does, and loses a jump. */
const HANG = (stop: string): string =>
  `until iptables -w -C INPUT -m comment --comment 'firewall overrides' -j OPENSHIFT-FIREWALL-ALLOW; do sleep 0.2; done 2>/dev/null
${stop}
iptables -w -D INPUT -m comment --comment 'firewall overrides' -j OPENSHIFT-FIREWALL-ALLOW`;

const STARTED =
  "systemctl show -p ActiveEnterTimestampMonotonic origin-node.service; docker inspect -f '{{.State.StartedAt}}' web";

/** kube-proxy's rules for 5,000 services with two endpoints each, which somebody has saved: 5 MB. */
const MANY_SERVICES = `awk '
function named(kind, i) {
  i = sprintf("%016d", i); gsub(/0/, "A", i); gsub(/1/, "B", i); gsub(/8/, "C", i); gsub(/9/, "D", i)
  return "KUBE-" kind "-" i
}
BEGIN {
  print "*nat\\n:KUBE-SERVICES - [0:0]\\n:KUBE-MARK-MASQ - [0:0]"
  for (i = 0; i < 5000; i++) {
    print ":" named("SVC", i) " - [0:0]\\n:" named("SEP", 2 * i) " - [0:0]\\n:" named("SEP", 2 * i + 1) " - [0:0]"
  }
  print "-A PREROUTING -m comment --comment \\"kubernetes service portals\\" -j KUBE-SERVICES"
  for (i = 0; i < 5000; i++) {
    about = "-p tcp -m comment --comment \\"project/service-" i ":http\\" -m tcp"
    service = "-d 172.30." int(i / 250) "." i % 250 "/32 " about " --dport 8080 -j "
    print "-A KUBE-SERVICES ! -s 10.128.0.0/14 " service "KUBE-MARK-MASQ\\n-A KUBE-SERVICES " service named("SVC", i)
    for (j = 0; j < 2; j++) {
      print "-A " named("SVC", i) (j ? "" : " -m statistic --mode random --probability 0.5") " -j " named("SEP", 2 * i + j)
      print "-A " named("SEP", 2 * i + j) " " about " -j DNAT --to-destination 10.128." int(i / 250) "." i % 250 ":8080"
    }
  }
  print "COMMIT"
}' </dev/null | iptables-restore -w --noflush
iptables-save >/etc/sysconfig/iptables`;

describe.skipIf(reason !== undefined)('nodes of other shapes', () => {
  beforeAll(async () => {
    await labCommand('up', '3');
    await labCommand('reset', 'node1');
  }, 900_000);
  // What is made of the node here is no node that others could use.
  afterEach(async () => {
    await labCommand('reset', 'node1');
  }, 900_000);

  test('Origin with the SDN in a container: that one is restarted, and nothing else', async ({
    inventoryFor,
    stateDir,
  }) => {
    await on(
      'node1',
      `set -e\n${ORIGIN}\n${SDN_IN_DOCKER}\n${HANG('docker kill --signal STOP sdn >/dev/null')}`,
    );
    const only = ['-i', await inventoryFor('root'), '-l', 'node1', '-e', 'wait_for_rules=10s'];
    const plan = await rulerun(['plan', limited, ...only, '-e', 'limited_mode=restart'], stateDir);
    expect(plan.all).toContain('restart origin-node.service');
    expect(plan.all).not.toContain('atomic-openshift-node');

    const before = await on('node1', STARTED);
    const run = await rulerun(['apply', restore, ...only, '--yes'], stateDir);
    expect(run.exitCode, run.all).toBe(0);
    expect(run.all).toContain('Restart the SDN');
    expect(await on('node1', STARTED)).toBe(before);
    expect((await rulerun(['drift', restore, ...only], stateDir)).exitCode).toBe(0);
  });

  test('CRI-O without Docker: nothing is asked of Docker, and the SDN is stopped by crictl', async ({
    inventoryFor,
    stateDir,
  }) => {
    await on(
      'node1',
      `set -e\n${ORIGIN}\n${SDN_IN_CRIO}\n${HANG('systemctl kill --signal STOP sdn.service')}`,
    );
    const only = ['-i', await inventoryFor('root'), '-l', 'node1', '-e', 'wait_for_rules=10s'];
    const plan = await rulerun(['plan', limited, ...only, '-e', 'limited_mode=restart'], stateDir);
    expect(plan.exitCode, plan.all).toBe(10);
    expect(plan.all).not.toContain('restart docker.service');

    const run = await rulerun(['apply', restore, ...only, '--yes'], stateDir);
    expect(run.exitCode, run.all).toBe(0);
    expect(run.all).toContain('Restart the SDN');
    expect((await rulerun(['drift', restore, ...only], stateDir)).exitCode).toBe(0);
  });

  test('Docker in a unit of another name is restarted in that one', async ({ inventoryFor, stateDir }) => {
    await on('node1', `set -e\n${CONTAINER_ENGINE}`);
    const only = ['-i', await inventoryFor('root'), '-l', 'node1', '-e', 'limited_mode=restart'];
    const plan = await rulerun(['plan', limited, ...only], stateDir);
    expect(plan.exitCode, plan.all).toBe(10);
    expect(plan.all).toContain('restart container-engine.service');
    const named = await rulerun(['plan', limited, ...only, '-e', 'docker_service=docker.service'], stateDir);
    expect(named.exitCode, named.all).toBe(4);
    expect(named.all).toContain('docker.service does not run');

    await on('node1', 'systemctl stop container-engine');
    const stopped = await rulerun(['plan', limited, ...only], stateDir);
    expect(stopped.exitCode, stopped.all).toBe(4);
    expect(stopped.all).toContain('docker_service');
  });

  test('thousands of services in the kernel, and all of them in the file', async ({
    inventoryFor,
    stateDir,
  }) => {
    await on('node1', `set -e\n${MANY_SERVICES}`);
    const size = Number(await on('node1', 'stat -c %s /etc/sysconfig/iptables'));
    expect(size).toBeGreaterThan(4_000_000);
    const only = ['-i', await inventoryFor('ops', { ansible_become: true }), '-l', 'node1'];
    const clean = await rulerun(['apply', limited, ...only, '--yes'], stateDir);
    expect(clean.exitCode, clean.all).toBe(0);
    expect(clean.all).toMatch(/leaves out 30\d{3} rules and 15\d{3} chains of kube-proxy/);
    expect(await on('node1', 'grep -c KUBE /etc/sysconfig/iptables || :')).toBe('0');
    const masked = await rulerun(['apply', flagship, ...only, '--yes'], stateDir);
    expect(masked.exitCode, masked.all).toBe(0);
    expect(masked.out).toContain('1 changed');
  });
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { savedRules } from './node/rules.ts';
import { newSandbox, noNodes, type TestSandbox } from './nodes.test-kit.ts';

/** What is in force, without counters, comments and the order of tables. */
const live = "iptables-save | sed -e '/^#/d' -e 's/ \\[.*//' | LC_ALL=C sort";
const limited = `*filter
:INPUT ACCEPT [0:0]
:FORWARD ACCEPT [0:0]
:OUTPUT ACCEPT [0:0]
-A INPUT -p tcp -m state --state NEW -m tcp --dport 22 -j ACCEPT
-A INPUT -j REJECT --reject-with icmp-host-prohibited
COMMIT
`;
const started = "docker inspect --format '{{.Name}} {{.State.StartedAt}}' $(docker ps -q)";

/** The machine's own iptables where it works, and the stand-in that every machine can have. */
describe.skipIf(noNodes !== undefined).for(['any', 'file'] as const)(
  'the firewall of a node (%s)',
  (kind) => {
    let sandbox: TestSandbox;
    const say = async (command: string): Promise<string> => (await sandbox.say(command)).stdout;
    beforeAll(async () => {
      sandbox = newSandbox();
      if (kind === 'file') choose(sandbox.stateDir, 'node1');
      await say(`cp /etc/sysconfig/iptables /root/saved; printf %s '${limited}' >/root/limited`);
    });
    afterAll(async () => sandbox[Symbol.asyncDispose]());
    const afresh = 'cp /root/saved /etc/sysconfig/iptables; systemctl restart iptables atomic-openshift-node';

    test('at first it is what installers saved', async () => {
      const lines = savedRules
        .replace(/^#.*\n/gm, '')
        .replace(/ \[.*/gm, '')
        .split('\n')
        .sort();
      expect((await say(live)).split('\n').sort()).toEqual(lines);
    });

    test('every program there is lists rules, and only one kind has any', async () => {
      const said = await sandbox.say(`for family in iptables ip6tables; do
      for program in $family-save $family-legacy-save $family-nft-save; do
        command -v $program >/dev/null || continue
        $program >/root/listed || echo "$program fails"
        [ $program = iptables-save ] || [ $program = iptables-nft-save ] || grep -e '^-A' /root/listed
      done
    done`);
      expect([said.stdout, said.stderr]).toEqual(['', '']);
    });

    test('restarting it restarts docker, and with it the containers', async () => {
      await say(afresh);
      const before = await say(started);
      expect(before).toMatch(/^\/k8s_POD_\S+ \d{4}-\d\d-\d\dT[\d:.]+Z\n\/registry /);
      await say('sleep 1; systemctl restart iptables');
      expect(await say('systemctl is-active docker')).toBe('active\n');
      const after = await say(started);
      expect(after.replace(/ .*/g, '')).toBe(before.replace(/ .*/g, ''));
      expect(after).not.toBe(before);
    });

    test('containers outlive a restart of docker where they are told to', async () => {
      await say(`echo '{"live-restore": true}' >/etc/docker/daemon.json`);
      expect(await say("docker info --format '{{.LiveRestoreEnabled}}'")).toBe('true\n');
      const before = await say(started);
      await say('systemctl restart docker');
      expect(await say(started)).toBe(before);
      await say("echo '{}' >/etc/docker/daemon.json");
    });

    test('with a limited file, a restart leaves the rules of the SDN to the node service', async () => {
      await say(`${afresh}; cp /root/limited /etc/sysconfig/iptables; systemctl restart iptables`);
      const after = await say(live);
      // Docker is part of the firewall's unit: it was restarted, and has put its own back.
      expect(after).toContain('-A FORWARD -o docker0 -j DOCKER');
      expect(after).toContain('--dport 5000 -j DNAT --to-destination 172.17.0.2:5000');
      expect(after).not.toContain('OPENSHIFT');
      await say('systemctl restart atomic-openshift-node');
      const whole = await say(live);
      expect(whole).toContain(':OPENSHIFT-ADMIN-OUTPUT-RULES -');
      expect(whole).toContain('-j OPENSHIFT-MASQUERADE');
      // What an administrator had in the chain made for him nobody brings back.
      expect(whole).not.toContain('-A OPENSHIFT-ADMIN-OUTPUT-RULES');
    });

    test('docker does not notice that its rules are gone', async () => {
      await say(afresh);
      await say('iptables -w -F FORWARD; iptables -w -t nat -F DOCKER; sleep 0.3');
      expect(await say(`${live} | grep -c docker0`)).toBe('3\n');
      await say('systemctl restart docker');
      expect(await say(`${live} | grep -c docker0`)).toBe('9\n');
    });

    test('stopping flushes every table, and docker stops with it', async () => {
      await say(`${afresh}; systemctl stop atomic-openshift-node iptables`);
      expect(await say('systemctl is-active docker')).toBe('inactive\n');
      expect(await say(`${live} | grep -c -e '^-A' -e ' -$'`)).toBe('0\n');
      expect((await sandbox.say('docker ps')).stderr).toContain('Cannot connect to the Docker daemon');
      await say('systemctl start atomic-openshift-node');
      expect(await say('systemctl is-active iptables docker')).toBe('active\nactive\n');
    });

    test('the node service puts its rules back in its own time', async () => {
      await say(`sed -i 's/"30s"/"1s"/' /etc/origin/node/node-config.yaml; ${afresh}`);
      await say('iptables -w -F OPENSHIFT-FIREWALL-ALLOW');
      await expect.poll(async () => say(`${live} | grep -c 'A OPENSHIFT-FIREWALL-ALLOW'`)).toBe('3\n');
      await say(
        `sed -i 's/"1s"/"30s"/' /etc/origin/node/node-config.yaml; systemctl restart atomic-openshift-node`,
      );
    });

    test.for([
      [
        'start does nothing where it was started',
        'iptables -w -F INPUT; /usr/libexec/iptables/iptables.init start',
        '0\n',
      ],
      ['reload replaces the tables of the file', 'iptables -w -F INPUT; systemctl reload iptables', '10\n'],
      [
        'reload does nothing without its mark',
        'rm /var/lock/subsys/iptables; iptables -w -F INPUT; systemctl reload iptables; echo >/var/lock/subsys/iptables',
        '0\n',
      ],
      [
        'save keeps the old file',
        'iptables -w -F INPUT; service iptables save; grep -c "A INPUT" /etc/sysconfig/iptables.save >&2',
        '0\n',
      ],
    ] as const)('%s', async ([, command, rules]) => {
      await say(afresh);
      await say(command);
      expect(await say("iptables-save | grep -c -e '-A INPUT'")).toBe(rules);
    });

    test.for([
      ['an unknown chain', '*filter\n-A INPUT -j NOT-THERE\nCOMMIT\n', [1, 2]],
      ['a missing COMMIT', '*filter\n-A INPUT -j ACCEPT\n', [1]],
      ['a -t in a rule', '*filter\n-A INPUT -t nat -j ACCEPT\nCOMMIT\n', [2]],
      ['a long name', `*filter\n:${'X'.repeat(29)} - [0:0]\nCOMMIT\n`, [1, 2]],
    ] as const)('iptables-restore refuses %s and changes nothing', async ([, text, codes]) => {
      const before = await say(live);
      const said = await sandbox.say(`printf '${text}' | iptables-restore`);
      expect(codes).toContain(said.exitCode);
      expect(await say(live)).toBe(before);
    });
  },
);

describe.skipIf(noNodes !== undefined)('the stand-in for iptables', () => {
  const commands = [
    '-N X',
    '-A X -s 10.0.0.1 -p tcp --dport 80 -j ACCEPT',
    '-A X ! -s 10.0.0.0/8 -d 192.0.2.1 -i eth0 ! -o eth1 -p udp --sport 53 -j DROP',
    '-A X -m comment --comment "two words" -j RETURN',
    '-A X -m comment --comment plain -j RETURN',
    `-A X -m comment --comment 'a "quoted" \\one' -j RETURN`,
    '-A X -p tcp -m multiport --dports 80,443 -m conntrack --ctstate NEW -j REJECT',
    '-A X -j LOG --log-prefix "pod egress: "',
    '-I X -p icmp -j ACCEPT',
    '-I X 2 -i lo -j ACCEPT',
    '-I INPUT -j X',
    '-D X 1',
    '-D X -m comment --comment plain -j RETURN',
    '-C X -i lo -j ACCEPT',
    '-C X -i eth9 -j ACCEPT',
    '-R X 1 -i lo -j RETURN',
    '-P FORWARD DROP',
    '-t nat -N Y',
    '-t nat -A Y -p tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80',
    '-t nat -A POSTROUTING -s 172.17.0.0/16 ! -o docker0 -j MASQUERADE',
    '-D INPUT -j X',
    '-F X',
    '-X X',
    '-X NOT-THERE',
  ];

  test('keeps rules as the real one does, and ends with the same codes', async ({ skip }) => {
    await using sandbox = newSandbox();
    const kind = await sandbox.say(
      'cat /run/host/wire/iptables; systemctl -q stop atomic-openshift-node iptables',
    );
    if (kind.stdout !== 'machine\n') skip('this machine has no iptables that works');
    const answers = (program: string): string =>
      commands
        .map((words) => `${program} -w ${words} 2>/dev/null; echo "${words.replaceAll('"', "'")}: $?"`)
        .join('\n');
    const rules = (program: string): string =>
      `${program}-save -t filter | grep -v '^#' | sed 's/ \\[.*//'; ${program}-save -t nat | grep '^-A'`;
    await sandbox.say(
      'mkdir /root/own; for name in iptables iptables-save; do ln -s /usr/local/lib/sandbox/iptables.sh /root/own/$name; done',
    );
    const real = await sandbox.say(`${answers('iptables')}\n${rules('iptables')}`);
    const own = await sandbox.say(
      `/root/own/iptables -t nat -S >/dev/null\n${answers('/root/own/iptables')}\n${rules('/root/own/iptables')}`,
    );
    expect(own.stdout).toBe(real.stdout);
  });
});

/** What decides at the first power-on, decided before it. */
function choose(stateDir: string, node: string): void {
  const wire = join(stateDir, 'sandbox', node, 'wire');
  mkdirSync(wire, { recursive: true, mode: 0o700 });
  for (const family of ['iptables', 'ip6tables']) writeFileSync(join(wire, family), 'file\n');
}

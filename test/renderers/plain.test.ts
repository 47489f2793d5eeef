import { expect, test } from 'vitest';
import { plain } from './plainly.ts';
import { applyRun, eventsOf, planRun, type Scene } from './scene.ts';
import type { Shown } from './shown.ts';

const three: Scene = {
  batches: [['node-1'], ['node-2', 'node-3']],
  fates: { 'node-2': 'rollback-failed', 'node-3': 'unchanged' },
};

test('an apply in a terminal of 80 columns', () => {
  expect(plain(eventsOf(applyRun(three)), { columns: 80 }).all.join('\n')).toMatchInlineSnapshot(`
    "rulerun apply playbooks/disable-iptables-service.yml
    3 hosts, run 20261122-235544-a1b2c3

    Preview: 6 changes on 2 of 3 hosts

      Keep iptables.service from ever starting
        mask iptables.service
          on node-1, node-2
          iptables.service: enabled -> masked
          impact: no host firewall loads at the next boot

      Remove the rules that nobody owns
        remove 1 rule from /etc/sysconfig/iptables
          on node-1, node-2
          --- /etc/sysconfig/iptables
          +++ /etc/sysconfig/iptables
          @@ -1,5 +1,4 @@
           *filter
           :INPUT ACCEPT [0:0]
           -A INPUT -p tcp --dport 22 -j ACCEPT
          --A INPUT -p tcp --dport 8443 -j ACCEPT
           COMMIT
          uncertain: what comes before it has not happened yet

      handler: Tell the log
        run logger
          on node-1, node-2
          uncertain: what comes before it has not happened yet
          cannot be undone: a command without \`undo:\`

    Play "Disable and mask iptables.service" on 3 hosts
    Batch 1 of 2: node-1
      node-1  changed      Keep iptables.service from ever starting: mask
                           iptables.service (0.3 s)
      node-1  changed      Remove the rules that nobody owns: remove 1 rule from
                           /etc/sysconfig/iptables (0.3 s)
      node-1  changed      handler: Tell the log: run logger (0.0 s)
    Batch 2 of 2: node-2, node-3
      node-2  changed      Keep iptables.service from ever starting: mask
                           iptables.service (0.3 s)
      node-2  FAILED       Remove the rules that nobody owns: "remove 1 rule from
                           /etc/sysconfig/iptables" ended with exit code 1:
                           iptables-restore: line 4 failed
        no chain/target/match by that name
      node-2  undoing      2 steps
      node-2  undone       Remove the rules that nobody owns
      node-2  NOT UNDONE   Keep iptables.service from ever starting: Failed to
                           unmask unit: Access denied
      node-2  rollback-failed

    Recap of run 20261122-235544-a1b2c3
      host    outcome          ok  changed  skipped  failed  undone  after
      node-1  changed           2        3        0       0       0  2.4 s
      node-2  rollback-failed   1        1        0       1       1  3.5 s
      node-3  unchanged         4        0        0       0       0  2.5 s
      node-2: "Remove the rules that nobody owns": "remove 1 rule from
              /etc/sysconfig/iptables" ended with exit code 1: iptables-restore:
              line 4 failed / no chain/target/match by that name; "Keep
              iptables.service from ever starting" was not undone: Failed to unmask
              unit: Access denied
      3 hosts: 1 changed, 1 rollback-failed, 1 unchanged in 3.5 s; exit code 6
      A person must look at node-2.
      To bring back what was changed: rulerun rollback 20261122-235544-a1b2c3"
  `);
});

test('what it narrates of the work in 60 columns', () => {
  const { narration } = plain(eventsOf(applyRun(three)), { columns: 60 });
  const from = narration.findIndex((line) => line.startsWith('Batch 2'));
  expect(narration.slice(from).join('\n')).toMatchInlineSnapshot(`
    "Batch 2 of 2: node-2, node-3
      node-2  changed      Keep iptables.service from ever
                           starting: mask iptables.service
                           (0.3 s)
      node-2  FAILED       Remove the rules that nobody owns:
                           "remove 1 rule from
                           /etc/sysconfig/iptables" ended with
                           exit code 1: iptables-restore: line 4
                           failed
        no chain/target/match by that name
      node-2  undoing      2 steps
      node-2  undone       Remove the rules that nobody owns
      node-2  NOT UNDONE   Keep iptables.service from ever
                           starting: Failed to unmask unit:
                           Access denied
      node-2  rollback-failed
    "
  `);
});

test('a pipe gets one line an event, with every task and its differences when asked for', () => {
  const { narration } = plain(eventsOf(applyRun({ batches: [['node-1']] })), { verbosity: 1, diff: true });
  const from = narration.findIndex((line) => line.startsWith('Play'));
  expect([...narration.slice(0, 5), '…', ...narration.slice(from)].join('\n')).toMatchInlineSnapshot(`
    "rulerun apply playbooks/disable-iptables-service.yml
    1 host, run 20261122-235544-a1b2c3
      node-1  connected    0.1 s
      node-1  ok           Docker does not require iptables.service

    …
    Play "Disable and mask iptables.service" on 1 host
      node-1  changed      Keep iptables.service from ever starting: mask iptables.service (0.3 s)
        iptables.service: enabled -> masked
      node-1  changed      Remove the rules that nobody owns: remove 1 rule from /etc/sysconfig/iptables (0.3 s)
        --- /etc/sysconfig/iptables
        +++ /etc/sysconfig/iptables
        @@ -1,5 +1,4 @@
         *filter
         :INPUT ACCEPT [0:0]
         -A INPUT -p tcp --dport 22 -j ACCEPT
        --A INPUT -p tcp --dport 8443 -j ACCEPT
         COMMIT
      node-1  changed      handler: Tell the log: run logger (0.0 s)
      node-1  ok           The running rules and containers are as they were
      node-1  changed
    "
  `);
});

test('the preview and the recap are the results of a plan; an apply has its recap', () => {
  const first = ({ result }: Shown): readonly string[] =>
    result.filter((line) => /^(Preview|Recap)/.test(line));
  expect(first(plain(eventsOf(planRun(three))))).toEqual(['Preview: 6 changes on 2 of 3 hosts', 'Recap']);
  expect(first(plain(eventsOf(applyRun(three))))).toEqual(['Recap of run 20261122-235544-a1b2c3']);
});

test('a host that was still to be reached when the run was stopped is not called unreachable', () => {
  const { all } = plain([{ type: 'host.failed', host: 'h', failure: { kind: 'cancelled' } }]);
  expect(all).toEqual(['  h  not reached  stopped before']);
});

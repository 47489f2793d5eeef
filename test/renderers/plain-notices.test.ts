import { expect, test } from 'vitest';
import type { RunEvent } from '../../src/model/run/event.ts';
import { jsonlView } from '../../src/renderers/jsonl.ts';
import { plainView } from '../../src/renderers/plain/plain.ts';
import { noStyle } from '../../src/renderers/style.ts';
import { check, set } from '../engine/model-actions.ts';
import { modelHost } from '../engine/model-host.ts';
import { plan } from '../engine/model-plan.ts';
import { applied } from '../engine/model-run.ts';
import { plain } from './plainly.ts';
import { applyRun, eventsOf, MASKING, nodes, planRun, type Scene, task } from './scene.ts';
import { shown } from './shown.ts';

test('changes that differ on every host are counted when there are too many to read', () => {
  const rules = (host: string): string => `# ${host}\n-A INPUT -p tcp --dport 8443 -j ACCEPT\n`;
  const scene: Scene = { batches: [nodes(30)], rules };
  expect(plain(eventsOf(planRun(scene))).result).toContain(
    '    and 22 other changes on 22 hosts; -v shows each',
  );
  const all = plain(eventsOf(planRun(scene)), { verbosity: 1 }).result;
  expect(all.filter((line) => line.startsWith('       # node-'))).toHaveLength(30);
});

const warned = (host: string): RunEvent => ({
  type: 'preflight.passed',
  host,
  task: task('preflight', 1),
  title: 'Docker does not require iptables.service',
  messages: [{ severity: 'warning', text: 'docker.service wants firewalld.service' }],
});

test('a warning is told once for all its hosts, before the preview', () => {
  const hosts = nodes(40);
  const [start, ...rest] = eventsOf(
    planRun({ batches: [hosts], fates: Object.fromEntries(hosts.map((host) => [host, 'unchanged'])) }),
  );
  const { all } = plain([...(start === undefined ? [] : [start]), ...hosts.map(warned), ...rest], {
    columns: 80,
  });
  expect(all.slice(0, 8).join('\n')).toMatchInlineSnapshot(`
    "rulerun plan playbooks/disable-iptables-service.yml
    40 hosts, run 20261122-235544-a1b2c3

    warning: docker.service wants firewalld.service (check: Docker does not require
             iptables.service)
      on node-01, node-02, node-03, node-04 and 36 more

    Preview: nothing to change on 40 hosts"
  `);
});

test('a warning is told even when there is no preview', () => {
  const [start] = eventsOf(planRun({ batches: [['a', 'b']] }));
  const { all } = plain([
    ...(start === undefined ? [] : [start]),
    warned('a'),
    { type: 'run.finished', exitCode: 4, elapsedMs: 1 },
  ]);
  expect(all.join('\n')).toContain(
    'warning: docker.service wants firewalld.service (check: Docker does not require iptables.service)',
  );
});

test('what was said in the preview is not said again', () => {
  const said: RunEvent = {
    type: 'task.satisfied',
    host: 'node-1',
    task: task('tasks', 1),
    title: 'Keep',
    result: {},
    messages: [{ severity: 'info', text: 'it is masked already' }],
  };
  const later: RunEvent = {
    ...said,
    messages: [...said.messages, { severity: 'warning', text: 'it is not now' }],
  };
  const events = eventsOf(applyRun({ batches: [['node-1']] }));
  const preview = events.findIndex(({ type }) => type === 'preview.finished');
  const { all } = plain([...events.slice(0, preview), said, ...events.slice(preview, preview + 3), later]);
  expect(all.filter((line) => line.includes('it is'))).toEqual([
    'note: Keep: it is masked already',
    '  node-1  warning      Keep: it is not now',
  ]);
});

test('refusals name the host, the reason, the check and the way out', async () => {
  const hosts = {
    up: modelHost({ initial: { os: '7' } }),
    old: modelHost({ initial: { os: '6' } }),
    down: modelHost({ down: true }),
  };
  const preflight = [[check, { key: 'os', is: '7' }, { name: 'The system is supported' }]] as const;
  const model = plan({
    batches: [['up', 'old', 'down']],
    preflight,
    tasks: [[set, { key: 'a', value: '1' }]],
  });
  const { events } = await applied(model, hosts);
  expect(plain(events, { columns: 80 }).all.join('\n')).toMatchInlineSnapshot(`
    "rulerun apply
    3 hosts, run r
      down  UNREACHABLE  cannot connect to model: it is down
      old   REFUSED      os is 6, not 7
        check: The system is supported

    Recap of run r
      host  outcome      ok  changed  skipped  failed  after
      up    not-started   1        0        0       0  0.0 s
      old   blocked       0        0        0       1  0.0 s
      down  unreachable   0        0        0       0  0.0 s
      old: os is 6, not 7 (check: The system is supported)
      down: cannot connect to model: it is down
      3 hosts: 1 not-started, 1 blocked, 1 unreachable in 0.0 s; exit code 4
      Every host is as it was. Put right what is named above, and run it again."
  `);
});

test('a failure that the preview is sure of is told as what would happen', async () => {
  const tasks = [
    [check, { key: 'os', is: '7' }],
    [set, { key: 'a', value: '1' }],
  ] as const;
  const { events } = await applied(plan({ batches: [['h']], tasks }), { h: modelHost() });
  expect(plain(events).narration).toContain('  h  WOULD FAIL   check os 7: os is absent, not 7');
});

test('a hint of several lines hangs together', () => {
  const hint =
    'compare it with the key on the console:\n  ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub\nthen remove the old one';
  const events: readonly RunEvent[] = [
    {
      type: 'host.failed',
      host: 'node-1',
      failure: { kind: 'untrusted-host-key', address: 'node-1:22', why: 'it has changed', hint },
    },
  ];
  expect(plain(events, { columns: 80 }).narration.join('\n')).toMatchInlineSnapshot(`
    "  node-1  UNREACHABLE  the host key of node-1:22 is not trusted: it has changed
        hint: compare it with the key on the console:
                ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub
              then remove the old one"
  `);
});

test('a message of many lines is told in lines, cut, and whole as JSON', () => {
  const text = Array.from({ length: 5_000 }, (_, index) => `line ${index}`).join('\n');
  const messages = [{ severity: 'info', text }] as const;
  const said: RunEvent = {
    type: 'task.satisfied',
    host: 'node-1',
    task: task('tasks', 1),
    title: 'Say it',
    result: {},
    messages,
  };
  const events = [...eventsOf(applyRun({ batches: [['node-1']] })), said];
  const { narration } = plain(events);
  const at = narration.indexOf('  node-1  note         Say it:');
  expect([narration[at + 1], narration[at + 20], narration.length - at]).toEqual([
    '    | line 0',
    '    | line 19',
    22,
  ]);
  expect(plain(events, { verbosity: 1 }).narration.at(-1)).toBe('    | line 4999');
  expect(shown(jsonlView, [said]).result.join()).toContain('line 4999');
});

test('soaking, stopping and interrupting are told', () => {
  const events: readonly RunEvent[] = [
    { type: 'soak.started', play: 1, ms: 90_000 },
    { type: 'rollout.stopped', play: 1, why: 'node-2 failed', notStarted: nodes(9) },
    { type: 'run.interrupted', by: 'stop' },
    { type: 'run.interrupted', by: 'abandon' },
  ];
  expect(plain(events, { columns: 60 }).narration.join('\n')).toMatchInlineSnapshot(`
    "Waiting 1 min 30 s before the next batch
    The rollout was stopped: node-2 failed; not started:
      node-1, node-2, node-3, node-4 and 5 more
    Interrupted: no new work was started
    Interrupted twice: left at once"
  `);
});

test('what cannot be undone is named in the preview', () => {
  const undo = { kind: 'irreversible', why: 'a reboot has no undo', accepted: false } as const;
  const events: readonly RunEvent[] = [
    {
      type: 'task.pending',
      host: 'a',
      task: task('tasks', 1),
      title: 'Reboot',
      change: { ...MASKING, undo },
      uncertain: false,
    },
    {
      type: 'task.unforeseen',
      host: 'a',
      task: task('tasks', 2),
      title: 'Look again',
      why: 'it depends on `out`, which an earlier task sets',
    },
    { type: 'preview.finished', changes: 1, hostsToChange: 1 },
  ];
  expect(plain(events).all.join('\n')).toMatchInlineSnapshot(`
    "
    Preview: 1 change on 1 of 0 hosts

      Reboot
        mask iptables.service
          on a
          iptables.service: enabled -> masked
          impact: no host firewall loads at the next boot
          cannot be undone: a reboot has no undo

      Look again
        cannot be told yet: it depends on \`out\`, which an earlier task sets
          on a"
  `);
});

test('hosts that answer in another order are told in the order of the run', () => {
  const [start] = eventsOf(planRun({ batches: [['a', 'b', 'c']] }));
  const { all } = plain([
    ...(start === undefined ? [] : [start]),
    ...['c', 'a', 'b'].map(warned),
    { type: 'preview.finished', changes: 0, hostsToChange: 0 },
  ]);
  expect(all).toContain('  on a, b, c');
});

test('a note is broken at spaces', () => {
  const lines: string[] = [];
  const writers = { result: () => undefined, narration: (line: string) => void lines.push(line) };
  plainView(writers, { style: noStyle, columns: 40, verbosity: 0, diff: false }).note(
    'Interrupted: finishing what is running. Ctrl-C again leaves at once.',
  );
  expect(lines).toEqual(['Interrupted: finishing what is running.', 'Ctrl-C again leaves at once.']);
});

test('a rollback begins with the command that was typed', () => {
  const [start] = eventsOf(planRun({ batches: [['a']] }));
  if (start?.type !== 'run.started') throw new Error('a run begins with its start');
  const { all } = plain([{ ...start, command: 'rollback', playbooks: ['rollback of 20261123-1-a'] }]);
  expect(all[0]).toBe('rulerun rollback 20261123-1-a');
});

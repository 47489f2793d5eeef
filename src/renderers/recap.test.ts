import { expect, test } from 'vitest';
import { applyRun, bigScene, eventsOf, type Fate, nodes, planRun } from '../../test/renderers/scene.ts';
import type { RunEvent } from '../model/run/event.ts';
import type { Outcome } from '../model/run/outcome.ts';
import { summarize } from '../report/fold/summary.ts';
import { recapLines } from './recap.ts';
import { noStyle } from './style.ts';

function recap(events: readonly RunEvent[], columns?: number): string {
  const summary = summarize(events);
  return summary === undefined ? '' : recapLines(summary, noStyle, columns).join('\n');
}

function applied(fates: Readonly<Record<string, Fate>>): readonly RunEvent[] {
  return eventsOf(applyRun({ batches: [Object.keys(fates)], fates }));
}

test('all is well', () => {
  expect(recap(applied({ 'node-1': 'changed', 'node-2': 'unchanged' }))).toMatchInlineSnapshot(`
    "Recap of run 20261122-235544-a1b2c3
      host    outcome    ok  changed  skipped  failed  after
      node-1  changed     2        3        0       0  2.4 s
      node-2  unchanged   4        0        0       0  1.7 s
      2 hosts: 1 changed, 1 unchanged in 2.4 s; exit code 0
      To bring back what was changed: rulerun rollback 20261122-235544-a1b2c3"
  `);
});

test('what failed says why, and who must look, in 80 columns', () => {
  const events = applied({
    'node-1': 'changed',
    'node-2': 'rollback-failed',
    'node-3': 'rolled-back',
    'node-4': 'unknown',
  });
  expect(recap(events, 80)).toMatchInlineSnapshot(`
    "Recap of run 20261122-235544-a1b2c3
      host    outcome          ok  changed  skipped  failed  undone  after
      node-1  changed           2        3        0       0       0  2.4 s
      node-2  rollback-failed   1        1        0       1       1  2.9 s
      node-3  rolled-back       1        1        0       1       2  3.0 s
      node-4  unknown           1        1        0       1       0   12 s
      node-2: "Remove the rules that nobody owns": "remove 1 rule from
              /etc/sysconfig/iptables" ended with exit code 1: iptables-restore:
              line 4 failed / no chain/target/match by that name; "Keep
              iptables.service from ever starting" was not undone: Failed to unmask
              unit: Access denied
      node-3: "Remove the rules that nobody owns": "remove 1 rule from
              /etc/sysconfig/iptables" ended with exit code 1: iptables-restore:
              line 4 failed / no chain/target/match by that name
      node-4: "Remove the rules that nobody owns": the connection was lost: the host
              closed the connection
      4 hosts: 1 changed, 1 rollback-failed, 1 rolled-back, 1 unknown in 12 s; exit
      code 6
      A person must look at node-2, node-4.
      To bring back what was changed: rulerun rollback 20261122-235544-a1b2c3"
  `);
});

test('a reason that hosts share is told once', () => {
  expect(
    recap(applied({ 'node-1': 'failed', 'node-2': 'failed', 'node-3': 'failed' }), 80),
  ).toMatchInlineSnapshot(`
    "Recap of run 20261122-235544-a1b2c3
      host    outcome  ok  changed  skipped  failed  after
      node-1  failed    1        1        0       1  2.3 s
      node-2  failed    1        1        0       1  2.4 s
      node-3  failed    1        1        0       1  2.6 s
      node-1, node-2, node-3: "Remove the rules that nobody owns": "remove 1 rule
                              from /etc/sysconfig/iptables" ended with exit code 1:
                              iptables-restore: line 4 failed / no
                              chain/target/match by that name
      3 hosts: 3 failed in 2.6 s; exit code 1
      To bring back what was changed: rulerun rollback 20261122-235544-a1b2c3"
  `);
});

test('a preview has words of its own', () => {
  expect(
    recap(eventsOf(planRun({ batches: [['a', 'b']], fates: { b: 'unchanged' } }))),
  ).toMatchInlineSnapshot(`
    "Recap
      host  outcome    ok  to change  skipped  failed  after
      a     to change   1          3        0       0  0.2 s
      b     as wanted   3          0        0       0  0.2 s
      2 hosts: 1 to change, 1 as wanted in 0.2 s; exit code 10
      Nothing was changed. To make these changes: rulerun apply, with the same arguments"
  `);
});

test('a preview that was refused says of nobody that it is as wanted', () => {
  const refused = eventsOf(planRun({ batches: [['a', 'b']], fates: { a: 'unchanged', b: 'unchanged' } })).map(
    (event) => (event.type === 'run.finished' ? { ...event, exitCode: 4 } : event),
  );
  expect(recap(refused)).not.toContain('as wanted');
});

test('of many hosts only those that need attention are listed', () => {
  const lines = recap(eventsOf(applyRun(bigScene(200))), 80).split('\n');
  expect(lines.filter((line) => /^ {2}node-\d+ +[a-z-]+ +\d/.test(line))).toHaveLength(7);
  expect(lines.slice(-4).join('\n')).toMatchInlineSnapshot(`
    "  200 hosts: 191 changed, 2 unchanged, 2 rolled-back, 2 rollback-failed, 2
      unknown, 1 failed in 39 s; exit code 6
      A person must look at node-054, node-077, node-169, node-192.
      To bring back what was changed: rulerun rollback 20261122-235544-a1b2c3"
  `);
});

test('drift on many hosts lists those that have drifted, and a plan none of those it would change', () => {
  const hosts = nodes(60);
  const fates = Object.fromEntries(hosts.slice(2).map((host) => [host, 'unchanged' as const]));
  const listed = (command: 'plan' | 'drift'): readonly string[] =>
    recap(eventsOf(planRun({ batches: [hosts], fates }, command)))
      .split('\n')
      .filter((line) => /^ {2}node-/.test(line));
  expect(listed('plan')).toEqual([]);
  expect(listed('drift').map((line) => line.split(/ +/).slice(1, 3))).toEqual([
    ['node-01', 'drifted'],
    ['node-02', 'drifted'],
  ]);
});

test('and of many that need attention no more than fit', () => {
  const hosts = nodes(300);
  const lines = recap(applied(Object.fromEntries(hosts.map((host) => [host, 'failed']))), 80).split('\n');
  expect(lines).toContain('  and 250 more: rulerun report 20261122-235544-a1b2c3 --html FILE shows each');
  expect(lines.length).toBeLessThan(70);
});

test('hosts that were not started do not need attention', () => {
  const hosts = nodes(60);
  const events: readonly RunEvent[] = [
    ...eventsOf(applyRun({ batches: [hosts] })).slice(0, 1),
    ...hosts.map(
      (host): RunEvent => ({
        type: 'host.finished',
        host,
        outcome: host === 'node-01' ? 'blocked' : 'not-started',
        why: undefined,
        elapsedMs: 1,
      }),
    ),
    { type: 'run.finished', exitCode: 4, elapsedMs: 2 },
  ];
  expect(recap(events)).toMatchInlineSnapshot(`
    "Recap of run 20261122-235544-a1b2c3
      host     outcome  after
      node-01  blocked  0.0 s
      60 hosts: 1 blocked, 59 not-started in 0.0 s; exit code 4
      Every host is as it was. Put right what is named above, and run it again."
  `);
});

test('a record that breaks off says so', () => {
  expect(recap(applied({ 'node-1': 'changed' }).slice(0, -2))).toMatchInlineSnapshot(`
    "Recap of run 20261122-235544-a1b2c3
      host    outcome     ok  changed  skipped  failed  after
      node-1  unfinished   2        3        0       0      -
      1 host: 1 unfinished; not finished"
  `);
});

test('after a rollback', () => {
  const events: readonly RunEvent[] = [
    {
      type: 'run.started',
      formatVersion: 1,
      run: 'r',
      command: 'rollback',
      version: '0',
      at: '',
      playbooks: [],
      hosts: ['a', 'b'],
      plays: [],
    },
    { type: 'undo.started', host: 'a', steps: 1 },
    { type: 'undo.done', host: 'a', hostRun: 'q', step: 1, title: 't' },
    {
      type: 'host.finished',
      host: 'a',
      outcome: 'rolled-back',
      why: 'rolled back on request',
      elapsedMs: 900,
    },
    {
      type: 'host.finished',
      host: 'b',
      outcome: 'unchanged',
      why: 'there was nothing to undo',
      elapsedMs: 20,
    },
    { type: 'run.finished', exitCode: 0, elapsedMs: 950 },
  ];
  expect(recap(events)).toMatchInlineSnapshot(`
    "Recap of run r
      host  outcome      undone  after
      a     rolled-back       1  0.9 s
      b     unchanged         0  0.0 s
      a: rolled back on request
      b: there was nothing to undo
      2 hosts: 1 rolled-back, 1 unchanged in 1.0 s; exit code 0"
  `);
});

test('on a narrow terminal the table has the columns that say most, and no line is wrapped', () => {
  const text = recap(applied({ 'node-1': 'changed', 'node-2': 'rolled-back' }), 60);
  expect(text.split('\n').slice(1, 4).join('\n')).toMatchInlineSnapshot(`
    "  host    outcome      ok  changed  failed  undone  after
      node-1  changed       2        3       0       0  2.4 s
      node-2  rolled-back   1        1       1       2  2.9 s"
  `);
  const narrow = recap(applied({ 'node-1.example.com': 'failed' }), 30);
  expect(narrow.split('\n').slice(1, 3)).toEqual([
    '  host                outcome',
    '  node-1.example.com  failed',
  ]);
});

function interrupted(outcomes: readonly Outcome[]): readonly string[] {
  const hosts = nodes(outcomes.length);
  const events: readonly RunEvent[] = [
    ...eventsOf(applyRun({ batches: [hosts] })).slice(0, 1),
    ...outcomes.flatMap((outcome, index): RunEvent[] => {
      const host = hosts[index] ?? '';
      const finished = { type: 'host.finished', host, outcome, why: undefined, elapsedMs: 1 } as const;
      return outcome === 'changed' ? [begun(host), finished] : [finished];
    }),
    { type: 'run.finished', exitCode: 130, elapsedMs: 2 },
  ];
  const lines = recap(events).split('\n');
  return lines.slice(lines.findIndex((line) => line.includes('exit code 130')) + 1);
}

function begun(host: string): RunEvent {
  const task = { play: 1, section: 'tasks', task: 1 } as const;
  const change = {
    summary: 's',
    diff: [],
    impact: [],
    operations: [],
    undo: { kind: 'possible' },
  } as const;
  return { type: 'task.intent', host, task, title: 't', step: 1, become: undefined, change };
}

const back = '  To bring back what was changed: rulerun rollback 20261122-235544-a1b2c3';

test.for([
  [['not-started', 'not-started'], ['  Nothing was changed.']],
  [['unchanged', 'not-started'], ['  Nothing was changed.']],
  [['rolled-back', 'not-started'], []],
  [['changed', 'not-started'], [back]],
  [['unknown', 'not-started'], [back]],
] as const)('interrupted, and the hosts ended as %s', ([outcomes, lines]) => {
  expect(interrupted(outcomes)).toEqual(lines);
});

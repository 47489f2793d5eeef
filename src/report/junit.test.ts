import { expect, test } from 'vitest';
import { PAYLOADS, poisoned } from '../../test/renderers/payloads.ts';
import { applyRun, bigScene, eventsOf, planRun } from '../../test/renderers/scene.ts';
import { toldRun } from '../../test/renderers/told.ts';
import type { RunEvent } from '../model/run/event.ts';
import { reportOf } from './fold/run-report.ts';
import type { TimedEvent } from './fold/timed-event.ts';
import { junitReport } from './junit.ts';

function junit(timed: readonly TimedEvent[]): string {
  const report = reportOf(timed);
  return report === undefined ? '' : junitReport(report);
}

test('a run as test results', () => {
  const scene = {
    batches: [['node-1', 'node-2', 'node-3']],
    fates: { 'node-2': 'rolled-back', 'node-3': 'unknown' },
  } as const;
  expect(junit(applyRun(scene))).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="rulerun apply playbooks/disable-iptables-service.yml" tests="16" failures="2" errors="2" skipped="3" time="11.606">
    <testsuite name="node-1" tests="6" failures="0" errors="0" skipped="0" time="2.376" timestamp="2026-11-22T23:55:44">
    <properties><property name="run" value="20261122-235544-a1b2c3"/><property name="play" value="Disable and mask iptables.service"/></properties>
    <testcase classname="node-1" name="check: Docker does not require iptables.service"></testcase>
    <testcase classname="node-1" name="Keep iptables.service from ever starting" time="0.303"></testcase>
    <testcase classname="node-1" name="Remove the rules that nobody owns" time="0.303"></testcase>
    <testcase classname="node-1" name="handler: Tell the log" time="0.042"></testcase>
    <testcase classname="node-1" name="check: The running rules and containers are as they were" time="0.06"></testcase>
    <testcase classname="node-1" name="outcome"></testcase>
    </testsuite>
    <testsuite name="node-2" tests="5" failures="2" errors="0" skipped="2" time="2.875" timestamp="2026-11-22T23:55:44">
    <properties><property name="run" value="20261122-235544-a1b2c3"/><property name="play" value="Disable and mask iptables.service"/></properties>
    <testcase classname="node-2" name="check: Docker does not require iptables.service"></testcase>
    <testcase classname="node-2" name="Keep iptables.service from ever starting" time="0.356"><skipped message="undone"/></testcase>
    <testcase classname="node-2" name="Remove the rules that nobody owns" time="0.356"><failure type="command" message="&quot;remove 1 rule from /etc/sysconfig/iptables&quot; ended with exit code 1: iptables-restore: line 4 failed">&quot;remove 1 rule from /etc/sysconfig/iptables&quot; ended with exit code 1: iptables-restore: line 4 failed
    no chain/target/match by that name</failure></testcase>
    <testcase classname="node-2" name="handler: Tell the log"><skipped message="would change"/></testcase>
    <testcase classname="node-2" name="outcome"><failure type="rolled-back" message="rolled-back">&quot;Remove the rules that nobody owns&quot;: &quot;remove 1 rule from /etc/sysconfig/iptables&quot; ended with exit code 1: iptables-restore: line 4 failed
    no chain/target/match by that name</failure></testcase>
    </testsuite>
    <testsuite name="node-3" tests="5" failures="0" errors="2" skipped="1" time="11.566" timestamp="2026-11-22T23:55:44">
    <properties><property name="run" value="20261122-235544-a1b2c3"/><property name="play" value="Disable and mask iptables.service"/></properties>
    <testcase classname="node-3" name="check: Docker does not require iptables.service"></testcase>
    <testcase classname="node-3" name="Keep iptables.service from ever starting" time="0.409"></testcase>
    <testcase classname="node-3" name="Remove the rules that nobody owns" time="9.409"><error type="lost" message="the connection was lost: the host closed the connection">the connection was lost: the host closed the connection</error></testcase>
    <testcase classname="node-3" name="handler: Tell the log"><skipped message="would change"/></testcase>
    <testcase classname="node-3" name="outcome"><error type="unknown" message="unknown">&quot;Remove the rules that nobody owns&quot;: the connection was lost: the host closed the connection</error></testcase>
    </testsuite>
    </testsuites>
    "
  `);
});

test('a preview passes nothing and fails nothing', () => {
  expect(junit(planRun({ batches: [['a']] }))).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="rulerun plan playbooks/disable-iptables-service.yml" tests="5" failures="0" errors="0" skipped="4" time="0.131">
    <testsuite name="a" tests="5" failures="0" errors="0" skipped="4" time="0.131" timestamp="2026-11-22T23:55:44">
    <properties><property name="run" value="20261122-235544-a1b2c3"/><property name="play" value="Disable and mask iptables.service"/></properties>
    <testcase classname="a" name="check: Docker does not require iptables.service"></testcase>
    <testcase classname="a" name="Keep iptables.service from ever starting"><skipped message="would change"/></testcase>
    <testcase classname="a" name="Remove the rules that nobody owns"><skipped message="would change"/></testcase>
    <testcase classname="a" name="handler: Tell the log"><skipped message="would change"/></testcase>
    <testcase classname="a" name="outcome"><skipped message="it would change; nothing was started"/></testcase>
    </testsuite>
    </testsuites>
    "
  `);
});

test('a host that was never reached is an error with its way out', () => {
  const [start] = eventsOf(applyRun({ batches: [['a']] }));
  const failure = {
    kind: 'unreachable',
    address: 'a:22',
    cause: 'connection refused',
    hint: 'is sshd running?',
  } as const;
  const events: readonly RunEvent[] = [
    ...(start === undefined ? [] : [start]),
    { type: 'host.failed', host: 'a', failure },
    {
      type: 'host.finished',
      host: 'a',
      outcome: 'unreachable',
      why: 'cannot connect to a:22: connection refused',
      elapsedMs: 4,
    },
  ];
  expect(junit(events.map((event) => ({ event, atMs: undefined })))).toContain(
    '<error type="unreachable" message="unreachable">cannot connect to a:22: connection refused\nhint: is sshd running?</error>',
  );
});

test('the totals are those of the cases', () => {
  const xml = junit(applyRun(bigScene(300)));
  const count = (pattern: RegExp): number => xml.match(pattern)?.length ?? 0;
  const [, tests, failures, errors, skipped] =
    /<testsuites [^>]*tests="(\d+)" failures="(\d+)" errors="(\d+)" skipped="(\d+)"/.exec(xml) ?? [];
  expect([tests, failures, errors, skipped].map(Number)).toEqual([
    count(/<testcase /g),
    count(/<failure /g),
    count(/<error /g),
    count(/<skipped /g),
  ]);
  expect(count(/<testsuite /g)).toBe(300);
});

/** XML without its texts: what an honest text and a hostile one must have in common. */
function skeleton(xml: string): string {
  return xml.replace(/="[^"]*"/g, '=""').replace(/>[^<]*/g, '>');
}

test.for([
  ...Object.entries(PAYLOADS),
  ['CDATA', ']]><x/>'],
  ['an entity', '&xxe;'],
  ['a tag', '"/><failure/>'],
] as const)('%s stays text', ([, payload]) => {
  const timed = applyRun({ batches: [['node-1', 'node-2']], fates: { 'node-2': 'rollback-failed' } });
  const hostile = poisoned(eventsOf(timed), payload).map((event, index) => ({
    event,
    atMs: timed[index]?.atMs,
  }));
  const xml = junit(hostile);
  expect(skeleton(xml)).toBe(skeleton(junit(timed)));
  expect(xml).not.toMatch(/(?![\t\n])[\p{Cc}\p{Cs}\ufffe\uffff]/u);
});

test('a loop is one case that names its failed items; what is included has cases of its own', () => {
  const text = junit(
    toldRun({
      listed: { '1': 'loop', '2': 'include' },
      done: [
        ['changed', '1 [a]'],
        ['failed', '1 [b]'],
        ['ok', '2 [x]'],
        ['ok', '2.[x].1', { title: 'inside' }],
        ['rescued', '2.[x].2', { title: 'risky' }],
        ['ok', '2.[x].3', { title: 'mend', arm: 'rescue' }],
      ],
    }),
  );
  const cases = [...text.matchAll(/<testcase classname="h" name="([^"]*)"[^>]*>(.*?)<\/testcase>/gs)];
  expect(cases.map(([, name, end]) => [name, end])).toEqual([
    [
      'loop',
      '<failure type="command" message="&quot;test&quot; ended with exit code 1">[b] &quot;test&quot; ended with exit code 1</failure>',
    ],
    ['include', ''],
    ['inside [x]', ''],
    ['risky [x]', '<skipped message="failed, rescued"/>'],
    ['rescue: mend [x]', ''],
    ['outcome', ''],
  ]);
});

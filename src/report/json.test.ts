import { expect, test } from 'vitest';
import { applyRun, planRun } from '../../test/renderers/scene.ts';
import { toldRun } from '../../test/renderers/told.ts';
import { reportOf } from './fold/run-report.ts';
import type { TimedEvent } from './fold/timed-event.ts';
import { jsonReport } from './json.ts';

function json(timed: readonly TimedEvent[]): Record<string, unknown> {
  const report = reportOf(timed);
  return report === undefined ? {} : (JSON.parse(jsonReport(report)) as Record<string, unknown>);
}

test('a run as one document', () => {
  const document = json(applyRun({ batches: [['node-1'], ['node-2']], fates: { 'node-2': 'rolled-back' } }));
  const { hosts, changes: _, ...run } = document;
  expect(run).toMatchInlineSnapshot(`
    {
      "command": "apply",
      "elapsedMs": 3487,
      "exitCode": 5,
      "formatVersion": 1,
      "interrupted": false,
      "outcomes": {
        "changed": 1,
        "rolled-back": 1,
      },
      "playbooks": [
        "playbooks/disable-iptables-service.yml",
      ],
      "plays": [
        {
          "hosts": [
            "node-1",
            "node-2",
          ],
          "name": "Disable and mask iptables.service",
          "tasks": 5,
        },
      ],
      "run": "20261122-235544-a1b2c3",
      "startedAt": "2026-11-22T23:55:44.000Z",
      "stopped": [],
      "verdict": "It failed, and everything changed on the hosts that failed was rolled back",
      "version": "0.1.0",
    }
  `);
  expect((hosts as readonly { readonly host: string }[]).map(({ host }) => host)).toEqual([
    'node-1',
    'node-2',
  ]);
});

test('a host and its tasks', () => {
  const { hosts } = json(applyRun({ batches: [['node-2']], fates: { 'node-2': 'rolled-back' } }));
  expect((hosts as readonly unknown[])[0]).toMatchInlineSnapshot(`
    {
      "counts": {
        "changed": 1,
        "failed": 1,
        "ignored": 0,
        "ok": 1,
        "pending": 3,
        "rescued": 0,
        "skipped": 0,
        "undone": 2,
      },
      "elapsedMs": 2692,
      "host": "node-2",
      "outcome": "rolled-back",
      "problems": [
        {
          "message": ""remove 1 rule from /etc/sysconfig/iptables" ended with exit code 1: iptables-restore: line 4 failed
    no chain/target/match by that name",
          "what": "Remove the rules that nobody owns",
        },
      ],
      "tasks": [
        {
          "endedAtMs": 110,
          "play": 1,
          "result": "ok",
          "section": "preflight",
          "task": 1,
          "title": "Docker does not require iptables.service",
        },
        {
          "change": 0,
          "endedAtMs": 1934,
          "play": 1,
          "result": "undone",
          "section": "tasks",
          "startedAtMs": 1631,
          "step": 1,
          "task": 1,
          "title": "Keep iptables.service from ever starting",
          "undone": true,
        },
        {
          "change": 1,
          "endedAtMs": 2237,
          "failure": {
            "exitCode": 1,
            "kind": "command",
            "output": "iptables-restore: line 4 failed
    no chain/target/match by that name",
            "what": ""remove 1 rule from /etc/sysconfig/iptables"",
          },
          "play": 1,
          "result": "failed",
          "section": "tasks",
          "startedAtMs": 1934,
          "step": 2,
          "task": 2,
          "title": "Remove the rules that nobody owns",
          "undone": true,
        },
        {
          "change": 2,
          "play": 1,
          "result": "pending",
          "section": "handlers",
          "task": 1,
          "title": "Tell the log",
        },
      ],
      "why": ""Remove the rules that nobody owns": "remove 1 rule from /etc/sysconfig/iptables" ended with exit code 1: iptables-restore: line 4 failed
    no chain/target/match by that name",
      "word": "rolled-back",
    }
  `);
});

test('a change that is the same on many hosts is written once', () => {
  const { changes, hosts } = json(applyRun({ batches: [['a', 'b', 'c']] }));
  expect((changes as readonly { readonly summary: string }[]).map(({ summary }) => summary)).toEqual([
    'mask iptables.service',
    'remove 1 rule from /etc/sysconfig/iptables',
    'run logger',
  ]);
  const used = (hosts as readonly { readonly tasks: readonly { readonly change?: number }[] }[]).map(
    ({ tasks }) => tasks.flatMap(({ change }) => (change === undefined ? [] : [change])),
  );
  expect(used).toEqual([
    [0, 1, 2],
    [0, 1, 2],
    [0, 1, 2],
  ]);
});

test('what a preview expects', () => {
  const document = json(planRun({ batches: [['a', 'b']], fates: { b: 'unchanged' } }));
  expect(document).toMatchObject({
    command: 'plan',
    exitCode: 10,
    verdict: 'There is something to change; nothing was changed',
    outcomes: { 'not-started': 2 },
    hosts: [
      { host: 'a', word: 'to change' },
      { host: 'b', word: 'as wanted' },
    ],
  });
});

test('a record without times says none', () => {
  const timed = applyRun({ batches: [['a']] }).map(({ event }) => ({ event, atMs: undefined }));
  expect(JSON.stringify(json(timed))).not.toContain('AtMs');
});

test('a loop holds its items, an include what it included, each with what came of it', () => {
  const document = json(
    toldRun({
      listed: { '1': 'loop', '2': 'include' },
      done: [
        ['started', '1', { items: 2 }],
        ['started', '1 [a]'],
        ['changed', '1 [a]'],
        ['started', '1 [b]'],
        ['retry', '1 [b]', { left: 2 }],
        ['rescued', '1 [b]'],
        ['ok', '2'],
        ['started', '2.1', { title: 'inside', arm: 'always' }],
        ['ok', '2.1', { title: 'inside', arm: 'always' }],
      ],
    }),
  );
  const [host] = document['hosts'] as readonly Record<string, unknown>[];
  expect(host).toMatchObject({
    counts: { ok: 2, changed: 0, rescued: 1 },
    tasks: [
      {
        title: 'loop',
        result: 'rescued',
        items: [
          { item: 'a', result: 'changed', change: 0 },
          { item: 'b', result: 'rescued', attempts: 2 },
        ],
      },
      {
        title: 'include',
        result: 'ok',
        included: [{ title: 'inside', task: 2, path: '1', arm: 'always', result: 'ok' }],
      },
    ],
  });
});

import { expect, test } from 'vitest';
import { quietView } from '../../src/renderers/quiet.ts';
import { applyRun, eventsOf, planRun, type Scene } from './scene.ts';
import { shown } from './shown.ts';

const hosts = ['node-1', 'node-2', 'node-3', 'node-4'];

test('a run in which all is well says nothing', () => {
  expect(shown(quietView, eventsOf(applyRun({ batches: [hosts] }))).all).toEqual([]);
  expect(shown(quietView, eventsOf(planRun({ batches: [hosts] }))).all).toEqual([]);
});

test('what is wrong is one line on standard error, with the host first', () => {
  const scene: Scene = {
    batches: [hosts],
    fates: { 'node-2': 'rolled-back', 'node-3': 'rollback-failed', 'node-4': 'unknown' },
  };
  const { narration, result } = shown(quietView, eventsOf(applyRun(scene)));
  expect(result).toEqual([]);
  expect(narration.join('\n')).toMatchInlineSnapshot(`
    "node-2: "Remove the rules that nobody owns": "remove 1 rule from /etc/sysconfig/iptables" ended with exit code 1: iptables-restore: line 4 failed / no chain/target/match by that name
    node-3: "Remove the rules that nobody owns": "remove 1 rule from /etc/sysconfig/iptables" ended with exit code 1: iptables-restore: line 4 failed / no chain/target/match by that name
    node-2: rolled-back
    node-3: "Keep iptables.service from ever starting" was not undone: Failed to unmask unit: Access denied
    node-3: rollback-failed
    node-4: "Remove the rules that nobody owns": the connection was lost: the host closed the connection
    node-4: unknown"
  `);
});

test('so is a host that cannot be reached, with what to do', () => {
  const failure = {
    kind: 'unauthenticated',
    user: 'root',
    tried: ['publickey'],
    hint: 'name a key with --private-key',
  } as const;
  const { narration } = shown(quietView, [
    { type: 'host.failed', host: 'node-1', failure },
    { type: 'host.finished', host: 'node-1', outcome: 'unreachable', why: undefined, elapsedMs: 3 },
    { type: 'run.interrupted', by: 'stop' },
  ]);
  expect(narration.join('\n')).toMatchInlineSnapshot(`
    "node-1: root was not let in (tried: publickey)
      hint: name a key with --private-key
    node-1: unreachable
    interrupted"
  `);
});

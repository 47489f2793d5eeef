import type { RunEvent } from '../../src/model/run/event.ts';
import type { TimedEvent } from '../../src/report/fold/timed-event.ts';
import {
  CLEAN,
  DOCKER,
  ended,
  type Fate,
  fateOf,
  MASK,
  NOTE,
  opening,
  PROBE,
  RULES,
  RUN,
  type Scene,
  working,
} from './scene-host.ts';

export { type Fate, MASKING, RUN, type Scene, TROUBLE, task } from './scene-host.ts';

const PLAYBOOK = 'playbooks/disable-iptables-service.yml';
const PLAY = 'Disable and mask iptables.service';

/** The events of an apply of a small playbook, with the times at which they happened. Equal scenes give equal events. */
export function applyRun(scene: Scene): readonly TimedEvent[] {
  const hosts = scene.batches.flat();
  const done: TimedEvent[] = [{ event: started('apply', hosts), atMs: 0 }];
  const opened = merged(hosts.map((host, index) => opening(host, index, scene)));
  done.push(...opened);
  let now = (opened.at(-1)?.atMs ?? 0) + 20;
  const changing = hosts.filter((host) => fateOf(scene, host) !== 'unchanged').length;
  done.push(
    { event: { type: 'preview.finished', changes: changing * 3, hostsToChange: changing }, atMs: now },
    { event: { type: 'play.started', play: 1, name: PLAY, hosts }, atMs: now + 1500 },
  );
  now += 1500;
  for (const [index, batch] of scene.batches.entries()) {
    const event: RunEvent = {
      type: 'batch.started',
      play: 1,
      batch: index + 1,
      batches: scene.batches.length,
      hosts: batch,
    };
    done.push({ event, atMs: now });
    const start = now;
    const events = merged(batch.map((host, turn) => working(host, start + turn * 40, turn, scene)));
    done.push(...events);
    now = (events.at(-1)?.atMs ?? now) + 10;
  }
  const exitCode = exitCodeFor(hosts.map((host) => fateOf(scene, host)));
  done.push({ event: { type: 'run.finished', exitCode, elapsedMs: now }, atMs: now });
  return done;
}

/** The events of a look at the same playbook. */
export function planRun(scene: Scene, command: 'plan' | 'drift' = 'plan'): readonly TimedEvent[] {
  const hosts = scene.batches.flat();
  const opened = merged(hosts.map((host, index) => opening(host, index, scene)));
  const end = (opened.at(-1)?.atMs ?? 0) + 20;
  const changing = hosts.filter((host) => fateOf(scene, host) !== 'unchanged').length;
  return [
    { event: started(command, hosts), atMs: 0 },
    ...opened,
    { event: { type: 'preview.finished', changes: changing * 3, hostsToChange: changing }, atMs: end },
    ...hosts.map((host): TimedEvent => ({ event: ended(host, 'not-started', undefined, end), atMs: end })),
    { event: { type: 'run.finished', exitCode: changing > 0 ? 10 : 0, elapsedMs: end }, atMs: end },
  ];
}

export function eventsOf(timed: readonly TimedEvent[]): readonly RunEvent[] {
  return timed.map(({ event }) => event);
}

/** `node-001` and so on. */
export function nodes(count: number): readonly string[] {
  const width = String(count).length;
  return Array.from({ length: count }, (_, index) => `node-${String(index + 1).padStart(width, '0')}`);
}

/** A thousand hosts, of which some come to every kind of end. */
export function bigScene(count = 1_000): Scene {
  const hosts = nodes(count);
  const kinds: readonly Fate[] = ['rolled-back', 'rollback-failed', 'unknown', 'failed', 'unchanged'];
  const fates = hosts.flatMap((host, index) =>
    index % 23 === 7 ? [[host, kinds[(index * 7) % 5] ?? 'changed'] as const] : [],
  );
  const quarter = Math.ceil(count / 4);
  return {
    batches: [hosts.slice(0, 1), hosts.slice(1, quarter), hosts.slice(quarter)],
    fates: Object.fromEntries(fates),
    rules: (host) => (host.endsWith('3') ? RULES.replace('8443', '8444 -m comment --comment "8443"') : RULES),
  };
}

function started(command: 'apply' | 'plan' | 'drift', hosts: readonly string[]): RunEvent {
  const tasks = [DOCKER, MASK, CLEAN, NOTE, PROBE];
  return {
    type: 'run.started',
    formatVersion: 1,
    run: RUN,
    command,
    version: '0.1.0',
    at: '2026-11-22T23:55:44.000Z',
    playbooks: [PLAYBOOK],
    hosts,
    plays: [{ name: PLAY, hosts, tasks }],
  };
}

function exitCodeFor(fates: readonly Fate[]): number {
  if (fates.includes('rollback-failed')) return 6;
  if (fates.includes('unknown')) return 7;
  if (fates.includes('failed')) return 1;
  return fates.includes('rolled-back') ? 5 : 0;
}

/** By time; of the same time in the order given. */
function merged(lists: readonly (readonly TimedEvent[])[]): readonly TimedEvent[] {
  return lists.flat().sort((a, b) => (a.atMs ?? 0) - (b.atMs ?? 0));
}

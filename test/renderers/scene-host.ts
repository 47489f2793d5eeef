import type { ShownChange } from '../../src/model/change.ts';
import type { Section, TaskAddress } from '../../src/model/playbook/plan.ts';
import type { RunEvent } from '../../src/model/run/event.ts';
import type { Outcome } from '../../src/model/run/outcome.ts';
import type { TimedEvent } from '../../src/report/fold/timed-event.ts';

/** How a host of a scene ends. */
export type Fate = Extract<
  Outcome,
  'changed' | 'unchanged' | 'failed' | 'rolled-back' | 'rollback-failed' | 'unknown'
>;

export interface Scene {
  readonly batches: readonly (readonly string[])[];
  /** `changed` where it says nothing. */
  readonly fates?: Readonly<Record<string, Fate>>;
  /** The text of a rules file on a host that the second task rewrites. */
  readonly rules?: (host: string) => string;
}

export const RUN = '20261122-235544-a1b2c3';

export function task(section: Section, number: number): TaskAddress {
  return { play: 1, section, task: number };
}

export const DOCKER = {
  task: task('preflight', 1),
  title: 'Docker does not require iptables.service',
} as const;
export const MASK = { task: task('tasks', 1), title: 'Keep iptables.service from ever starting' } as const;
export const CLEAN = { task: task('tasks', 2), title: 'Remove the rules that nobody owns' } as const;
export const NOTE = { task: task('handlers', 1), title: 'Tell the log' } as const;
export const PROBE = {
  task: task('verify', 1),
  title: 'The running rules and containers are as they were',
} as const;

export const MASKING: ShownChange = {
  summary: 'mask iptables.service',
  diff: [{ kind: 'state', subject: 'iptables.service', before: 'enabled', after: 'masked' }],
  impact: ['no host firewall loads at the next boot'],
  operations: ['systemctl mask iptables.service'],
  undo: { kind: 'possible' },
};

export const RULES =
  '*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -p tcp --dport 22 -j ACCEPT\n-A INPUT -p tcp --dport 8443 -j ACCEPT\nCOMMIT\n';

function cleaning(before: string): ShownChange {
  return {
    summary: 'remove 1 rule from /etc/sysconfig/iptables',
    diff: [
      {
        kind: 'text',
        subject: '/etc/sysconfig/iptables',
        before,
        after: before.replace(/^-A INPUT .*8443.*\n/m, ''),
      },
    ],
    impact: [],
    operations: ['write /etc/sysconfig/iptables'],
    undo: { kind: 'possible' },
  };
}

const TELLING: ShownChange = {
  summary: 'run logger',
  diff: [],
  impact: [],
  operations: ['logger "iptables.service is masked"'],
  undo: { kind: 'irreversible', why: 'a command without `undo:`', accepted: true },
};

export const TROUBLE: RunEvent & { readonly type: 'task.failed' } = {
  type: 'task.failed',
  host: '',
  ...CLEAN,
  failure: {
    kind: 'command',
    what: '"remove 1 rule from /etc/sysconfig/iptables"',
    exitCode: 1,
    output: 'iptables-restore: line 4 failed\nno chain/target/match by that name',
  },
  ignored: false,
  step: 2,
  result: {},
};

export function opening(host: string, index: number, scene: Scene): readonly TimedEvent[] {
  const connected = 80 + ((index * 37) % 50) + Math.floor(index / 50) * 90;
  const checked = connected + 30;
  const head: readonly TimedEvent[] = [
    { event: { type: 'host.connected', host, elapsedMs: connected }, atMs: connected },
    { event: { type: 'preflight.passed', host, ...DOCKER, messages: [] }, atMs: checked },
  ];
  const at = checked + 1;
  const satisfied = (one: typeof MASK | typeof CLEAN): TimedEvent => ({
    event: { type: 'task.satisfied', host, ...one, result: { changed: false }, messages: [] },
    atMs: at,
  });
  if (fateOf(scene, host) === 'unchanged') return [...head, satisfied(MASK), satisfied(CLEAN)];
  return [
    ...head,
    { event: { type: 'task.pending', host, ...MASK, change: MASKING, uncertain: false }, atMs: at },
    {
      event: {
        type: 'task.pending',
        host,
        ...CLEAN,
        change: cleaning(rulesOf(scene, host)),
        uncertain: true,
      },
      atMs: at,
    },
    { event: { type: 'task.pending', host, ...NOTE, change: TELLING, uncertain: true }, atMs: at },
  ];
}

export function working(host: string, from: number, index: number, scene: Scene): readonly TimedEvent[] {
  const fate = fateOf(scene, host);
  const slow = index % 17 === 5 ? 14_000 : 0;
  const done: TimedEvent[] = [];
  let now = from;
  const add = (event: RunEvent, after: number): void => {
    now += after;
    done.push({ event, atMs: now });
  };
  const wait = 300 + ((index * 53) % 400);
  add({ type: 'task.started', host, ...MASK }, 0);
  if (fate === 'unchanged') {
    add({ type: 'task.satisfied', host, ...MASK, result: { changed: false }, messages: [] }, 2);
    add({ type: 'task.started', host, ...CLEAN }, 0);
    add({ type: 'task.satisfied', host, ...CLEAN, result: { changed: false }, messages: [] }, 2);
    add({ type: 'task.started', host, ...PROBE }, 0);
    add({ type: 'task.satisfied', host, ...PROBE, result: { changed: false }, messages: [] }, 2);
    add(ended(host, 'unchanged', undefined, now), 1);
    return done;
  }
  add({ type: 'task.intent', host, ...MASK, step: 1, become: 'root', change: MASKING }, 3);
  add(
    {
      type: 'task.changed',
      host,
      ...MASK,
      step: 1,
      elapsedMs: wait,
      result: { changed: true },
      change: MASKING,
    },
    wait,
  );
  add({ type: 'task.started', host, ...CLEAN }, 0);
  const change = cleaning(rulesOf(scene, host));
  add({ type: 'task.intent', host, ...CLEAN, step: 2, become: 'root', change }, 3);
  if (fate === 'unknown') {
    const failure = { kind: 'lost', cause: 'the host closed the connection' } as const;
    add({ ...TROUBLE, host, failure }, wait + 9_000);
    add(ended(host, 'unknown', `"${CLEAN.title}": the connection was lost: ${failure.cause}`, now), 30);
    return done;
  }
  if (fate !== 'changed') {
    add({ ...TROUBLE, host }, wait);
    return [...done, ...goingBack(host, fate, now + 5)];
  }
  add(
    {
      type: 'task.changed',
      host,
      ...CLEAN,
      step: 2,
      elapsedMs: wait + slow,
      result: { changed: true },
      change,
    },
    wait + slow,
  );
  add({ type: 'task.started', host, ...NOTE }, 0);
  add({ type: 'task.intent', host, ...NOTE, step: 3, become: 'root', change: TELLING }, 2);
  add(
    {
      type: 'task.changed',
      host,
      ...NOTE,
      step: 3,
      elapsedMs: 40,
      result: { changed: true },
      change: TELLING,
    },
    40,
  );
  add({ type: 'task.started', host, ...PROBE }, 0);
  add({ type: 'task.satisfied', host, ...PROBE, result: { changed: false }, messages: [] }, 60);
  add(ended(host, 'changed', undefined, now), 30);
  return done;
}

function goingBack(
  host: string,
  fate: 'failed' | 'rolled-back' | 'rollback-failed',
  from: number,
): readonly TimedEvent[] {
  const why = `"${CLEAN.title}": "remove 1 rule from /etc/sysconfig/iptables" ended with exit code 1: iptables-restore: line 4 failed\nno chain/target/match by that name`;
  if (fate === 'failed') return [{ event: ended(host, 'failed', why, from), atMs: from }];
  const hostRun = RUN;
  const stuck = fate === 'rollback-failed';
  const failure = { kind: 'refused', why: 'Failed to unmask unit: Access denied', hint: undefined } as const;
  const last: RunEvent = stuck
    ? { type: 'undo.failed', host, hostRun, step: 1, title: MASK.title, failure }
    : { type: 'undo.done', host, hostRun, step: 1, title: MASK.title };
  const end = stuck ? `${why}; "${MASK.title}" was not undone: ${failure.why}` : why;
  return [
    { event: { type: 'undo.started', host, steps: 2 }, atMs: from },
    { event: { type: 'undo.done', host, hostRun, step: 2, title: CLEAN.title }, atMs: from + 200 },
    { event: last, atMs: from + 420 },
    { event: ended(host, fate, end, from + 450), atMs: from + 450 },
  ];
}

export function ended(host: string, outcome: Outcome, why: string | undefined, elapsedMs: number): RunEvent {
  return { type: 'host.finished', host, outcome, why, elapsedMs };
}

export function fateOf({ fates = {} }: Scene, host: string): Fate {
  return fates[host] ?? 'changed';
}

function rulesOf({ rules = () => RULES }: Scene, host: string): string {
  return rules(host);
}

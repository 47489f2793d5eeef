import type { ShownChange } from '../../src/model/change.ts';
import type { Section, TaskAddress } from '../../src/model/playbook/plan.ts';
import type { PlayOutline, RunCommand, RunEvent } from '../../src/model/run/event.ts';
import type { Failure } from '../../src/model/run/failure.ts';
import type { TimedEvent } from '../../src/report/fold/timed-event.ts';

/**
 * What is told of a task, in short: `[kind, place, more]`. A place is `3`, `3 [item]`, `3.1` for what it includes,
 * `3.[item].1` for what an item of it includes, with `handlers ` or another section before it.
 */
export type Told = readonly [kind: Kind, place: string, more?: TellMore];

type Kind =
  | 'started'
  | 'ok'
  | 'changed'
  | 'skipped'
  | 'failed'
  | 'rescued'
  | 'ignored'
  | 'retry'
  | 'pending'
  | 'intent'
  | 'undone'
  | 'stuck';

interface TellMore {
  readonly title?: string;
  readonly items?: number;
  readonly left?: number;
  readonly step?: number;
  readonly host?: string;
  readonly delegate?: string;
  readonly visitor?: string;
  readonly arm?: 'rescue' | 'always';
}

/** The titles of the tasks that are listed, by their places. */
export type Listed = Readonly<Record<string, string>>;

export function addressOf(place: string, arm?: TellMore['arm']): TaskAddress {
  const { section = 'tasks', number = '1', path, item } = PLACE.exec(place)?.groups ?? {};
  return {
    play: 1,
    section: section.trim() as Section,
    task: Number(number),
    ...(path === undefined ? {} : { path }),
    ...(item === undefined ? {} : { item }),
    ...(arm === undefined ? {} : { arm }),
  };
}

const PLACE = /^(?<section>[a-z]+ )?(?<number>\d+)(?:\.(?<path>.*?))?(?: \[(?<item>.*)\])?$/;

const FAILURE: Failure = { kind: 'command', what: '"test"', exitCode: 1, output: '' };

export function changeOf(summary: string): ShownChange {
  return { summary, diff: [], impact: [], operations: [], undo: { kind: 'nothing' } };
}

/** The event of one such line. */
export function toldEvent([kind, place, more = {}]: Told, listed: Listed = {}): RunEvent {
  const task = addressOf(place, more.arm);
  const { item: _, ...whole } = task;
  const known = Object.entries(listed).find(([one]) => same(addressOf(one), whole));
  const there = more.delegate === undefined ? {} : { delegate: more.delegate };
  const title = more.title ?? known?.[1] ?? `task ${place}`;
  const on = { host: more.host ?? 'h', ...there, task, title };
  const back = {
    ...{ host: on.host, ...there, hostRun: 'r', step: more.step ?? 1, title, of: task },
    ...(more.visitor === undefined ? {} : { visitor: more.visitor }),
  };
  const result = {};
  const { step } = more;
  switch (kind) {
    case 'started':
      return { type: 'task.started', ...on, ...(more.items === undefined ? {} : { items: more.items }) };
    case 'ok':
      return { type: 'task.satisfied', ...on, result, messages: [] };
    case 'changed':
      return { type: 'task.changed', ...on, step, elapsedMs: 10, result, change: changeOf(`make ${place}`) };
    case 'skipped':
      return { type: 'task.skipped', ...on, why: 'when: false' };
    case 'failed':
    case 'rescued':
    case 'ignored': {
      const ignored = kind === 'ignored';
      const rescued = kind === 'rescued' ? { rescued: true } : {};
      return { type: 'task.failed', ...on, failure: FAILURE, ignored, ...rescued, step, result };
    }
    case 'retry':
      return {
        ...{ type: 'task.failed' as const, ...on, failure: FAILURE, ignored: true, step, result },
        retriesLeft: more.left ?? 1,
      };
    case 'pending':
      return { type: 'task.pending', ...on, change: changeOf(`make ${place}`), uncertain: false };
    case 'intent':
      return { type: 'task.intent', ...on, step: step ?? 1, become: undefined, change: changeOf('do') };
    case 'undone':
      return { type: 'undo.done', ...back };
    case 'stuck':
      return { type: 'undo.failed', ...back, failure: FAILURE };
  }
}

function same({ arm: _, ...one }: TaskAddress, { arm: __, ...other }: TaskAddress): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

export interface ToldRun {
  readonly command?: RunCommand;
  readonly hosts?: readonly string[];
  readonly listed?: Listed;
  /** What the preview says before anything is done. */
  readonly foreseen?: readonly Told[];
  readonly done?: readonly Told[];
}

/** The events of a run of one play, each a tenth of a second after the one before it. */
export function toldRun({
  command = 'apply',
  hosts = ['h'],
  listed = {},
  foreseen = [],
  done = [],
}: ToldRun): readonly TimedEvent[] {
  const tasks = Object.entries(listed).map(([place, title]) => ({ task: addressOf(place), title }));
  const play: PlayOutline = { name: 'a play', hosts, tasks };
  const isApply = command === 'apply';
  const events: readonly RunEvent[] = [
    {
      type: 'run.started',
      formatVersion: 1,
      run: 'r',
      command,
      version: '0',
      at: '2026-11-22T23:55:44.000Z',
      playbooks: ['site.yml'],
      hosts,
      plays: [play],
    },
    ...hosts.map((host): RunEvent => ({ type: 'host.connected', host, elapsedMs: 1 })),
    ...foreseen.map((one) => toldEvent(one, listed)),
    { type: 'preview.finished', changes: 0, hostsToChange: 0 },
    ...(isApply ? [{ type: 'play.started', play: 1, name: 'a play', hosts } as const] : []),
    ...done.map((one) => toldEvent(one, listed)),
    ...hosts.map((host): RunEvent => {
      const outcome = isApply ? 'changed' : 'not-started';
      return { type: 'host.finished', host, outcome, why: undefined, elapsedMs: 1 };
    }),
    { type: 'run.finished', exitCode: 0, elapsedMs: 1 },
  ];
  return events.map((event, index) => ({ event, atMs: index * 100 }));
}

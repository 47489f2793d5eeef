import { expect, test } from 'vitest';
import type { RunCommand, RunEvent } from '../../model/run/event.ts';
import type { Outcome } from '../../model/run/outcome.ts';
import { fateOf, isBack, type Story, storyOf } from './fate.ts';

interface Told {
  readonly run: string;
  readonly command?: RunCommand;
  readonly of?: string;
  /** What became of each host; undefined: the record ends before it had an outcome. */
  readonly hosts: Readonly<Record<string, Outcome | undefined>>;
  readonly isCut?: true;
}

const change = { summary: 's', diff: [], impact: [], operations: [], undo: { kind: 'possible' } } as const;
const task = { play: 1, section: 'tasks', task: 1 } as const;

function story({ run, command = 'apply', of, hosts, isCut }: Told): Story {
  const names = Object.keys(hosts);
  const events: RunEvent[] = [
    {
      type: 'run.started',
      formatVersion: 1,
      run,
      command,
      version: '1',
      at: '',
      playbooks: [],
      hosts: names,
      plays: [],
    },
  ];
  for (const [host, outcome] of Object.entries(hosts)) {
    events.push({ type: 'host.connected', host, elapsedMs: 1 });
    if (command === 'apply' && outcome !== 'unchanged' && outcome !== 'not-started') {
      events.push({ type: 'task.intent', host, task, title: 't', step: 1, become: undefined, change });
      if (outcome === 'rolled-back')
        events.push({ type: 'undo.done', host, hostRun: run, step: 1, title: 't' });
    }
    if (outcome !== undefined)
      events.push({ type: 'host.finished', host, outcome, why: undefined, elapsedMs: 1 });
  }
  if (isCut === undefined) events.push({ type: 'run.finished', exitCode: 0, elapsedMs: 1 });
  const told = storyOf(events, of);
  if (told === undefined) throw new Error('there is a run.started');
  return told;
}

const applied = story({ run: '1', hosts: { a: 'changed', b: 'changed', c: 'unchanged', d: 'rolled-back' } });

test('what an apply changed and did not undo is left', () => {
  expect(fateOf(applied, [])).toEqual({ backBy: [], left: ['a', 'b'] });
  expect(isBack(fateOf(applied, []))).toBe(false);
});

test('a rollback of another run changes nothing in it', () => {
  const other = story({
    run: '3',
    command: 'rollback',
    of: '2',
    hosts: { a: 'rolled-back', b: 'rolled-back' },
  });
  expect(fateOf(applied, [other]).left).toEqual(['a', 'b']);
});

test('a rollback that fails on a host leaves that one, and the next one takes it', () => {
  const first = story({
    run: '2',
    command: 'rollback',
    of: '1',
    hosts: { a: 'rolled-back', b: 'rollback-failed' },
  });
  expect(fateOf(applied, [first])).toMatchObject({ backBy: [{ run: '2', hosts: ['a'] }], left: ['b'] });
  const second = story({
    run: '3',
    command: 'rollback',
    of: '1',
    hosts: { a: 'unchanged', b: 'rolled-back' },
  });
  const fate = fateOf(applied, [second, first]);
  expect(fate).toMatchObject({
    backBy: [
      { run: '2', hosts: ['a'] },
      { run: '3', hosts: ['b'] },
    ],
    left: [],
  });
  expect(isBack(fate)).toBe(true);
});

test('a rollback that was killed counts for the hosts that it had finished', () => {
  const cut = story({
    run: '2',
    command: 'rollback',
    of: '1',
    hosts: { a: 'rolled-back', b: undefined },
    isCut: true,
  });
  expect(fateOf(applied, [cut]).left).toEqual(['b']);
});

test('a run whose record ends in the middle may have left something on each host it reached', () => {
  const cut = story({ run: '1', hosts: { a: 'changed', b: undefined, c: 'not-started' }, isCut: true });
  expect([...cut.left]).toEqual(['a', 'b', 'c']);
});

test.for(['plan', 'drift', 'rollback'] as const)('a %s leaves nothing', (command) => {
  expect(story({ run: '1', command, hosts: { a: 'changed' } }).left.size).toBe(0);
});

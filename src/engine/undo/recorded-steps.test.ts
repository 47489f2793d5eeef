import { expect, test } from 'vitest';
import type { ShownChange } from '../../model/change.ts';
import type { RunEvent } from '../../model/run/event.ts';
import { isOwed } from '../../model/run/undo-owed.ts';
import { recordedSteps } from './recorded-steps.ts';

const started: RunEvent = {
  type: 'run.started',
  formatVersion: 1,
  run: 'r',
  command: 'apply',
  version: '0',
  at: '',
  playbooks: [],
  hosts: ['h'],
  plays: [],
};

function on(
  play: number,
  task: number,
): { host: string; task: { play: number; section: 'tasks'; task: number }; title: string } {
  return { host: 'h', task: { play, section: 'tasks', task }, title: `t${task}` };
}

function shown(undo: ShownChange['undo']): ShownChange {
  return { summary: '', diff: [], impact: [], operations: [], undo };
}

function intent(step: number, undo: ShownChange['undo'], play = 1): RunEvent {
  return { type: 'task.intent', ...on(play, step), step, become: 'root', change: shown(undo) };
}

function changed(step: number, undo: ShownChange['undo']): RunEvent & { readonly type: 'task.changed' } {
  return { type: 'task.changed', ...on(1, step), step, elapsedMs: 1, result: {}, change: shown(undo) };
}

function failed(step: number): RunEvent & { readonly type: 'task.failed' } {
  const failure = { kind: 'cancelled' } as const;
  return { type: 'task.failed', ...on(1, step), failure, ignored: false, step, result: {} };
}

const possible = { kind: 'possible' } as const;
const irreversible = { kind: 'irreversible', why: 'so', accepted: false } as const;

function left(...events: readonly RunEvent[]): readonly string[] {
  return (recordedSteps('r', [started, ...events]).get('h')?.steps ?? [])
    .filter(isOwed)
    .map(({ hostRun, number, state }) => `${hostRun} ${number} ${state}`);
}

test.for<{ what: string; events: RunEvent[]; is: string[] }>([
  { what: 'an intent may have been begun', events: [intent(1, possible)], is: ['r 1 started'] },
  { what: 'what was changed is done', events: [intent(1, possible), changed(1, possible)], is: ['r 1 done'] },
  {
    what: 'what failed may have to go back',
    events: [
      intent(1, possible),
      {
        type: 'task.failed',
        ...on(1, 1),
        failure: { kind: 'cancelled' },
        ignored: false,
        step: 1,
        result: {},
      },
    ],
    is: ['r 1 failed'],
  },
  {
    what: 'a failure without a step is none of its business',
    events: [
      intent(1, possible),
      {
        type: 'task.failed',
        ...on(1, 2),
        failure: { kind: 'cancelled' },
        ignored: false,
        step: undefined,
        result: {},
      },
    ],
    is: ['r 1 started'],
  },
  {
    what: 'what was not begun has nothing to go back, whatever its author calls it',
    events: [
      intent(1, possible),
      { type: 'task.satisfied', ...on(1, 1), result: {}, messages: [], unbegun: true },
      intent(2, possible),
      { ...changed(2, possible), unbegun: true },
      intent(3, possible),
      { ...failed(3), unbegun: true },
    ],
    is: [],
  },
  {
    what: 'what was undone is gone',
    events: [intent(1, possible), { type: 'undo.done', host: 'h', hostRun: 'r', step: 1, title: 't1' }],
    is: [],
  },
  {
    what: 'nothing to undo is not kept',
    events: [intent(1, { kind: 'nothing' }), changed(1, { kind: 'nothing' })],
    is: [],
  },
  {
    what: 'what cannot go back, was done, and says that it changed nothing, calls for nobody',
    events: [intent(1, irreversible), { type: 'task.satisfied', ...on(1, 1), result: {}, messages: [] }],
    is: [],
  },
  {
    what: 'what cannot go back and was done is kept',
    events: [intent(1, irreversible), changed(1, irreversible)],
    is: ['r 1 done'],
  },
  {
    what: 'unless that was accepted',
    events: [intent(1, { ...irreversible, accepted: true }), changed(1, { ...irreversible, accepted: true })],
    is: [],
  },
  {
    what: 'a later play has a folder of its own',
    events: [intent(1, possible), intent(1, possible, 2)],
    is: ['r 1 started', 'r.2 1 started'],
  },
  {
    what: 'an undo of something never begun is passed over',
    events: [{ type: 'undo.done', host: 'h', hostRun: 'r', step: 9, title: '' }],
    is: [],
  },
  {
    what: 'other events of a host say nothing',
    events: [{ type: 'host.connected', host: 'h', elapsedMs: 1 }],
    is: [],
  },
])('$what', ({ events, is }) => {
  expect(left(...events)).toEqual(is);
});

test('a journal that has lost its beginning still tells the rest', () => {
  expect(recordedSteps('r', []).size).toBe(0);
  expect(recordedSteps('r', [intent(1, possible)]).get('h')?.steps).toMatchObject([{ hostRun: 'r' }]);
});

test('a host was reached once it was taken, or something was begun there', () => {
  const reached = (...events: readonly RunEvent[]): boolean | undefined =>
    recordedSteps('r', [started, ...events]).get('h')?.reached;
  expect(reached({ type: 'host.connected', host: 'h', elapsedMs: 1 })).toBe(false);
  expect(reached({ type: 'host.reserved', host: 'h' })).toBe(true);
  expect(reached(intent(1, possible))).toBe(true);
});

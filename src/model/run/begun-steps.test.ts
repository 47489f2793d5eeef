import { expect, test } from 'vitest';
import type { ShownChange } from '../change.ts';
import { begunBy, begunSteps } from './begun-steps.ts';
import { isOwed } from './undo-owed.ts';

const change: ShownChange = {
  summary: 'send it',
  diff: [],
  impact: [],
  operations: [],
  undo: { kind: 'irreversible', why: 'it was sent', accepted: false },
};

test('an item of a loop that wanted nothing says nothing of the step of the item before it', () => {
  const steps = begunSteps(begunBy);
  const on = (item: string) => ({
    host: 'h',
    title: 'Send',
    task: { play: 1, section: 'tasks' as const, task: 1, item },
  });
  steps.add({ type: 'task.intent', ...on('a'), step: 1, become: undefined, change });
  steps.add({ type: 'task.changed', ...on('a'), step: 1, elapsedMs: 1, result: {}, change });
  steps.add({ type: 'task.satisfied', ...on('b'), result: {}, messages: [] });
  expect(steps.all().map(isOwed)).toEqual([true]);
});

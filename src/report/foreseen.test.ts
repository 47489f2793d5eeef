import { expect, test } from 'vitest';
import type { RunEvent } from '../model/run/event.ts';
import { movedSince, newForesight } from './foreseen.ts';

function foresight(summaries: Readonly<Record<string, string>>): ReturnType<typeof newForesight>['byHost'] {
  const { add, byHost } = newForesight();
  const started = { type: 'run.started', hosts: ['h'] } as unknown as RunEvent;
  add(started);
  for (const [item, summary] of Object.entries(summaries)) {
    const task = { play: 1, section: 'tasks' as const, task: 1, item };
    const change = { summary, diff: [], impact: [], operations: [], undo: { kind: 'nothing' as const } };
    add({ type: 'task.pending', host: 'h', task, title: 'Install', uncertain: false, change });
  }
  return byHost;
}

test.for([
  { now: { nginx: 'install nginx', redis: 'install redis' }, moved: undefined },
  {
    now: { nginx: 'install nginx', redis: 'upgrade redis' },
    moved: '"Install" was to: install redis; it would now: upgrade redis',
  },
  {
    now: { nginx: 'install nginx' },
    moved: '"Install" would change nothing any more; the plan says: install redis',
  },
])('each item of a loop is compared with itself: $moved', ({ now, moved }) => {
  const before = foresight({ nginx: 'install nginx', redis: 'install redis' }).get('h') ?? [];
  expect(movedSince(before, foresight(now).get('h') ?? [])).toBe(moved);
});

import { expect, test } from 'vitest';
import type { Survey, SurveyedStep } from '../../model/ports.ts';
import { tell } from './take-over.ts';

const step = (number: number, more: Partial<SurveyedStep> = {}): SurveyedStep => ({
  ...{ hostRun: 'gone', number, undo: 'possible', end: 'done' },
  ...more,
});

function words(
  since: string,
  now: string,
  steps: readonly SurveyedStep[] = [],
  boot: 'this' | 'earlier' = 'this',
): string {
  const survey: Survey = { holder: { run: 'gone', since, boot }, plays: [], steps };
  return tell({ run: 'gone', since }, survey, now);
}

const MIDNIGHT = '2026-11-22T00:00:00Z';

test.for([
  ['2026-11-22T00:00:59Z', ', 0 minutes ago'],
  ['2026-11-22T00:01:00Z', ', 1 minute ago'],
  ['2026-11-22T01:59:59Z', ', 119 minutes ago'],
  ['2026-11-22T02:00:00Z', ', 2 hours ago'],
  ['2026-11-23T23:59:00Z', ', 47 hours ago'],
  ['2026-11-24T00:00:00Z', ', 2 days ago'],
  ['2026-12-22T00:00:00Z', ', 30 days ago'],
  // The host’s clock may be ahead.
  ['2026-11-21T00:00:00Z', ''],
] as const)('at %s a run that has a host since midnight has it%s', ([now, age]) => {
  expect(words(MIDNIGHT, now)).toContain(
    `run gone, which has it since ${MIDNIGHT}${age}; that run has left no step here`,
  );
});

test('since when is not made up', () => {
  expect(words('', MIDNIGHT)).toContain('run gone, which has it for an unknown time; that run');
  expect(words('then', MIDNIGHT)).toContain('run gone, which has it since then; that run');
});

test('that the host was started again since is told', () => {
  expect(words(MIDNIGHT, MIDNIGHT, [], 'earlier')).toContain(
    '0 minutes ago, since before the host was started again; that run',
  );
});

test.for<[string, readonly SurveyedStep[], string]>([
  ['one step', [step(3)], 'of that run step 3 was started here and not undone'],
  [
    'steps, in their order',
    [step(2), step(1, { undo: 'none' })],
    'steps 1, 2 were started here and not undone',
  ],
  [
    'steps of later plays',
    [step(1, { hostRun: 'gone.2' }), step(4), step(1, { hostRun: 'gone.1' })],
    'steps 1, 4, 1 of play 2 were started',
  ],
  ['what was undone', [step(1, { undo: 'done' }), step(2)], 'of that run step 2 was started'],
  ['what did nothing', [step(1, { end: 'idle' })], 'that run has left no step here'],
])('of %s it is told what is left', ([, steps, left]) => {
  expect(words(MIDNIGHT, MIDNIGHT, steps)).toContain(left);
});

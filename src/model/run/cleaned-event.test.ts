import { expect, test } from 'vitest';
import { redactor } from '../values/redact.ts';
import { cleanedEvent } from './cleaned-event.ts';
import type { RunEvent } from './event.ts';

const failed: RunEvent = {
  type: 'task.failed',
  host: 'node1',
  task: { play: 1, section: 'tasks', task: 1 },
  title: 'Say kind words',
  failure: { kind: 'command', what: 'it', exitCode: 1, output: 'kind' },
  ignored: false,
  step: undefined,
  result: { kind: 'kind', host: ['node1'] },
};

test('a secret that is also a word of the record, or a host, goes from what was said and stays in the record', () => {
  const words = ['task.failed', 'type', 'node1', 'host', 'kind', 'command', 'tasks', 'failure', 'result'];
  expect(cleanedEvent(failed, redactor(words))).toEqual({
    ...failed,
    title: 'Say [secret] words',
    failure: { kind: 'command', what: 'it', exitCode: 1, output: '[secret]' },
    result: { '[secret]': ['[secret]'] },
  });
});

test('what holds no secret is the same event', () => {
  expect(cleanedEvent(failed, redactor(['hunter2']))).toBe(failed);
});

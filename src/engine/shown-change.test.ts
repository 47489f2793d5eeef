import { expect, test } from 'vitest';
import type { Change } from '../model/change.ts';
import type { Operation } from '../model/operation.ts';
import { describeOperation, showChange } from './shown-change.ts';

test.for<readonly [operation: Operation, words: string]>([
  [{ kind: 'run', argv: ['systemctl', 'mask', 'x'] }, 'systemctl mask x'],
  [{ kind: 'shell', script: '\necho one\necho two\n' }, 'echo one'],
  [{ kind: 'write', path: '/a', contentBase64: 'Z2VoZWlt' }, 'write /a'],
  [{ kind: 'directory', path: '/a' }, 'make the folder /a'],
  [{ kind: 'attributes', path: '/a', mode: '0644' }, 'set owner and mode of /a'],
  [{ kind: 'link', path: '/a', to: '/b', force: false }, 'link /a to /b'],
  [{ kind: 'touch', path: '/a' }, 'touch /a'],
  [{ kind: 'remove', path: '/a' }, 'remove /a'],
  [{ kind: 'restore', path: '/a' }, 'restore /a'],
])('%o is told as %s', ([operation, words]) => {
  expect(describeOperation(operation)).toBe(words);
});

const change: Change = {
  summary: 'write /a',
  diff: [{ kind: 'text', subject: '/a', before: undefined, after: 'x'.repeat(200_000) }],
  apply: [{ kind: 'write', path: '/a', contentBase64: 'Z2VoZWlt' }],
  preserve: ['/a'],
  undo: { kind: 'nothing' },
  impact: ['something'],
  proof: 'ask-again',
};

test('contents stay out of what is shown, and a long text is only measured', () => {
  const shown = showChange(change);
  expect(JSON.stringify(shown)).not.toContain('Z2VoZWlt');
  expect(shown).toMatchObject({
    undo: { kind: 'nothing' },
    diff: [{ kind: 'state', before: 'absent', after: '200000 characters (too long to show)' }],
  });
});

test('a long text that goes away is measured too', () => {
  const [gone] = showChange({
    ...change,
    diff: [{ kind: 'text', subject: '/a', before: 'y'.repeat(200_000), after: undefined }],
  }).diff;
  expect(gone).toMatchObject({ before: '200000 characters', after: 'absent' });
});

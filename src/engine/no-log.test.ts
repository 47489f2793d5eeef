import { expect, test } from 'vitest';
import type { Failure } from '../model/run/failure.ts';
import { describeFailure } from '../model/run/failure.ts';
import { withoutText } from './no-log.ts';

const SECRET = 'geheim';

const failures: readonly Failure[] = [
  { kind: 'command', what: `"run ${SECRET}"`, exitCode: 3, output: SECRET },
  { kind: 'refused', why: SECRET, hint: SECRET },
  { kind: 'unverified', remaining: SECRET },
  { kind: 'unrenderable', why: SECRET, place: 'play.yml:3:5', hint: SECRET },
  { kind: 'protocol', why: SECRET },
  { kind: 'internal', why: SECRET, stack: SECRET },
  { kind: 'timeout', what: `"run ${SECRET}"`, limitMs: 1_000 },
];

test.for(failures)('a failure of kind $kind tells no text of the task, and keeps its kind', (failure) => {
  const hidden = withoutText(failure);
  expect(JSON.stringify(hidden)).not.toContain(SECRET);
  expect(hidden.kind).toBe(failure.kind);
  expect(describeFailure(hidden)).toContain(
    { command: 'exit code 3', unrenderable: 'play.yml:3:5', timeout: '1 s' }[failure.kind as 'command'] ??
      'no_log',
  );
});

test('what tells nothing of the task is left as it is', () => {
  const lost: Failure = { kind: 'lost', cause: 'the power went' };
  expect(withoutText(lost)).toBe(lost);
});

import { expect, test } from 'vitest';
import type { EndedJob } from '../../model/action.ts';
import type { Failure } from '../../model/run/failure.ts';
import { asJob } from './jobs.ts';

const random = { hex: (bytes: number) => '0'.repeat(bytes * 2) };
const jobs = new Map<string, EndedJob>();
const where = { ports: { random }, on: { jobs } };
const task = { job: { seconds: 7, poll: 5 }, register: 'r' };
const stopped = 'rulerun: stopped after 7 s, the most it may take';

test.for<[string, Failure, boolean]>([
  ['the host has ended', { kind: 'command', what: '"x"', exitCode: 124, output: `a\n${stopped}` }, true],
  ['nobody answered in time', { kind: 'timeout', what: '"x"', limitMs: 7_000 }, true],
  ['ended with such a code by itself', { kind: 'command', what: '"x"', exitCode: 124, output: 'a' }, false],
  ['failed', { kind: 'command', what: '"x"', exitCode: 1, output: stopped }, false],
])('a step that %s', ([, failure, isLate]) => {
  const came = asJob(task, { result: { rc: 124 }, changed: true, failure }, where);
  if (!isLate) {
    expect(came).toMatchObject({ failure, changed: true, result: { rc: 124, finished: true } });
    return;
  }
  expect(came).toMatchObject({
    changed: false,
    failure: { kind: 'refused', why: 'async task did not complete within the requested time - 7s' },
    result: { async_result: { started: true, finished: false } },
  });
  expect(came.result).not.toHaveProperty('rc');
});

test.for<Failure>([
  { kind: 'lost', cause: 'the power went' },
  { kind: 'become', user: 'root', why: 'sudo says no', hint: '' },
  { kind: 'internal', why: 'a bug', stack: '' },
])('that something is wrong with the host or the run ($kind) is told where it happens', (failure) => {
  const came = { result: {}, changed: false, failure };
  expect(asJob({ ...task, job: { seconds: 7, poll: 0 } }, came, where)).toBe(came);
});

import { expect, test } from 'vitest';
import { ExitCode } from '../model/run/exit-code.ts';
import type { HostSummary, Summary } from '../report/fold/summary.ts';
import { nextStep } from './next-step.ts';

const host: HostSummary = {
  host: 'h',
  outcome: 'not-started',
  why: undefined,
  owed: 0,
  elapsedMs: 1,
  ok: 1,
  changed: 0,
  skipped: 0,
  failed: 1,
  ignored: 0,
  rescued: 0,
  undone: 0,
  pending: 0,
};

function drifted(pending: number): Summary {
  return {
    run: 'r',
    command: 'drift',
    version: '1',
    startedAt: '',
    playbooks: [],
    exitCode: ExitCode.pending,
    elapsedMs: 1,
    interrupted: false,
    hosts: [{ ...host, pending }],
  };
}

test('drift advises an apply where one would change something, and nowhere else', () => {
  expect(nextStep(drifted(1)).join()).toContain('To put it right: rulerun apply');
  expect(nextStep(drifted(0)).join()).toContain('an apply would change nothing');
});

import { expect, test } from 'vitest';
import type { Outcome } from '../model/run/outcome.ts';
import { exitCodeOf } from './exit-code.ts';

test.for<{ outcomes: Outcome[]; left?: boolean; interrupted?: boolean; isWhole?: boolean; code: number }>([
  { outcomes: [], code: 0 },
  { outcomes: ['changed', 'unchanged', 'not-started'], code: 0 },
  { outcomes: ['changed', 'failed'], left: true, code: 1 },
  { outcomes: ['changed', 'blocked'], code: 1 },
  { outcomes: ['changed', 'failed'], code: 5 },
  { outcomes: ['changed', 'rolled-back'], code: 5 },
  { outcomes: ['unreachable'], code: 5 },
  { outcomes: ['rolled-back', 'rollback-failed', 'unknown'], code: 6 },
  { outcomes: ['rolled-back', 'unknown'], code: 7 },
  { outcomes: ['reverted-by-guard'], code: 7 },
  { outcomes: ['changed'], interrupted: true, code: 130 },
  { outcomes: ['unknown'], interrupted: true, code: 130 },
  { outcomes: ['rollback-failed'], interrupted: true, code: 6 },
  { outcomes: ['changed', 'not-started'], isWhole: false, code: 130 },
  { outcomes: ['changed'], isWhole: false, code: 130 },
  { outcomes: ['changed', 'failed'], left: true, isWhole: false, code: 1 },
  { outcomes: ['changed', 'rolled-back', 'not-started'], isWhole: false, code: 5 },
  { outcomes: ['unknown', 'not-started'], isWhole: false, code: 7 },
])(
  '$outcomes, left $left, interrupted $interrupted, whole $isWhole: $code',
  ({ outcomes, left = false, interrupted = false, isWhole = true, code }) => {
    const results = outcomes.map((outcome) => ({
      outcome,
      why: undefined,
      left: left && outcome === 'failed',
    }));
    expect(exitCodeOf(results, interrupted, isWhole)).toBe(code);
  },
);

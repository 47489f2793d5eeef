import { expect, test } from 'vitest';
import type { PlannedPlay } from '../../model/playbook/plan.ts';
import { isPastFailureLimit } from './failure-limit.ts';

test.for([
  { failed: 0, of: 4, max: undefined, onFailure: 'rollback_host', stopped: false },
  { failed: 1, of: 4, max: undefined, onFailure: 'rollback_host', stopped: true },
  { failed: 1, of: 4, max: 25, onFailure: 'rollback_host', stopped: false },
  { failed: 2, of: 4, max: 25, onFailure: 'rollback_host', stopped: true },
  { failed: 4, of: 4, max: 100, onFailure: 'rollback_host', stopped: false },
  { failed: 4, of: 4, max: undefined, onFailure: 'continue', stopped: false },
  { failed: 4, of: 4, max: 50, onFailure: 'continue', stopped: true },
  { failed: 1, of: 4, max: undefined, onFailure: 'stop', stopped: true },
] as const)(
  '$failed of $of failed, at most $max %, $onFailure: stopped is $stopped',
  ({ failed, of, max, onFailure, stopped }) => {
    const play = { maxFailPercentage: max, onFailure } as unknown as PlannedPlay;
    expect(isPastFailureLimit(play, failed, of)).toBe(stopped);
  },
);

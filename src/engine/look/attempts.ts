import type { PlannedTask } from '../../model/playbook/plan.ts';
import { jsonObject } from '../../model/values/json.ts';
import { registerAs } from '../hosts/registered-result.ts';
import type { Stage } from './prepare.ts';
import type { Settled } from './settle.ts';

/** What a task came to, with how often it was attempted. Registers that. */
export function withAttempts(
  settled: Settled,
  attempts: number,
  { task }: PlannedTask,
  { state }: Stage,
): Settled {
  const result = jsonObject([...Object.entries(settled.result), ['attempts', attempts]]);
  registerAs(result, task, state);
  return { ...settled, result };
}

import type { Until } from '../../model/playbook/loop.ts';
import type { PlannedTask } from '../../model/playbook/plan.ts';
import type { Failure } from '../../model/run/failure.ts';
import { type JsonObject, jsonObject } from '../../model/values/json.ts';
import { formatPosition } from '../../model/values/position.ts';
import { evaluatorOf, type Stage } from './prepare.ts';
import type { Settled } from './settle.ts';

/** Whether what a task came to is what its author waits for; a failure: that cannot be told. */
export function untilHolds({ conditions }: Until, planned: PlannedTask, stage: Stage): boolean | Failure {
  const evaluator = evaluatorOf(planned, stage);
  for (const { text, at } of conditions) {
    const holds = evaluator.condition(text);
    if (!holds.ok) {
      const { message, hint } = holds.error;
      return { kind: 'unrenderable', why: message, place: formatPosition(at), hint };
    }
    if (!holds.value) return false;
  }
  return true;
}

/** What it came to, with how often it was attempted. Registers that. */
export function withAttempts(
  settled: Settled,
  attempts: number,
  planned: PlannedTask,
  stage: Stage,
): Settled {
  const result = jsonObject([...Object.entries(settled.result), ['attempts', attempts]]);
  registerAs(result, planned, stage);
  return { ...settled, result };
}

export function registerAs(result: JsonObject, { task }: PlannedTask, { state }: Stage): void {
  if (task.register !== undefined) state.registered.set(task.register, result);
}

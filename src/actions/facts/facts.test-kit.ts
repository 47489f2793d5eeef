import type { Decision } from '../../model/action.ts';
import type { JsonObject } from '../../model/values/json.ts';

/** The facts that a task told: as its result and as its effect, which are the same. */
export function factsIn(decision: Decision): JsonObject {
  if (decision.kind !== 'satisfied' || decision.effect?.kind !== 'gather-facts')
    throw new Error(`no facts were told: ${JSON.stringify(decision)}`);
  if (decision.result['ansible_facts'] !== decision.effect.values)
    throw new Error('the result tells others than the effect');
  return decision.effect.values;
}

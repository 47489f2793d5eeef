import type { PlannedTask } from '../model/playbook/plan.ts';
import { EMPTY, type JsonObject, jsonObject } from '../model/values/json.ts';
import type { HostState } from './hosts/host-state.ts';

/** Sets what the author of a `rescue` may ask of the failure that it answers to. `result`: what the task came to. */
export function tellRescue(
  { task: { name, action } }: PlannedTask,
  result: JsonObject | undefined = EMPTY,
  { registered }: HostState,
): void {
  const task = jsonObject([
    ['name', name],
    ['action', action],
  ]);
  registered.set('ansible_failed_task', task);
  registered.set('ansible_failed_result', result);
}

import type { PlannedTask } from '../../model/playbook/plan.ts';
import type { Failure } from '../../model/run/failure.ts';
import { EMPTY, isJsonObject, type JsonObject, jsonObject } from '../../model/values/json.ts';
import { formatPosition } from '../../model/values/position.ts';
import { OMIT } from '../../resolve/params.ts';
import { type HostState, hostIn } from '../hosts/host-state.ts';
import { evaluatorOf, type Stage } from './prepare.ts';

/** Where a task is done. */
export type Whereabouts =
  /** `place` undefined: on its own host. */
  | { readonly kind: 'placed'; readonly planned: PlannedTask; readonly place: HostState | undefined }
  | { readonly kind: 'pending'; readonly why: string }
  | { readonly kind: 'failed'; readonly failure: Failure };

/** Finds the host that a task, or an item of one, is delegated to. Asks nobody. */
export function placed(planned: PlannedTask, stage: Stage): Whereabouts {
  const { delegateTo } = planned.task.across;
  if (delegateTo === undefined || stage.place !== undefined)
    return { kind: 'placed', planned, place: stage.place };
  const evaluator = evaluatorOf(planned, stage);
  const rendered = evaluator.render(delegateTo.text);
  const pending = evaluator.pendingName();
  if (pending !== undefined)
    return { kind: 'pending', why: `on which host depends on \`${pending}\`, which an earlier task sets` };
  const at = formatPosition(delegateTo.at);
  if (!rendered.ok) {
    const { message, hint } = rendered.error;
    return { kind: 'failed', failure: { kind: 'unrenderable', why: message, place: at, hint } };
  }
  if (rendered.value === OMIT) return { kind: 'placed', planned, place: undefined };
  const name = String(rendered.value ?? '');
  if (name === '') {
    const why = '`delegate_to` comes to an empty name';
    return { kind: 'failed', failure: { kind: 'unrenderable', why, place: at, hint: undefined } };
  }
  if (name === stage.state.target.name)
    return { kind: 'placed', planned: withVariablesOf(name, planned, stage), place: undefined };
  const found = stage.state.placeOf(name);
  if (!found.ok) return { kind: 'failed', failure: found.failure };
  return { kind: 'placed', planned: withVariablesOf(name, planned, stage), place: found.value };
}

/** `ansible_delegated_vars` tells of the host that a task is delegated to. Worked out when somebody asks. */
function withVariablesOf(name: string, planned: PlannedTask, { state }: Stage): PlannedTask {
  const told = jsonObject([]);
  Object.defineProperty(told, name, { enumerable: true, get: () => variablesOf(name, planned, state) });
  const bound = jsonObject([...Object.entries(planned.bound), ['ansible_delegated_vars', told]]);
  return { ...planned, bound };
}

/** As in Ansible `inventory_hostname` is the host that the task is for, there too. */
function variablesOf(name: string, planned: PlannedTask, state: HostState): JsonObject {
  const { hostvars = EMPTY } = hostIn(state, planned).scope.magic;
  const found = isJsonObject(hostvars) ? hostvars[name] : undefined;
  const theirs: JsonObject = isJsonObject(found) ? found : EMPTY;
  return Object.defineProperties(jsonObject([]), {
    ...Object.getOwnPropertyDescriptors(theirs),
    inventory_hostname: { enumerable: true, value: state.target.name },
  });
}

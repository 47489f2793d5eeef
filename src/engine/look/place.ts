import type { PlannedTask } from '../../model/playbook/plan.ts';
import { mayLeave } from '../../model/playbook/structure.ts';
import type { Failure } from '../../model/run/failure.ts';
import { EMPTY, isJsonObject, type JsonObject, jsonObject } from '../../model/values/json.ts';
import { formatPosition } from '../../model/values/position.ts';
import { reachedBy, reachWanted } from '../../resolve/connection/reached.ts';
import { writtenOf } from '../../resolve/evaluator.ts';
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
  const { across } = planned.task;
  const { delegateTo } = across;
  if (stage.place !== undefined || !mayLeave(across)) return { kind: 'placed', planned, place: stage.place };
  if (delegateTo === undefined) return overConnection({ kind: 'placed', planned, place: undefined }, stage);
  const evaluator = evaluatorOf(planned, stage);
  const rendered = evaluator.render(delegateTo.text);
  const pending = evaluator.pendingName();
  if (pending !== undefined)
    return { kind: 'pending', why: `on which host depends on \`${pending}\`, which an earlier task sets` };
  const at = formatPosition(delegateTo.at);
  if (!rendered.ok) return unplaced(at, rendered.error.message, rendered.error.hint);
  if (rendered.value === OMIT) return overConnection({ kind: 'placed', planned, place: undefined }, stage);
  const name = String(rendered.value ?? '');
  if (name === '') return unplaced(at, '`delegate_to` comes to an empty name', undefined);
  const isHome = name === stage.state.target.name;
  const found = isHome ? undefined : stage.state.placeOf(name);
  if (found?.ok === false) return { kind: 'failed', failure: found.failure };
  const told = withVariablesOf(name, planned, stage);
  return overConnection({ kind: 'placed', planned: told, place: found?.value }, stage);
}

type Placed = Extract<Whereabouts, { readonly kind: 'placed' }>;

/** On this machine by `connection: local`, else where it is: there is one login on a host. What its variables say wins. */
function overConnection(where: Placed, stage: Stage): Whereabouts {
  const { connection, remoteUser, port } = where.planned.task.across;
  if (connection === undefined && remoteUser === undefined && port === undefined) return where;
  const evaluator = evaluatorOf(where.planned, stage);
  const isSaid = saidBy(where, stage);
  const wanted = reachWanted(where.planned.task.across, evaluator, isSaid);
  const pending = evaluator.pendingName();
  if (pending !== undefined)
    return {
      kind: 'pending',
      why: `how it is reached depends on \`${pending}\`, which an earlier task sets`,
    };
  const at = formatPosition((connection ?? remoteUser ?? port ?? where.planned.task).at);
  if (!wanted.ok) return unplaced(at, wanted.error.message, wanted.error.hint);
  const reached = reachedBy(wanted.value, (where.place ?? stage.state).target.address);
  switch (reached.kind) {
    case 'own':
      return where;
    case 'refused':
      return unplaced(at, reached.why, reached.hint);
    case 'here':
      return placedHere(where, stage, at);
  }
}

/** Whether the variables of the host on which it is done say something. */
function saidBy({ place, planned }: Placed, { state }: Stage): (name: string) => boolean {
  const { scope } = hostIn(state, planned);
  if (place === undefined) return (name) => writtenOf(name, scope.written) !== undefined;
  const { hostvars } = scope.magic;
  const known = isJsonObject(hostvars) ? hostvars[place.target.name] : undefined;
  return (name) => isJsonObject(known) && known[name] !== undefined;
}

function placedHere({ planned, place }: Placed, stage: Stage, at: string): Whereabouts {
  const here = stage.state.placeOf('localhost');
  if (!here.ok) return { kind: 'failed', failure: here.failure };
  if (here.value.target.address.kind !== 'local')
    return unplaced(at, '`localhost` is another machine in this inventory', 'delegate it to this machine');
  // With whose rights it is done, the variables of its own host say.
  const said = place === undefined ? hostIn(stage.state, planned).become : place.rights;
  const become = { become: said.become ?? planned.become.become, user: said.user ?? planned.become.user };
  return { kind: 'placed', planned: { ...planned, become }, place: here.value };
}

function unplaced(place: string, why: string, hint: string | undefined): Whereabouts {
  return { kind: 'failed', failure: { kind: 'unrenderable', why, place, hint } };
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

import type { Action, Actions } from '../../src/model/action.ts';
import type { Address } from '../../src/model/playbook/address.ts';
import type { Variables } from '../../src/model/playbook/inventory.ts';
import type { Plan, PlannedHost, PlannedPlay, PlannedTask, Section } from '../../src/model/playbook/plan.ts';
import { ALONE, type Play, type Task } from '../../src/model/playbook/playbook.ts';
import { NOT_PROMPTED } from '../../src/model/playbook/variable-sources.ts';
import type { JsonObject, JsonValue } from '../../src/model/values/json.ts';
import type { ScalarNode, Tree } from '../../src/model/values/tree.ts';

const at = { file: 'model.yml', line: 1, column: 1 };

export function scalar(text: string): ScalarNode {
  return { kind: 'scalar', value: text, text, plain: false, at };
}

function tree(params: Readonly<Record<string, string | boolean>>): Tree {
  return {
    kind: 'map',
    at,
    entries: Object.entries(params).map(([key, value]) => ({
      key,
      keyAt: at,
      value: typeof value === 'string' ? scalar(value) : { ...scalar(String(value)), value, plain: true },
    })),
  };
}

export function vars(values: JsonObject): Variables {
  return new Map(
    Object.entries(values).map(([name, value]: [string, JsonValue]) => [name, { value, at: undefined }]),
  );
}

export type ModelTask = readonly [
  action: Action,
  params: Readonly<Record<string, string | boolean>>,
  more?: Partial<Omit<Task, 'when' | 'changedWhen' | 'failedWhen' | 'undo' | 'impact'>> & {
    readonly when?: string;
    readonly changedWhen?: string | boolean;
    readonly failedWhen?: string;
    readonly undo?: string;
    readonly impact?: string;
  },
];

export interface ModelPlay
  extends Partial<Pick<Play, 'onFailure' | 'maxFailPercentage' | 'soakMs' | 'name' | 'strategy'>> {
  readonly batches: readonly (readonly string[])[];
  readonly gathering?: ModelTask;
  readonly preflight?: readonly ModelTask[];
  readonly tasks?: readonly ModelTask[];
  readonly handlers?: readonly ModelTask[];
  readonly verify?: readonly ModelTask[];
  readonly variables?: JsonObject;
  /** How hosts are reached; without it by no SSH. */
  readonly addresses?: Readonly<Record<string, Address>>;
  /** Hosts that tasks may be delegated to. */
  readonly elsewhere?: readonly string[];
}

const known = new Map<string, Action>();

/** The actions of all plans that were made here. */
export const modelActions: Actions = known;

/** The name by which a plan calls an action: its own, unless an action of another test has that already. */
function nameOf(action: Action): string {
  let name = action.name;
  while ((known.get(name) ?? action) !== action) name += '*';
  known.set(name, action);
  return name;
}

export function task([action, params, more = {}]: ModelTask): Task {
  const { when, changedWhen, failedWhen, undo, impact, ...rest } = more;
  return {
    name: `${action.name} ${Object.values(params).join(' ')}`,
    action: nameOf(action),
    params: tree(params),
    vars: new Map(),
    register: undefined,
    notify: [],
    listen: [],
    ignoreErrors: false,
    noLog: false,
    checkMode: false,
    showsDiff: true,
    become: { become: undefined, user: undefined },
    tags: [],
    timeoutMs: 60_000,
    irreversible: false,
    allows: [],
    ...ALONE,
    at,
    ...rest,
    when: when === undefined ? [] : [scalar(when)],
    changedWhen:
      changedWhen === undefined
        ? undefined
        : [{ ...scalar(String(changedWhen)), value: changedWhen, plain: true }],
    failedWhen: failedWhen === undefined ? undefined : [scalar(failedWhen)],
    undo: undo === undefined ? undefined : scalar(undo),
    impact: impact === undefined ? undefined : scalar(impact),
  };
}

function planned(
  tasks: readonly ModelTask[] | undefined,
  play: number,
  section: Section,
  first = 1,
): readonly PlannedTask[] {
  return (tasks ?? []).map((one, index) => {
    const made = task(one);
    return {
      address: { play, section, task: first + index },
      title: made.name,
      task: made,
      become: { become: made.become.become, user: undefined },
      bound: {},
    };
  });
}

function host(name: string, address: Address = { kind: 'local' }): PlannedHost {
  return {
    target: { name, address, becomePassword: undefined },
    become: { become: undefined, user: undefined },
  };
}

function play(model: ModelPlay, number: number): PlannedPlay {
  const tasks = planned(model.tasks, number, 'tasks');
  const onFailure = model.onFailure ?? 'rollback_host';
  return {
    number,
    onFailure,
    batches: model.batches.map((batch) => batch.map((name) => host(name, model.addresses?.[name]))),
    gathering: planned(model.gathering && [model.gathering], number, 'tasks', 0)[0],
    preflight: planned(model.preflight, number, 'preflight'),
    tasks,
    handlers: planned(model.handlers, number, 'handlers'),
    verify: planned(model.verify, number, 'verify'),
    name: model.name ?? `play ${number}`,
    folder: '/model',
    vars: vars(model.variables ?? {}),
    roles: [],
    varsFiles: [],
    prompted: NOT_PROMPTED,
    forceHandlers: false,
    strategy: model.strategy ?? 'linear',
    maxFailPercentage: model.maxFailPercentage,
    soakMs: model.soakMs ?? 0,
  };
}

export function plan(...plays: readonly ModelPlay[]): Plan {
  const elsewhere = plays.flatMap((one) => one.elsewhere ?? []);
  const names = [...plays.flatMap(({ batches }) => batches.flat()), ...elsewhere];
  return {
    folder: '/model',
    hosts: new Map(names.map((name) => [name, { name, groups: ['all'], variables: new Map() }])),
    extraVariables: new Map(),
    varsFiles: new Map(),
    magic: {},
    roles: new Map(),
    included: new Map(),
    unreadable: new Map(),
    selection: { tags: [], skipTags: [] },
    plays: plays.map((one, index) => play(one, index + 1)),
    elsewhere: new Map(elsewhere.map((name) => [name, host(name)])),
  };
}

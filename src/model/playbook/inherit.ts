import type { MapEntry, Tree } from '../values/tree.ts';
import type { LooseTask, Task } from './playbook.ts';
import {
  type Across,
  AT_HOME,
  type ComputedKeyword,
  type DefaultParam,
  type Inherited,
} from './structure.ts';

/** How long a task may take when nobody says: long enough for an upgrade, short enough for a night. Milliseconds. */
export const defaultTimeoutMs = 1_800_000;

/** The task with what it takes from around it. Its own words win; conditions, tags and notices are added. */
export function inheriting(task: LooseTask, from: Inherited): LooseTask {
  return {
    ...task,
    ...settingsOver(task, from),
    when: [...from.when, ...task.when],
    tags: union(task.tags, from.tags),
    notify: union(task.notify, from.notify),
    vars: over(from.vars, task.vars),
    given: over(from.given, task.given),
    environment: task.environment === undefined ? undefined : [...from.environment, ...task.environment],
    moduleDefaults: over(from.moduleDefaults, task.moduleDefaults ?? NONE),
    within: from.within.length === 0 ? task.within : [...from.within, ...task.within],
    role: task.role ?? from.role,
    around: task.around === undefined ? undefined : joined(from, task.around),
  };
}

/** Both together; `inner` is nearer to the tasks. */
export function joined(outer: Inherited, inner: Inherited): Inherited {
  return {
    ...settingsOver(inner, outer),
    when: [...outer.when, ...inner.when],
    tags: union(inner.tags, outer.tags),
    notify: union(inner.notify, outer.notify),
    vars: over(outer.vars, inner.vars),
    given: over(outer.given, inner.given),
    environment: [...outer.environment, ...inner.environment],
    moduleDefaults: over(outer.moduleDefaults, inner.moduleDefaults),
    within: [...outer.within, ...inner.within],
    role: inner.role ?? outer.role,
  };
}

/** The task with what counts where nobody says. */
export function settled({ environment, moduleDefaults = NONE, ...task }: LooseTask): Task {
  const params = withDefaults(task.params, moduleDefaults.get(task.action) ?? []);
  return {
    ...task,
    params: environment === undefined ? params : withEnvironment(params, environment),
    ignoreErrors: task.ignoreErrors ?? false,
    // What may have to stay secret does until a template says otherwise.
    noLog: task.noLog ?? task.computed.no_log !== undefined,
    checkMode: task.checkMode ?? false,
    showsDiff: task.showsDiff ?? true,
    timeoutMs: task.timeoutMs ?? defaultTimeoutMs,
    across: { ...AT_HOME, ...task.across },
  };
}

type Settings = Pick<
  Inherited,
  'become' | 'ignoreErrors' | 'noLog' | 'checkMode' | 'showsDiff' | 'timeoutMs' | 'across' | 'computed'
>;

function settingsOver(own: Settings, outer: Settings): Settings {
  const { become, across, computed } = own;
  const says = (value: unknown, key: ComputedKeyword): boolean =>
    value !== undefined || computed[key] !== undefined;
  const said: { readonly [Keyword in ComputedKeyword]: boolean } = {
    become: says(become.become, 'become'),
    become_user: says(become.user, 'become_user'),
    become_method: says(undefined, 'become_method'),
    ignore_errors: says(own.ignoreErrors, 'ignore_errors'),
    throttle: says(own.across.throttle, 'throttle'),
    no_log: says(own.noLog, 'no_log'),
    timeout: says(own.timeoutMs, 'timeout'),
    check_mode: says(own.checkMode, 'check_mode'),
    diff: says(own.showsDiff, 'diff'),
    run_once: says(across.runOnce, 'run_once'),
    ignore_unreachable: says(across.ignoreUnreachable, 'ignore_unreachable'),
    any_errors_fatal: says(across.anyErrorsFatal, 'any_errors_fatal'),
    delegate_facts: says(across.delegateFacts, 'delegate_facts'),
    async: says(undefined, 'async'),
    poll: says(undefined, 'poll'),
  };
  const taken = Object.entries(outer.computed).filter(([key]) => !said[key as ComputedKeyword]);
  return {
    become: {
      become: said.become ? become.become : outer.become.become,
      user: said.become_user ? become.user : outer.become.user,
    },
    ignoreErrors: said.ignore_errors ? own.ignoreErrors : outer.ignoreErrors,
    noLog: said.no_log ? own.noLog : outer.noLog,
    checkMode: said.check_mode ? own.checkMode : outer.checkMode,
    showsDiff: said.diff ? own.showsDiff : outer.showsDiff,
    timeoutMs: said.timeout ? own.timeoutMs : outer.timeoutMs,
    across: { ...outer.across, ...unsettled(computed), ...across },
    computed: { ...Object.fromEntries(taken), ...computed },
  };
}

/** What a template is to say is not what those around it say. */
function unsettled(computed: Inherited['computed']): Partial<Across> {
  return Object.assign({}, ...Object.keys(computed).map((key) => UNSETTLED[key as ComputedKeyword]));
}

const UNSETTLED: { readonly [Keyword in ComputedKeyword]?: Partial<Across> } = {
  throttle: { throttle: undefined },
  run_once: { runOnce: false },
  ignore_unreachable: { ignoreUnreachable: false },
  any_errors_fatal: { anyErrorsFatal: false },
  delegate_facts: { delegateFacts: false },
};

const NONE: Inherited['moduleDefaults'] = new Map();

/** The parameters of a task with those that it leaves to defaults: whatever it says itself stands, even where `omit` takes it away. */
function withDefaults(params: Tree, defaults: readonly DefaultParam[]): Tree {
  if (params.kind !== 'map') return params;
  const more = unsaid(params.entries, defaults);
  return more.length === 0 ? params : { ...params, entries: [...params.entries, ...more] };
}

/** Those defaults that stand for what is not written. */
export function unsaid(written: readonly MapEntry[], defaults: readonly DefaultParam[]): readonly MapEntry[] {
  const said = new Set(written.map(({ key }) => key));
  return defaults.filter(({ names }) => !names.some((name) => said.has(name))).map(({ entry }) => entry);
}

function withEnvironment(params: Tree, environment: readonly Tree[]): Tree {
  const [only] = environment;
  if (params.kind !== 'map' || only === undefined) return params;
  const value: Tree = environment.length === 1 ? only : { kind: 'list', items: environment, at: only.at };
  const entry: MapEntry = { key: 'environment', keyAt: only.at, value };
  return { ...params, entries: [...params.entries.filter(({ key }) => key !== entry.key), entry] };
}

function union(own: readonly string[], outer: readonly string[]): readonly string[] {
  if (outer.length === 0) return own;
  return own.length === 0 ? outer : [...new Set([...own, ...outer])];
}

/** Both together, of which `inner` wins. */
export function over<Value>(
  outer: ReadonlyMap<string, Value>,
  inner: ReadonlyMap<string, Value>,
): ReadonlyMap<string, Value> {
  if (outer.size === 0) return inner;
  return inner.size === 0 ? outer : new Map([...outer, ...inner]);
}

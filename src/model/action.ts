import type { Change } from './change.ts';
import type { Argv } from './operation.ts';
import type { ParamsSchema } from './params/params-schema.ts';
import type { Hazard } from './playbook/hazard.ts';
import type { VariablesFound, VariablesWish } from './playbook/included-variables.ts';
import type { Variables } from './playbook/inventory.ts';
import type { Task } from './playbook/playbook.ts';
import type { JsonObject } from './values/json.ts';

/**
 * What a task can do: a schema and two pure functions. It never sees a connection.
 *
 * Parameters arrive rendered, converted and validated against `params`.
 */
export interface Action {
  /** The short name: `systemd`. */
  readonly name: string;
  /** Other names that mean the same, such as `ansible.builtin.systemd`. */
  readonly aliases: readonly string[];
  /** One line, imperative, without a full stop. */
  readonly summary: string;
  readonly params: ParamsSchema;
  /** The parameter that takes the text of `command: uptime`; `undefined`: only a mapping is accepted. */
  readonly freeForm: string | undefined;
  /** True when it can never want a change: only those may stand in `preflight:` and `verify:`. */
  readonly readOnly: boolean;
  /** One runnable task as YAML, shown in the documentation and validated by a test. */
  readonly example: string;
  /** What its documentation says beside, a line each. */
  readonly notes?: readonly string[] | undefined;
  /** Files on the controller it needs, as written in the parameters; relative to the playbook's folder. */
  localFiles(params: JsonObject): readonly string[];
  /**
   * What these parameters, or the task's `undo:`, do that must not happen by accident, as far as it can be told. A task is
   * refused for each that it does not allow. Parameters may be as written, not yet rendered or validated.
   */
  hazards(params: JsonObject, undo: string | undefined): readonly Hazard[];
  /** The variables that it may set, as far as the names of its parameters tell; `*`: any. Without it: none. */
  sets?(given: readonly string[]): readonly string[];
  /** The files of variables that it wants to be read. Without it: none. */
  wishes?(params: JsonObject): VariablesWish;
  /** What is wrong with these parameters on every host, so that it can be told before any is asked. `plan` refuses it too. */
  mistakeIn?(params: JsonObject): Omit<Refusal, 'kind'> | undefined;
  /** The read-only questions that `plan` needs answered, in order. The same parameters always ask the same. */
  observe(params: JsonObject): readonly Observation[];
  /** Decides from the answers, given in the order of `observe`. */
  plan(params: JsonObject, answers: readonly Answer[], context: PlanContext): Decision;
}

/** Every action that tasks may call, under each of its names. */
export type Actions = ReadonlyMap<string, Action>;

/** @throws {Error} for a bug: whoever makes or takes a plan has seen that its actions are known */
export function actionOf({ action: name }: Pick<Task, 'action'>, actions: Actions): Action {
  const action = actions.get(name);
  if (action === undefined) throw new Error(`there is no action ${name}`);
  return action;
}

/** The variables that a task may set, beside the one that it registers; `*`: any. */
export function setsOf(task: Pick<Task, 'action' | 'params'>, actions: Actions): readonly string[] {
  const action = actionOf(task, actions);
  if (action.sets === undefined) return [];
  const { others } = action.params;
  const entries = task.params.kind === 'map' ? task.params.entries : [];
  const given = entries.flatMap(({ key, value }) =>
    key === others && value.kind === 'map' ? value.entries.map((entry) => entry.key) : [key],
  );
  return action.sets(given);
}

/** Why something cannot or must not be done, or cannot be known. */
export interface Obstacle {
  /** One sentence without a full stop. */
  readonly why: string;
  /** The way out: without one its reader is left alone. */
  readonly hint: string | undefined;
  /** Nothing that tasks write, link or remove takes it away; a command might. */
  readonly lasting?: true;
}

/**
 * A read-only question: the words of a command. A first word `rr_…` names a function of the kit.
 * Equal words are asked once and answered from memory until something has changed on the host.
 */
export interface Observation {
  readonly argv: Argv;
  /**
   * Bytes that are kept of each stream of the answer, half from its beginning, half from its end. Equal words have the
   * same. Without it 1 MiB, which keeps a host that talks without end from filling our memory.
   */
  readonly keepBytes?: number;
}

/** What a host answered. */
export interface Answer {
  readonly exitCode: number;
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
  /** Bytes of standard output or error that were dropped in the middle because there were too many; 0: all is here. */
  readonly droppedBytes: number;
}

export interface PlanContext {
  /** The same questions' answers from before anything was changed on this host in this run. Only for `verify:`. */
  readonly baseline: readonly Answer[] | undefined;
  /** The contents of `localFiles`, by the name given there. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** What `wishes` asks for. */
  readonly variables?: VariablesFound | undefined;
  /** What came of the tasks with `async` and `poll: 0` that were run on the host, by their `ansible_job_id`. */
  readonly jobs?: ReadonlyMap<string, EndedJob> | undefined;
  /** The task's `undo:`, rendered. */
  readonly undo: string | undefined;
  readonly irreversible: boolean;
  /** The `makes` of the change that was just made, when the question is whether it came about. */
  readonly made?: string | undefined;
}

/** What came of a task that nobody waited for; `why`: it failed. */
export interface EndedJob {
  readonly result: JsonObject;
  readonly changed: boolean;
  readonly why: string | undefined;
}

export type Decision =
  /** Nothing to do, or a check that passed. `result` is what `register` keeps, beside `changed: false`. */
  | {
      readonly kind: 'satisfied';
      readonly result: JsonObject;
      readonly messages: readonly Message[];
      /** What it does to the run. Without it: nothing. */
      readonly effect?: Effect;
      /** It tells of a change that has been made already, and counts as one. */
      readonly changed?: true;
    }
  | { readonly kind: 'change'; readonly change: Change }
  /** Left out for a reason of the task's own, such as a message for those who want to hear more. */
  | { readonly kind: 'skipped'; readonly why: string; readonly result: JsonObject }
  /** Not yet: ask again every `everyMs` for at most `limitMs`. Both in milliseconds, above 0. */
  | { readonly kind: 'waiting'; readonly for: string; readonly everyMs: number; readonly limitMs: number }
  | Refusal;

/** What a task does to the run itself rather than to its host. */
export type Effect =
  /** Variables of its host for the rest of the run. */
  | {
      readonly kind: 'set-facts';
      readonly values: JsonObject;
      /** They are facts of the host as well, until those are forgotten. */
      readonly asFacts?: true;
    }
  /** Variables of its host for the rest of the run, as a file says them: they may hold templates. */
  | { readonly kind: 'include-vars'; readonly variables: Variables }
  /** What was found out about its host: `ansible_facts`. */
  | { readonly kind: 'gather-facts'; readonly values: JsonObject }
  /** The tasks of a file run next. `file`: as written. */
  | { readonly kind: 'include-tasks'; readonly file: string }
  /** The tasks of a role run next, which `includedRoleKey` finds. `tasks`: the name of their file, `main` when nobody says. */
  | {
      readonly kind: 'include-role';
      readonly role: string;
      readonly tasks: string;
      /** The name of the file of its handlers, likewise. */
      readonly handlers: string;
      /** The names of the files of its variables and defaults. */
      readonly from: { readonly vars: string; readonly defaults: string };
      readonly isPublic: boolean;
    }
  | { readonly kind: 'meta'; readonly what: MetaTask }
  /** A host is there for the rest of the run. */
  | {
      readonly kind: 'add-host';
      readonly name: string;
      readonly groups: readonly string[];
      readonly variables: JsonObject;
    }
  /** Its host is in a group for the rest of the run, which is below these others. */
  | { readonly kind: 'add-group'; readonly name: string; readonly parents: readonly string[] };

export type MetaTask =
  | 'flush_handlers'
  | 'end_play'
  | 'end_host'
  | 'end_batch'
  | 'clear_facts'
  | 'clear_host_errors'
  | 'reset_connection'
  | 'refresh_inventory'
  | 'noop';

/** It cannot or must not be done: a failed check, or a state the action refuses to touch. */
export interface Refusal extends Obstacle {
  readonly kind: 'refused';
  /** What `register` keeps beside the reason. */
  readonly result?: JsonObject;
}

/** Something a task has to say to the reader although nothing failed. */
export interface Message {
  readonly severity: 'info' | 'warning';
  readonly text: string;
}

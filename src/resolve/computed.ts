import type { ParamsSchema } from '../model/params/params-schema.ts';
import type { Become } from '../model/playbook/become.ts';
import { defaultPoll, type Task } from '../model/playbook/playbook.ts';
import type { Computed, ComputedKeyword } from '../model/playbook/structure.ts';
import type { JsonObject } from '../model/values/json.ts';
import type { MapEntry, Tree } from '../model/values/tree.ts';
import { type Evaluator, type ParamFailure, resolveParams } from './params.ts';

/** What the keywords whose value a template gives come to. */
const schema: ParamsSchema = {
  properties: {
    become: { type: 'boolean', description: 'Act with the rights of another user' },
    become_user: {
      type: 'any',
      description: 'That user; nothing or an empty text: whoever it is without it',
    },
    become_method: { type: 'string', description: 'How', enum: ['sudo'] },
    ignore_errors: { type: 'boolean', description: 'Go on when the task fails' },
    timeout: { type: 'duration', description: 'The longest the task may take' },
    throttle: { type: 'integer', description: 'How many hosts do it at the same time' },
    async: { type: 'integer', description: 'How many seconds it may take', minimum: 0 },
    poll: { type: 'integer', description: 'How often it is looked at', minimum: 0 },
    no_log: { type: 'boolean', description: 'Nothing of it is told' },
    check_mode: { type: 'boolean', description: 'Say what would change, and change nothing' },
    diff: { type: 'boolean', description: 'Show differences' },
    ignore_unreachable: { type: 'boolean', description: 'Go on when the host cannot be reached' },
    run_once: { type: 'boolean', description: 'One host does it for all' },
    any_errors_fatal: { type: 'boolean', description: 'A failure ends the way of all hosts' },
    delegate_facts: { type: 'boolean', description: 'Its facts are of the host it is delegated to' },
  },
};

/** A task as far as its keywords may be templates. */
export interface TaskKeywords {
  readonly task: Task;
  readonly become: Become;
}

export type ComputedTask<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: ParamFailure };

/** The task with the keywords that templates give it on a host. */
export function withComputed<T extends TaskKeywords>(
  planned: T,
  evaluator: () => Evaluator,
): ComputedTask<T> {
  if (!isComputed(planned)) return { ok: true, value: planned };
  const { computed } = planned.task;
  const [first] = Object.values(computed);
  if (first === undefined) throw new Error(`${planned.task.name}: a keyword without a value`);
  const resolved = resolveParams(schema, asParams(computed, first.at), evaluator());
  if (!resolved.ok) {
    const [failure] = resolved.failures;
    if (failure === undefined) throw new Error(`${planned.task.name}: keywords refused without a reason`);
    return { ok: false, failure };
  }
  return { ok: true, value: { ...planned, ...keywordsFrom(resolved.params, planned) } };
}

/** What `omit` takes away stays as it is guessed. */
function keywordsFrom(params: JsonObject, { task, become }: TaskKeywords): TaskKeywords {
  const { become_user: user, timeout, throttle } = params;
  const said = (name: ComputedKeyword, otherwise: boolean): boolean => {
    const value = params[name];
    return typeof value === 'boolean' ? value : otherwise;
  };
  const { across } = task;
  return {
    become: {
      become: typeof params['become'] === 'boolean' ? params['become'] : become.become,
      user: typeof user === 'string' && user !== '' ? user : become.user,
    },
    task: {
      ...task,
      computed: {},
      ignoreErrors: said('ignore_errors', task.ignoreErrors),
      noLog: said('no_log', task.noLog),
      checkMode: said('check_mode', task.checkMode),
      showsDiff: said('diff', task.showsDiff),
      ...withJob(params, typeof timeout === 'number' && timeout > 0 ? timeout : task.timeoutMs, task),
      across: {
        ...across,
        ...(typeof throttle === 'number' ? { throttle } : {}),
        runOnce: said('run_once', across.runOnce),
        ignoreUnreachable: said('ignore_unreachable', across.ignoreUnreachable),
        anyErrorsFatal: said('any_errors_fatal', across.anyErrorsFatal),
        delegateFacts: said('delegate_facts', across.delegateFacts),
      },
    },
  };
}

/** `async` is a limit of time as well. */
function withJob(
  { async: seconds, poll }: JsonObject,
  timeoutMs: number,
  { job }: Task,
): Pick<Task, 'job' | 'timeoutMs'> {
  const limit = typeof seconds === 'number' ? seconds : (job?.seconds ?? 0);
  if (limit === 0) return { job: undefined, timeoutMs };
  const often = typeof poll === 'number' ? poll : (job?.poll ?? defaultPoll);
  return { job: { seconds: limit, poll: often }, timeoutMs: Math.min(timeoutMs, limit * 1_000) };
}

/** True when a template gives a keyword its value. */
export function isComputed({ task: { computed } }: TaskKeywords): boolean {
  for (const _ in computed) return true;
  return false;
}

function asParams(computed: Computed, at: Tree['at']): Tree {
  const entries: readonly MapEntry[] = Object.entries(computed).map(([key, value]) => ({
    key,
    keyAt: value.at,
    value,
  }));
  return { kind: 'map', entries, at };
}

import type { ParamsSchema } from '../model/params/params-schema.ts';
import type { Become } from '../model/playbook/become.ts';
import type { Task } from '../model/playbook/playbook.ts';
import type { Computed } from '../model/playbook/structure.ts';
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

/** The task with the keywords that templates give it on a host. `no_log` stays as it is guessed: hidden. */
export function withComputed<T extends TaskKeywords>(
  planned: T,
  evaluator: () => Evaluator,
): ComputedTask<T> {
  if (!isComputed(planned)) return { ok: true, value: planned };
  const { no_log, ...computed } = planned.task.computed;
  const [first] = Object.values(computed);
  if (first === undefined) throw new Error(`${planned.task.name}: a keyword without a value`);
  const resolved = resolveParams(schema, asParams(computed, first.at), evaluator());
  if (!resolved.ok) {
    const [failure] = resolved.failures;
    if (failure === undefined) throw new Error(`${planned.task.name}: keywords refused without a reason`);
    return { ok: false, failure };
  }
  const { become, become_user: user, ignore_errors: ignoreErrors, timeout: timeoutMs } = resolved.params;
  const { task } = planned;
  return {
    ok: true,
    value: {
      ...planned,
      become: {
        become: typeof become === 'boolean' ? become : planned.become.become,
        user: typeof user === 'string' && user !== '' ? user : planned.become.user,
      },
      task: {
        ...task,
        computed: no_log === undefined ? {} : { no_log },
        ignoreErrors: typeof ignoreErrors === 'boolean' ? ignoreErrors : task.ignoreErrors,
        timeoutMs: typeof timeoutMs === 'number' && timeoutMs > 0 ? timeoutMs : task.timeoutMs,
      },
    },
  };
}

/** True when a template gives a keyword its value; `no_log` is taken without asking it. */
export function isComputed({ task: { computed } }: TaskKeywords): boolean {
  for (const name in computed) if (name !== 'no_log') return true;
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

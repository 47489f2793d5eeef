import type { Actions } from '../../model/action.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Lookups } from '../../model/lookups.ts';
import { inOrder, type Plan, type PlannedPlay } from '../../model/playbook/plan.ts';
import type { Task } from '../../model/playbook/playbook.ts';
import { type Names, namesAnd } from '../../model/values/names.ts';
import { reachedBy, reachWanted } from '../connection/reached.ts';
import { AT_FIRST, evaluatorFor, writtenOf } from '../evaluator.ts';
import { hostScopesOf } from '../host-scope.ts';
import { namesSetBy, namesWithin } from './set-names.ts';

/** Tasks that ask for another login to their host than the one that the run has, as far as that is known beforehand. */
export function secondLogins(
  plan: Omit<Plan, 'elsewhere'>,
  actions: Actions,
  lookups: Lookups | undefined,
): readonly Diagnostic[] {
  const asking = plan.plays
    .map((play) => ({ play, tasks: inOrder(play).flatMap(({ task }) => (isAsking(task) ? [task] : [])) }))
    .filter(({ tasks }) => tasks.length > 0);
  if (asking.length === 0) return [];
  const pending = new Set(plan.plays.flatMap(inOrder).flatMap(({ task }) => namesSetBy(task, actions)));
  const scopes = hostScopesOf(plan, lookups);
  const found = asking.flatMap(({ play, tasks }) => inPlay(play, tasks, scopes(play), pending));
  return [...new Map(found.map((one) => [JSON.stringify([one.at, one.message]), one])).values()];
}

function isAsking({ across: { delegateTo, connection, remoteUser, port } }: Task): boolean {
  return delegateTo === undefined && [connection, remoteUser, port].some((node) => node !== undefined);
}

function inPlay(
  play: PlannedPlay,
  tasks: readonly Task[],
  scopeOf: ReturnType<ReturnType<typeof hostScopesOf>>,
  setByTasks: Names,
): readonly Diagnostic[] {
  return play.batches.flat().flatMap(({ target: { name, address } }) => {
    const host = scopeOf(name);
    return tasks.flatMap((task) => {
      const pending = namesAnd(setByTasks, namesWithin(task));
      const evaluator = evaluatorFor({ ...AT_FIRST, host, task, pending });
      const isSaid = (variable: string): boolean => writtenOf(variable, host.written) !== undefined;
      const wanted = reachWanted(task.across, evaluator, isSaid);
      // A template that cannot be worked out is told where the task is met.
      if (!wanted.ok) return [];
      const reached = reachedBy(wanted.value, address);
      return reached.kind === 'refused' ? [told(task, reached)] : [];
    });
  });
}

function told(
  { across: { connection, remoteUser, port }, at: start }: Task,
  { why: message, hint }: { readonly why: string; readonly hint: string },
): Diagnostic {
  const at = (remoteUser ?? port ?? connection)?.at ?? start;
  return { severity: 'error', code: 'unsupported', message, hint, at, length: 1 };
}

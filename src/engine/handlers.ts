import { type PlannedTask, taskKey } from '../model/plan.ts';

/** Ansible runs what is notified after `tasks`, and once more after `post_tasks`. */
const ROUNDS = 2;

/**
 * Hands out the handlers that were notified, in the order in which they are defined. One that an earlier one notifies is run
 * when its turn comes; one whose turn has passed, in a second round; what the second round notifies of handlers before it
 * is never run, as in Ansible. Notified words are taken out of `notified`. Ends early with what `work` returns.
 */
export async function runNotified<T>(
  handlers: readonly PlannedTask[],
  notified: Set<string>,
  work: (handler: PlannedTask) => Promise<T | undefined>,
): Promise<T | undefined> {
  const due = new Set<string>();
  const hear = (): void => {
    for (const handler of handlers) if (isNotified(handler, notified)) due.add(taskKey(handler.address));
    notified.clear();
  };
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const handler of handlers) {
      hear();
      if (!due.delete(taskKey(handler.address))) continue;
      const end = await work(handler);
      if (end !== undefined) return end;
    }
  }
  notified.clear();
  return undefined;
}

/** A handler is meant by its name or by a word it listens to. */
function isNotified({ task }: PlannedTask, notified: ReadonlySet<string>): boolean {
  return notified.has(task.name) || task.listen.some((word) => notified.has(word));
}

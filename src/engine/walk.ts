import { inOrder, type PlannedPlay, type PlannedTask, taskKey } from '../model/playbook/plan.ts';

/** Ansible runs what is notified after `tasks`, and once more after `post_tasks`. */
const ROUNDS = 2;

/** The parts of a play that are walked each for itself. The handlers that were notified belong to the tasks. */
export type Part = 'preflight' | 'tasks' | 'verify';

/** A task whose turn it is. */
export interface Visit {
  readonly planned: PlannedTask;
  /** The tasks that may come after it, of later plays too: their questions may travel along. Seldom asked for. */
  readonly later: () => readonly PlannedTask[];
}

/**
 * The tasks of a part of a play in the order in which a host meets them: the one way through a play, for preflight, preview
 * and apply. Whoever takes the tasks notifies handlers by adding their words to `notified` before taking the next one.
 *
 * @param plays this play and those after it on the same host
 */
export function* walk(
  play: PlannedPlay,
  part: Part,
  plays: readonly PlannedPlay[],
  notified: Set<string> = new Set(),
): Generator<Visit, void> {
  let all: readonly PlannedTask[] | undefined;
  const visit = (planned: PlannedTask): Visit => ({
    planned,
    later: () => {
      all ??= stillToCome(part, plays);
      return all.slice(all.indexOf(planned) + 1);
    },
  });
  for (const planned of play[part]) yield visit(planned);
  if (part === 'tasks') for (const planned of notifiedHandlers(play.handlers, notified)) yield visit(planned);
}

function stillToCome(part: Part, plays: readonly PlannedPlay[]): readonly PlannedTask[] {
  // What is checked beforehand has been asked when anything else is begun.
  return plays
    .flatMap(inOrder)
    .filter(({ address }) => part === 'preflight' || address.section !== 'preflight');
}

/**
 * The handlers that were notified, in the order in which they are defined. One that an earlier one notifies comes when it
 * has its turn; one whose turn has passed, in a second round; what the second round notifies of handlers before it never
 * comes, as in Ansible. Takes the words out of `notified`.
 */
function* notifiedHandlers(
  handlers: readonly PlannedTask[],
  notified: Set<string>,
): Generator<PlannedTask, void> {
  const due = new Set<string>();
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const handler of handlers) {
      for (const each of handlers) if (isNotified(each, notified)) due.add(taskKey(each.address));
      notified.clear();
      if (due.delete(taskKey(handler.address))) yield handler;
    }
  }
  notified.clear();
}

/** A handler is meant by its name or by a word it listens to. */
function isNotified({ task }: PlannedTask, notified: ReadonlySet<string>): boolean {
  return notified.has(task.name) || task.listen.some((word) => notified.has(word));
}

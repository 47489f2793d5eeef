import { type PlannedPlay, type PlannedTask, SECTIONS, withGathering } from '../model/playbook/plan.ts';
import {
  closeOthers,
  enter,
  fail,
  isReached,
  isRescuedLater,
  type OpenBlock,
  rescuedBy,
} from './open-blocks.ts';

/** Ansible runs what is notified after `tasks`, and once more after `post_tasks`. */
const ROUNDS = 2;

/** The parts of a play that are walked each for itself. The handlers that were notified belong to the tasks. */
export type Part = 'preflight' | 'tasks' | 'verify';

/** A task whose turn it is. */
export interface Visit {
  readonly planned: PlannedTask;
  /** The tasks that may come after it, of later plays too: their questions may travel along. Seldom asked for. */
  readonly later: () => readonly PlannedTask[];
  /** True: should it fail, a block around it goes on with its `rescue`. */
  readonly isGuarded: () => boolean;
  /** What failed, when this is the first task of the `rescue` that answers to it. */
  readonly rescues: PlannedTask | undefined;
  /** Where it stands on the way. */
  readonly order: Order;
}

/** Where a task stands on the way through a play: number by number, what is lower comes first. */
export type Order = readonly number[];

/** The end of a part of a play, after all of its tasks. */
export function endOf(part: Part): Order {
  return [STAGES[part] + 1, Number.POSITIVE_INFINITY];
}

/** Where the parts begin; what is notified has its turn in between. */
const STAGES: Readonly<Record<Part, number>> = { preflight: 0, tasks: 2, verify: 4 };

/** What came of a task, as far as it decides which one is next. */
export type Next =
  | { readonly kind: 'on' }
  /** It failed, and its failure is not ignored. */
  | { readonly kind: 'failed' }
  /** It includes these, which come next. */
  | { readonly kind: 'included'; readonly tasks: readonly PlannedTask[] }
  /** The handlers that were notified run now. */
  | { readonly kind: 'flush' }
  /**
   * Nothing more of the play runs on this host: it is done with it, or nobody can go on there. `all`: on no other host of
   * the batch, or of the whole play, either.
   */
  | { readonly kind: 'ended'; readonly all?: 'batch' | 'play' };

/** How a part of a play was come through. `failed`: a task failed, and no block around it has rescued it. */
export type Walked = 'done' | 'failed' | 'ended';

export interface Walk {
  readonly play: PlannedPlay;
  readonly part: Part;
  /** This play and those after it on the same host. */
  readonly plays: readonly PlannedPlay[];
  /** The words by which handlers were notified: whoever visits a task adds to them, the walk takes them out. */
  readonly notified: Set<string>;
  /** Sees a task of a block that has no turn: of `rescue` after all went well, or of what comes after a failure. */
  readonly passOver?: (planned: PlannedTask) => Promise<void>;
}

/**
 * Takes the tasks of a part of a play in the order in which a host meets them, and each to the end before the next one: the one
 * way through a play, for preflight, preview and apply. What gathers facts comes first, before the checks too, which may use
 * them. Blocks, their `rescue` and `always`, includes and handlers are all decided here.
 */
export async function walk(way: Walk, visit: Visitor): Promise<Walked> {
  const { play, part } = way;
  const stage = STAGES[part];
  const facts = part === 'verify' || play.gathering === undefined ? [] : [play.gathering];
  const end = await through(inRow([...facts, ...play[part]], [stage]), way, visit);
  if (part !== 'tasks' || end === 'ended') return end;
  if (end === 'failed' && !play.forceHandlers) return end;
  const handled = await throughHandlers([stage + 1], way, visit);
  return end === 'failed' ? end : handled;
}

type Visitor = (visit: Visit) => Promise<Next>;

/** A task that is still to come. */
interface Due {
  readonly planned: PlannedTask;
  readonly order: Order;
}

function inRow(tasks: readonly PlannedTask[], at: Order): readonly Due[] {
  return tasks.map((planned, index) => ({ planned, order: [...at, index] }));
}

async function through(tasks: readonly Due[], way: Walk, visit: Visitor): Promise<Walked> {
  const todo = [...tasks];
  const open: OpenBlock[] = [];
  for (let due = todo.shift(); due !== undefined; due = todo.shift()) {
    const { planned, order } = due;
    const { within } = planned.task;
    if (!closeOthers(open, within)) return 'failed';
    enter(open, within);
    if (!open.every(isReached)) {
      await way.passOver?.(planned);
      continue;
    }
    const rescues = rescuedBy(open);
    const later = laterThan(planned, todo, way);
    const isGuarded = (): boolean => within.some((each) => isRescuedLater(each, tasksOf(todo)));
    const next = await visit({ planned, later, isGuarded, rescues, order });
    const end = await takeUp(next, order, todo, way, visit);
    if (end === 'ended') return end;
    if (end === 'failed' && !fail(open, planned)) return end;
  }
  return closeOthers(open, []) ? 'done' : 'failed';
}

/** Does at once what a task brings about in the order of the others. */
async function takeUp(next: Next, order: Order, todo: Due[], way: Walk, visit: Visitor): Promise<Walked> {
  switch (next.kind) {
    case 'on':
      return 'done';
    case 'included':
      todo.unshift(...inRow(next.tasks, order));
      return 'done';
    case 'flush':
      return throughHandlers(order, way, visit);
    case 'failed':
    case 'ended':
      return next.kind;
  }
}

function tasksOf(todo: readonly Due[]): readonly PlannedTask[] {
  return todo.map(({ planned }) => planned);
}

function laterThan(planned: PlannedTask, todo: readonly Due[], { play, part, plays }: Walk): Visit['later'] {
  return () => {
    const section = part === 'preflight' ? part : planned.address.section;
    const handlers = section === 'handlers' ? play.handlers.slice(play.handlers.indexOf(planned) + 1) : [];
    const after = SECTIONS.slice(SECTIONS.indexOf(section) + 1).flatMap((each) => play[each]);
    const next = plays.slice(plays.indexOf(play) + 1).flatMap(withGathering);
    // What is checked beforehand has been asked when anything else is begun.
    return [...tasksOf(todo), ...handlers, ...after, ...next].filter(
      ({ address }) => part === 'preflight' || address.section !== 'preflight',
    );
  };
}

/**
 * The handlers that were notified, in the order in which they are defined. One that an earlier one notifies comes when it
 * has its turn; one whose turn has passed, in a second round; what the second round notifies of handlers before it never
 * comes, as in Ansible. Takes the words out of `notified`.
 */
async function throughHandlers(at: Order, way: Walk, visit: Visitor): Promise<Walked> {
  const { notified } = way;
  const { handlers } = way.play;
  const due = new Set<PlannedTask>();
  const notice = (): void => {
    for (const each of handlers) if (isNotified(each, notified)) due.add(each);
    notified.clear();
  };
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const [index, handler] of handlers.entries()) {
      notice();
      if (!due.delete(handler)) continue;
      const end = await through(inRow([handler], [...at, round, index]), way, visit);
      if (end !== 'done') return end;
    }
  }
  notified.clear();
  return 'done';
}

/** A handler is meant by its name or by a word it listens to. */
function isNotified({ task }: PlannedTask, notified: ReadonlySet<string>): boolean {
  return (task.hidden !== true && notified.has(task.name)) || task.listen.some((word) => notified.has(word));
}

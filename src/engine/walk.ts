import { type PlannedPlay, type PlannedTask, SECTIONS, withGathering } from '../model/playbook/plan.ts';
import { formatPosition } from '../model/values/position.ts';
import type { Awaitable } from './awaitable.ts';
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
  /** What failed, when this is the first task of the `rescue` that answers to it. */
  readonly rescues: PlannedTask | undefined;
  /** Where it stands on the way. */
  readonly order: Order;
}

/** What is seen from the task whose turn it is. Seldom asked for, and never after its turn. */
export interface Outlook {
  /** The tasks that may come after it, of later plays too: their questions may travel along. */
  readonly later: () => readonly PlannedTask[];
  /** True: should it fail, a block around it goes on with its `rescue`. */
  readonly isGuarded: () => boolean;
  /** True: a handler answers to this word. */
  readonly isAnswered: (word: string) => boolean;
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
  /** It includes these, which come next; handlers of a role among them join those of the play on this host. */
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
  /** The name by which a handler is notified on this host. Without it: as it is written. */
  readonly nameOf?: ((handler: PlannedTask) => string) | undefined;
  /** Sees a task of a block that has no turn: of `rescue` after all went well, or of what comes after a failure. */
  readonly passOver?: ((planned: PlannedTask) => Promise<void>) | undefined;
}

/**
 * Takes the tasks of a part of a play in the order in which a host meets them, and each to the end before the next one: the one
 * way through a play, for preflight, preview and apply. What gathers facts comes first, before the checks too, which may use
 * them. Blocks, their `rescue` and `always`, includes and handlers are all decided here.
 */
export async function walk(way: Walk, visitorWith: (outlook: Outlook) => Visitor): Promise<Walked> {
  const { play, part, plays, notified, nameOf, passOver } = way;
  const stage = STAGES[part];
  const within: Way = {
    play,
    part,
    plays,
    notified,
    nameOf,
    passOver,
    joined: [],
    due: new Set(),
    at: undefined,
    todo: [],
  };
  const visit = visitorWith({
    later: () => laterThan(within),
    isGuarded: () => isGuarded(within),
    isAnswered: (word) => handlersNamed(within).some((one) => answersTo(one, word)),
  });
  const facts = part === 'verify' || play.gathering === undefined ? [] : [play.gathering];
  const end = await through(inRow([...facts, ...play[part]], [stage]), within, visit);
  if (part !== 'tasks' || end === 'ended') return end;
  if (end === 'failed' && !play.forceHandlers) return end;
  const handled = await throughHandlers([stage + 1], within, visit);
  return end === 'failed' ? end : handled;
}

/** A walk under way. */
interface Way extends Walk {
  /** The handlers that roles have brought which were included on the way, in that order. */
  readonly joined: PlannedTask[];
  /** The handlers that were notified and have not had their turn. */
  readonly due: Set<PlannedTask>;
  /** The task whose turn it is, and what comes after it in its row. */
  at: PlannedTask | undefined;
  todo: readonly Due[];
}

type Visitor = (visit: Visit) => Awaitable<Next>;

/** A task that is still to come. */
interface Due {
  readonly planned: PlannedTask;
  readonly order: Order;
}

function inRow(tasks: readonly PlannedTask[], at: Order): readonly Due[] {
  return tasks.map((planned, index) => ({ planned, order: [...at, index] }));
}

async function through(tasks: readonly Due[], way: Way, visit: Visitor): Promise<Walked> {
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
    way.at = planned;
    way.todo = todo;
    const next = await visit({ planned, rescues: rescuedBy(open), order });
    const end = next.kind === 'on' ? 'done' : await takeUp(next, due, todo, way, visit);
    if (end === 'ended') return end;
    if (end === 'failed' && !fail(open, planned)) return end;
  }
  return closeOthers(open, []) ? 'done' : 'failed';
}

/** Does at once what a task brings about in the order of the others. */
async function takeUp(
  next: Exclude<Next, { readonly kind: 'on' }>,
  { planned, order }: Due,
  todo: Due[],
  way: Way,
  visit: Visitor,
): Promise<Walked> {
  switch (next.kind) {
    case 'included': {
      const joins = (one: PlannedTask): boolean =>
        one.address.section === 'handlers' && planned.address.section !== 'handlers';
      join(next.tasks.filter(joins), way);
      todo.unshift(
        ...inRow(
          next.tasks.filter((one) => !joins(one)),
          order,
        ),
      );
      return 'done';
    }
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

function laterThan({ at, todo, play, part, plays }: Way): readonly PlannedTask[] {
  if (at === undefined) return [];
  const section = part === 'preflight' ? part : at.address.section;
  const handlers = section === 'handlers' ? play.handlers.slice(play.handlers.indexOf(at) + 1) : [];
  const after = SECTIONS.slice(SECTIONS.indexOf(section) + 1).flatMap((each) => play[each]);
  const next = plays.slice(plays.indexOf(play) + 1).flatMap(withGathering);
  // What is checked beforehand has been asked when anything else is begun.
  return [...tasksOf(todo), ...handlers, ...after, ...next].filter(
    ({ address }) => part === 'preflight' || address.section !== 'preflight',
  );
}

function isGuarded({ at, todo }: Way): boolean {
  return at?.task.within.some((each) => isRescuedLater(each, tasksOf(todo))) === true;
}

/**
 * The handlers that were notified, in the order in which they are defined. One that an earlier one notifies comes when it
 * has its turn; one whose turn has passed, in a second round; what the second round notifies of handlers before it never
 * comes, as in Ansible. Takes the words out of `notified`.
 */
async function throughHandlers(at: Order, way: Way, visit: Visitor): Promise<Walked> {
  const { notified } = way;
  const due = new Set(way.due);
  way.due.clear();
  for (let round = 1; round <= ROUNDS; round += 1) {
    for (const [index, handler] of [...way.play.handlers, ...way.joined].entries()) {
      notice(way, due);
      if (!due.delete(handler)) continue;
      const end = await through(inRow([handler], [...at, round, index]), way, visit);
      if (end !== 'done') return end;
    }
  }
  notified.clear();
  return 'done';
}

/** Whoever was notified so far was one of those that were there: each include of a role brings its handlers anew. */
function join(handlers: readonly PlannedTask[], way: Way): void {
  if (handlers.length === 0) return;
  notice(way, way.due);
  way.joined.push(...handlers);
}

/** Puts down those who answer to the words so far: of those that are called so the one that joined last, and all that listen. */
function notice(way: Way, due: Set<PlannedTask>): void {
  const { joined, notified } = way;
  if (notified.size === 0) return;
  const handlers = handlersNamed(way);
  for (const word of notified) {
    const called = handlers.filter((one) => isCalled(one, word)).map(({ each }) => each);
    const latest = called.at(-1);
    const isLast = latest !== undefined && joined.includes(latest);
    for (const each of isLast ? [latest] : called) due.add(each);
    for (const one of handlers) if (isListening(one, word)) due.add(one.each);
  }
  notified.clear();
}

interface Named {
  readonly each: PlannedTask;
  readonly name: string;
  /** With that of its role before it. */
  readonly title: string;
}

function handlersNamed(way: Way): readonly Named[] {
  const { nameOf = asWritten } = way;
  return handlersOn(way).map((each) => {
    const { title, task } = each;
    const name = nameOf(each);
    return { each, name, title: `${title.slice(0, title.length - task.name.length)}${name}` };
  });
}

function asWritten({ task }: PlannedTask): string {
  return task.name;
}

/** A handler of a role that has been included stands where it joined, and not where it was foreseen. */
function handlersOn({ play, joined }: Pick<Way, 'play' | 'joined'>): readonly PlannedTask[] {
  if (joined.length === 0) return play.handlers;
  const places = new Set(joined.map(({ task }) => formatPosition(task.at)));
  return [...play.handlers.filter(({ task }) => !places.has(formatPosition(task.at))), ...joined];
}

/** A handler is meant by its name or by a word it listens to. */
function answersTo(one: Named, word: string): boolean {
  return isCalled(one, word) || isListening(one, word);
}

/** `role : handler` means that of the role, whoever else has its name. */
function isCalled({ each: { task }, name, title }: Named, word: string): boolean {
  return (title !== name && title === word) || (task.hidden !== true && name === word);
}

function isListening(one: Named, word: string): boolean {
  return !isCalled(one, word) && one.each.task.listen.includes(word);
}

import type { Read } from '../diagnostic.ts';
import type { JsonObject } from '../values/json.ts';
import type { Identity, Target } from './address.ts';
import type { Become } from './become.ts';
import type { Adding, Host, Variables } from './inventory.ts';
import type { LooseTask, Play, Playbook, Task } from './playbook.ts';
import type { BlockArm } from './structure.ts';
import type { Prompted } from './variable-sources.ts';

/** Which tasks are asked for by their tags. */
export interface Selection {
  /** Empty: all of them. */
  readonly tags: readonly string[];
  readonly skipTags: readonly string[];
}

/** Everything that can be decided without touching a host, as data. */
export interface Plan {
  /** Where relative paths begin: an absolute path. */
  readonly folder: string;
  /** All hosts of the inventory, whose variables templates may ask for, and those that plays name beside it. */
  readonly hosts: ReadonlyMap<string, Host>;
  /** They win over everything, a task's own variables included. */
  readonly extraVariables: Variables;
  /** `groups` and the other names that mean the same for every host: values that are never templates. */
  readonly magic: JsonObject;
  /** What lies in the files that `vars_files` of the plays may name, by their absolute paths. */
  readonly varsFiles: ReadonlyMap<string, Variables>;
  readonly roles: Playbook['roles'];
  readonly included: Playbook['included'];
  readonly unreadable: Playbook['unreadable'];
  /** Which tasks the command line asks for: for those that are included while others run, too. */
  readonly selection: Selection;
  readonly plays: readonly PlannedPlay[];
  /** The hosts to which tasks may be delegated, as far as that is known before any of them runs. */
  readonly elsewhere: ReadonlyMap<string, PlannedHost>;
  /** What chance began with where a play shuffles its hosts: the same gives the same order again. */
  readonly seed?: string | undefined;
}

/** The inventory of a run whose tasks add to it, and what follows from that. */
export interface GrowingInventory extends Adding {
  /** All that templates may learn of it. Another object as soon as anything is added. */
  world(): Pick<Plan, 'hosts' | 'magic'>;
  /** The plan with what has been added by now. Plays before this one stay as they were. */
  plan(from: number): Read<Plan>;
}

export interface PlannedPlay
  extends Pick<
    Play,
    | 'name'
    | 'vars'
    | 'varsFiles'
    | 'roles'
    | 'forceHandlers'
    | 'strategy'
    | 'onFailure'
    | 'maxFailPercentage'
    | 'soakMs'
  > {
  /** From 1. */
  readonly number: number;
  /** That of its playbook: an absolute path. */
  readonly folder: string;
  readonly prompted: Prompted;
  /** Chance has put its hosts in their order. */
  readonly isShuffled?: true;
  /** Never empty batches, every host in exactly one. */
  readonly batches: readonly (readonly PlannedHost[])[];
  /** Gathers the facts that this play and those after it may use; undefined: there are none, or it must not. */
  readonly gathering?: PlannedTask | undefined;
  /** The tasks that tags and `--start-at-task` left over. */
  readonly preflight: readonly PlannedTask[];
  readonly tasks: readonly PlannedTask[];
  readonly handlers: readonly PlannedTask[];
  readonly verify: readonly PlannedTask[];
}

/** A host of a play: how it is reached and what its variables say there, put into the templates that they held. */
export interface PlannedHost {
  readonly target: Target;
  /** What is said of rights. It wins over what tasks say. */
  readonly become: Become;
}

/** In the order in which a host meets them. */
export const SECTIONS = ['preflight', 'tasks', 'handlers', 'verify'] as const;

export type Section = (typeof SECTIONS)[number];

export interface PlannedTask {
  readonly address: TaskAddress;
  /** Its name as people are told it, that of its role before it; may hold templates. */
  readonly title: string;
  readonly task: Task;
  /** What the task says of rights, else its play, else the command line. */
  readonly become: Become;
  /** The item of a loop, its own or one around it: values that are never templates. */
  readonly bound: JsonObject;
}

/** The tasks that others may include while they run, as written: those of files and those of roles. */
export function includableTasks({
  included,
  roles,
}: Pick<Playbook, 'included' | 'roles'>): readonly LooseTask[] {
  return [...included.values(), ...[...roles.values()].flatMap(({ tasks }) => [...tasks.values()])].flat();
}

/** Whose rights a task has on a host: as in Ansible the host's variables win, and who is not named is root. */
export function identityOf(
  { become: ofTask }: Pick<PlannedTask, 'become'>,
  { become: ofHost }: Pick<PlannedHost, 'become'>,
): Identity {
  const become = ofHost.become ?? ofTask.become ?? false;
  return { become: become ? (ofHost.user ?? ofTask.user ?? 'root') : undefined };
}

/** Stable across runs; used in events and reports. Both numbers from 1. */
export interface TaskAddress {
  readonly play: number;
  readonly section: Section;
  /** That of the task which includes it, for one that is included while it runs; 0 for what gathers facts. */
  readonly task: number;
  /** The way to it from there, such as `2.1`: the numbers of included tasks. */
  readonly path?: string;
  /** The item of a loop, by the words that show it. */
  readonly item?: string;
  /** It stands in this arm of a block, and so it runs after a failure alone, or whatever happened. */
  readonly arm?: 'rescue' | 'always';
}

/** Where a task stands in the blocks around it, as its address says it. */
export function armOf(within: readonly BlockArm[]): Pick<TaskAddress, 'arm'> {
  const arm = within.findLast((one) => one.arm !== 'block')?.arm;
  return arm === undefined || arm === 'block' ? {} : { arm };
}

/** The name of a task with that of its role before it, as in Ansible. */
export function titleIn(roles: Playbook['roles'], { name, role }: Pick<Task, 'name' | 'role'>): string {
  const of = role === undefined ? undefined : roles.get(role);
  return of === undefined ? name : `${of.name} : ${name}`;
}

/** `1.tasks.3`, `1.tasks.3.2` for one that was included: one word for a task, whatever its item, as a key. */
export function taskKey({ play, section, task, path }: TaskAddress): string {
  return path === undefined ? `${play}.${section}.${task}` : `${play}.${section}.${task}.${path}`;
}

/** One word for a task, and for each item of a loop apart. */
export function itemKey(address: TaskAddress): string {
  return address.item === undefined ? taskKey(address) : `${taskKey(address)} [${address.item}]`;
}

/** Every task of a play in the order in which a host meets them; a handler only when it was notified. */
export function inOrder<T>({
  preflight,
  tasks,
  handlers,
  verify,
}: Readonly<Record<Section, readonly T[]>>): readonly T[] {
  return [...preflight, ...tasks, ...handlers, ...verify];
}

/** True for the task that nobody has written: the one that gathers facts before a play. */
export function isGathering({ address }: PlannedTask): boolean {
  return address.task === 0;
}

/** The same of a planned play, with what gathers facts before them. */
export function withGathering(play: PlannedPlay): readonly PlannedTask[] {
  return play.gathering === undefined ? inOrder(play) : [play.gathering, ...inOrder(play)];
}

import type { Diagnostic } from '../diagnostic.ts';
import type { BatchSize } from '../values/batch-size.ts';
import type { Position } from '../values/position.ts';
import type { MapNode, ScalarNode, Tree } from '../values/tree.ts';
import type { Become } from './become.ts';
import type { Hazard } from './hazard.ts';
import type { Variables } from './inventory.ts';
import type { Loop, Until } from './loop.ts';
import type { Mention } from './mention.ts';
import {
  type Across,
  AT_HOME,
  type BlockArm,
  type Computed,
  type Inherited,
  type ModuleDefaults,
} from './structure.ts';
import type { VarsFile, VarsPrompt } from './variable-sources.ts';

/** What the user wrote: validated, nothing rendered yet, positions kept. */
export interface Playbook {
  readonly file: string;
  readonly plays: readonly Play[];
  /** The roles that its plays use or may include, by the keys that tasks name. */
  readonly roles: ReadonlyMap<string, Role>;
  /** What its tasks may include while they run, by the absolute path of each file. */
  readonly included: ReadonlyMap<string, readonly LooseTask[]>;
  /** Files that might be included and cannot be read, by their paths: what is wrong first. It fails who includes one. */
  readonly unreadable: ReadonlyMap<string, Diagnostic>;
}

/** What a role brings beside its tasks and handlers, which stand in the plays. */
export interface Role {
  readonly name: string;
  /** An absolute path. */
  readonly folder: string;
  /** With those of the roles that it depends on and of those that depend on it, as its own tasks see them. */
  readonly defaults: Variables;
  readonly vars: Variables;
  /** The roles that depend on it, the outermost first. */
  readonly parents: readonly Pick<Role, 'name' | 'folder'>[];
  /** The tasks that `include_role` runs, as written, by the name of their file: `main` and those of `tasks_from`. */
  readonly tasks: ReadonlyMap<string, readonly LooseTask[]>;
  /** The handlers that `include_role` brings, those of its dependencies first, by the name of their file. */
  readonly handlers: ReadonlyMap<string, readonly LooseTask[]>;
  /** Names to which each include of it may give a value: by its `vars`, or by the file that `vars_from: "{{ … }}"` means. */
  readonly open: readonly string[];
  /** An include may show its variables to the tasks that come after it. */
  readonly isShown?: true;
}

/** What to do with a host, and with the line, when something fails on it. */
export type OnFailure = 'rollback_host' | 'rollback_run' | 'stop' | 'continue';

/** The order in which hosts come. */
export type HostOrder = (typeof hostOrders)[number];

export const hostOrders = ['inventory', 'sorted', 'reverse_sorted', 'reverse_inventory', 'shuffle'] as const;

/** Whether hosts wait for one another where somebody could see it. */
export type Strategy = (typeof strategies)[number];

export const strategies = ['linear', 'free', 'host_pinned'] as const;

/** By its name or by its full one. */
export function strategyOf(word: string): Strategy | undefined {
  return strategies.find((name) => word === name || word === `ansible.builtin.${name}`);
}

export interface Play {
  readonly name: string;
  /** The host pattern, such as `web:!web-3`; may hold a template over extra variables. */
  readonly hosts: ScalarNode;
  readonly vars: Variables;
  readonly varsFiles: readonly VarsFile[];
  readonly varsPrompts: readonly VarsPrompt[];
  /** The keys of the roles whose defaults and variables all of its tasks see, the first one first. */
  readonly roles: readonly string[];
  /** Handlers run on a host that failed too. */
  readonly forceHandlers: boolean;
  readonly become: Become;
  /** How hosts are reached whose own variables do not say, as the variables that mean it. */
  readonly reach: Variables;
  readonly order: HostOrder;
  readonly strategy: Strategy;
  /** One entry a batch, the last one repeated; empty: all hosts in one batch. */
  readonly serial: readonly BatchSize[];
  /** Above this part of a batch's hosts failed (0 to 100), no further batch starts. `undefined`: 0. */
  readonly maxFailPercentage: number | undefined;
  /** The keywords among these whose values templates give, as written. */
  readonly settings: MapNode | undefined;
  readonly onFailure: OnFailure;
  /** Time between batches, in milliseconds; 0: none. */
  readonly soakMs: number;
  /** How facts are gathered before anything else; undefined: they are not. */
  readonly gathering?: Gathering | undefined;
  /** Read-only tasks that must pass on every host before any host is changed. */
  readonly preflight: readonly Task[];
  readonly tasks: readonly Task[];
  readonly handlers: readonly Task[];
  /** Read-only tasks that must pass on a host after it was changed. */
  readonly verify: readonly Task[];
  readonly tags: readonly string[];
  /** What it and its tasks name, but for what the play or the task itself gives a value. */
  readonly mentions: readonly Mention[];
  readonly at: Position;
}

/** The task that nobody has written and every play begins with. */
export interface Gathering {
  readonly task: Task;
  /** Says by a template whether facts are wanted at all; undefined: they are. */
  readonly wanted: ScalarNode | undefined;
}

export interface Task {
  /** As the user named it; without a name, the action's name. */
  readonly name: string;
  /** What it calls: an action by its own name, whatever alias the user wrote. */
  readonly action: string;
  /** The parameters as written, rendered and validated again for each host. */
  readonly params: Tree;
  readonly vars: Variables;
  /** All must hold. */
  readonly when: readonly ScalarNode[];
  readonly changedWhen: readonly ScalarNode[] | undefined;
  readonly failedWhen: readonly ScalarNode[] | undefined;
  readonly register: string | undefined;
  readonly notify: readonly string[];
  /** Further names a handler answers to. */
  readonly listen: readonly string[];
  /** Another handler has its name and answers to it: only `listen` reaches this one. */
  readonly hidden?: true;
  readonly ignoreErrors: boolean;
  readonly noLog: boolean;
  /** It says what it would change, and changes nothing. */
  readonly checkMode: boolean;
  /** Whether people see what differs. */
  readonly showsDiff: boolean;
  readonly become: Become;
  readonly tags: readonly string[];
  /** The longest the task may take on a host, in milliseconds. */
  readonly timeoutMs: number;
  /** Templates that say on each host what the fields of these names above only guess. */
  readonly computed: Computed;
  /** Shell text that goes back, for `command` and `shell`. */
  readonly undo: ScalarNode | undefined;
  /** The author accepts that this cannot be undone: rolling back passes over it without calling for a person. */
  readonly irreversible: boolean;
  /** Hazards that the author accepts, by their names. */
  readonly allows: readonly Hazard['name'][];
  /** The blocks it stands in, the outermost first. */
  readonly within: readonly BlockArm[];
  readonly loop: Loop | undefined;
  readonly until: Until | undefined;
  /** It says `async`. */
  readonly job: AsyncLimit | undefined;
  /** The key of the role it belongs to; undefined: to none. */
  readonly role: string | undefined;
  /** What a role or an include was given: wins over everything but extra variables. */
  readonly given: Variables;
  readonly across: Across;
  /** For a task that includes others while it runs: what those take from the blocks around it. */
  readonly around: Inherited | undefined;
  /** What a person should know before it happens. */
  readonly impact: ScalarNode | undefined;
  readonly at: Position;
}

/** How long a task may take by `async`, and how often it is looked at: 0 where nobody waits for it. */
export interface AsyncLimit {
  /** 0: as long as a template does not say how many, it is none. */
  readonly seconds: number;
  readonly poll: number;
}

/** As often as Ansible looks when nobody says, in seconds. */
export const defaultPoll = 15;

/** What a task may leave to what is around it. */
type Loose = Pick<Inherited, 'ignoreErrors' | 'noLog' | 'checkMode' | 'showsDiff' | 'timeoutMs' | 'across'>;

/** A task as its file has it, before it takes anything from around it. Undefined: it does not say. */
export interface LooseTask extends Loose, Omit<Task, keyof Loose> {
  /** What it says of its environment, where its action runs in one. */
  readonly environment?: readonly Tree[] | undefined;
  readonly moduleDefaults?: ModuleDefaults | undefined;
}

/** A task in no block and no role, done once, at home. */
export const ALONE: Pick<
  Task,
  'within' | 'loop' | 'until' | 'job' | 'role' | 'given' | 'across' | 'around' | 'computed'
> = {
  computed: {},
  within: [],
  loop: undefined,
  until: undefined,
  job: undefined,
  role: undefined,
  given: new Map(),
  across: AT_HOME,
  around: undefined,
};

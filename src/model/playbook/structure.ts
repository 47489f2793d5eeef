import type { MapEntry, ScalarNode, Tree } from '../values/tree.ts';
import type { Become } from './become.ts';
import type { Variables } from './inventory.ts';

/** One arm of a block: a task stands in it, or in a block that stands in it. */
export interface BlockArm {
  /** Its number in the play, or in the file that is included; each block has its own. */
  readonly block: number;
  readonly arm: 'block' | 'rescue' | 'always';
}

/** How a task reaches beyond its own host. */
export interface Across {
  /** The host on which it is done in place of its own; undefined: its own. */
  readonly delegateTo: ScalarNode | undefined;
  /** How its host is to be reached for it, where that host's variables do not say. */
  readonly connection: ScalarNode | undefined;
  readonly remoteUser: ScalarNode | undefined;
  readonly port: ScalarNode | undefined;
  /** The facts it finds are those of the host it is delegated to. */
  readonly delegateFacts: boolean;
  /** Only the first host of a batch does it, for all of them. */
  readonly runOnce: boolean;
  /** How many hosts do it at the same time at most; undefined or 0: as many as --forks. */
  readonly throttle: number | undefined;
  /** A host on which it fails takes all others of its batch with it. */
  readonly anyErrorsFatal: boolean;
  /** That its host cannot be reached is passed over. */
  readonly ignoreUnreachable: boolean;
}

/** Keywords whose value a template gives when a task is met on a host, each by its name. */
export type Computed = { readonly [Keyword in ComputedKeyword]?: ScalarNode };

export type ComputedKeyword =
  | 'become'
  | 'become_user'
  | 'become_method'
  | 'ignore_errors'
  | 'throttle'
  | 'no_log'
  | 'timeout'
  | 'check_mode'
  | 'diff'
  | 'run_once'
  | 'ignore_unreachable'
  | 'any_errors_fatal'
  | 'delegate_facts'
  | 'async'
  | 'poll';

/** A parameter for all tasks that call its action and do not say it themselves. */
export interface DefaultParam {
  readonly entry: MapEntry;
  /** All by which a task may say it. */
  readonly names: readonly string[];
}

/** By the names of the actions. What is nearer to a task stands for all that is said of its action farther away. */
export type ModuleDefaults = ReadonlyMap<string, readonly DefaultParam[]>;

/** What tasks take from the blocks and from the role around them; a task's own words win, or are added. */
export interface Inherited {
  readonly when: readonly ScalarNode[];
  readonly tags: readonly string[];
  readonly vars: Variables;
  readonly become: Become;
  readonly ignoreErrors: boolean | undefined;
  readonly noLog: boolean | undefined;
  readonly checkMode: boolean | undefined;
  readonly showsDiff: boolean | undefined;
  /** Milliseconds. */
  readonly timeoutMs: number | undefined;
  readonly across: Partial<Across>;
  readonly computed: Computed;
  /** Each a mapping or a template for one; a later one wins. */
  readonly environment: readonly Tree[];
  readonly moduleDefaults: ModuleDefaults;
  readonly notify: readonly string[];
  readonly within: readonly BlockArm[];
  readonly role: string | undefined;
  readonly given: Variables;
}

/** Where nothing is around a task. */
export const OPEN: Inherited = {
  when: [],
  tags: [],
  vars: new Map(),
  become: { become: undefined, user: undefined },
  ignoreErrors: undefined,
  noLog: undefined,
  checkMode: undefined,
  showsDiff: undefined,
  timeoutMs: undefined,
  across: {},
  computed: {},
  environment: [],
  moduleDefaults: new Map(),
  notify: [],
  within: [],
  role: undefined,
  given: new Map(),
};

/** True for a task that may be done elsewhere than on its own host, or over another connection. */
export function mayLeave({ delegateTo, connection, remoteUser, port }: Partial<Across>): boolean {
  return (
    delegateTo !== undefined || connection !== undefined || remoteUser !== undefined || port !== undefined
  );
}

/** A task that stays on its host. */
export const AT_HOME: Across = {
  delegateTo: undefined,
  connection: undefined,
  remoteUser: undefined,
  port: undefined,
  delegateFacts: false,
  runOnce: false,
  throttle: undefined,
  anyErrorsFatal: false,
  ignoreUnreachable: false,
};

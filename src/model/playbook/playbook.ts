import type { Position } from '../values/position.ts';
import type { ScalarNode, Tree } from '../values/tree.ts';
import type { Hazard } from './hazard.ts';
import type { Variables } from './inventory.ts';
import type { Mention } from './mention.ts';

/** What the user wrote: validated, nothing rendered yet, positions kept. */
export interface Playbook {
  readonly file: string;
  readonly plays: readonly Play[];
}

/** What to do with a host, and with the line, when something fails on it. */
export type OnFailure = 'rollback_host' | 'rollback_run' | 'stop' | 'continue';

/** How many hosts a batch takes: a number of hosts, or a part of all the play's hosts in percent. */
export type BatchSize =
  | { readonly kind: 'hosts'; readonly count: number }
  | { readonly kind: 'percent'; readonly percent: number };

export interface Play {
  readonly name: string;
  /** The host pattern, such as `web:!web-3`; may hold a template over extra variables. */
  readonly hosts: ScalarNode;
  readonly vars: Variables;
  readonly become: Become;
  /** One entry a batch, the last one repeated; empty: all hosts in one batch. */
  readonly serial: readonly BatchSize[];
  /** Above this part of a batch's hosts failed (0 to 100), no further batch starts. `undefined`: 0. */
  readonly maxFailPercentage: number | undefined;
  readonly onFailure: OnFailure;
  /** Time between batches, in milliseconds; 0: none. */
  readonly soakMs: number;
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

/** Undefined fields are inherited: a task's from its play, a play's from the command line and the inventory. */
export interface Become {
  readonly become: boolean | undefined;
  readonly user: string | undefined;
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
  readonly ignoreErrors: boolean;
  readonly noLog: boolean;
  readonly become: Become;
  readonly tags: readonly string[];
  /** The longest the task may take on a host, in milliseconds. */
  readonly timeoutMs: number;
  /** Shell text that goes back, for `command` and `shell`. */
  readonly undo: ScalarNode | undefined;
  /** The author accepts that this cannot be undone: rolling back passes over it without calling for a person. */
  readonly irreversible: boolean;
  /** Hazards that the author accepts, by their names. */
  readonly allows: readonly Hazard['name'][];
  /** What a person should know before it happens. */
  readonly impact: ScalarNode | undefined;
  readonly at: Position;
}

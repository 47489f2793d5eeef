import type { Operation } from './operation.ts';
import type { JsonObject } from './values/json.ts';

/** What differs on a host from what a task wants, what would fix it, and what would go back. */
export interface Change {
  /** Imperative, under 70 characters: `mask iptables.service`. */
  readonly summary: string;
  readonly diff: readonly Difference[];
  readonly apply: readonly Operation[];
  /** Paths the host copies aside, with everything about them, before the first operation. Undo's `restore` reads these. */
  readonly preserve: readonly string[];
  readonly undo: Undo;
  /** What else happens, in words: `restarts docker: 37 containers stop and start`. */
  readonly impact: readonly string[];
  /**
   * How the engine knows that it worked. `ask-again`: the same action, asked after the operations, must want nothing
   * more. `exit-code`: the operations' own success is all there is to know (commands).
   */
  readonly proof: 'ask-again' | 'exit-code';
  /**
   * What asking again is told as `made`, for a change that the next run would make anew: the action then looks whether the
   * host is as this change was to leave it.
   */
  readonly makes?: string;
  /** What `register` keeps of it, beside what asking again tells. */
  readonly result?: JsonObject;
  /** What it comes to where it is not done (`check_mode`). Without it: a change that registers `result`. */
  readonly undone?: Undone;
}

/** What is told of a change that was looked at and not made. */
export interface Undone {
  readonly kind: 'changed' | 'skipped';
  readonly result: JsonObject;
}

export type Difference =
  /** Something short: `enabled` from `yes` to `no`. */
  | { readonly kind: 'state'; readonly subject: string; readonly before: string; readonly after: string }
  /** A file's text; `undefined` when there was or will be no file. */
  | {
      readonly kind: 'text';
      readonly subject: string;
      readonly before: string | undefined;
      readonly after: string | undefined;
    };

export type Undo =
  | { readonly kind: 'possible'; readonly operations: readonly Operation[] }
  /** Nothing needs to go back: the operations leave nothing behind. */
  | { readonly kind: 'nothing' }
  /** It cannot go back. `accepted`: the author said so with `irreversible: true`. */
  | { readonly kind: 'irreversible'; readonly why: string; readonly accepted: boolean };

/**
 * A change as people, the journal and the reports see it: words, no operations. The operations that go back lie on the
 * host; file contents and secrets therefore never reach the journal.
 */
export interface ShownChange {
  readonly summary: string;
  readonly diff: readonly Difference[];
  readonly impact: readonly string[];
  /** One line an operation: `systemctl mask iptables.service`. */
  readonly operations: readonly string[];
  readonly undo:
    | { readonly kind: 'possible' }
    | { readonly kind: 'nothing' }
    | { readonly kind: 'irreversible'; readonly why: string; readonly accepted: boolean };
}

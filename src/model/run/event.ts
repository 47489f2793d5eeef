import type { Message } from '../action.ts';
import type { ShownChange } from '../change.ts';
import type { TaskAddress } from '../playbook/plan.ts';
import type { JsonObject } from '../values/json.ts';
import type { Failure } from './failure.ts';
import type { Outcome } from './outcome.ts';
import type { Witness } from './witness.ts';

export interface OnHost {
  readonly host: string;
}

export interface OnTask extends OnHost {
  readonly task: TaskAddress;
  readonly title: string;
  /** The host on which it is done in place of its own. */
  readonly delegate?: string;
}

/** Where the step of a task lies. */
export function placeOf({ host, delegate }: OnHost & Pick<OnTask, 'delegate'>): string {
  return delegate ?? host;
}

/** What an event tells of the step of its task. */
export interface OfStep {
  /** Its program could not be started: nothing was done, and nothing has to go back. */
  readonly unbegun?: boolean;
}

/** What an event tells of a step that goes back. `host`: the one that is rolled back. */
export interface OfUndo extends OnHost {
  /** The host on which it was done in place of `host`. */
  readonly delegate?: string;
  /** The name of its folder there. */
  readonly hostRun: string;
  readonly step: number;
  readonly title: string;
  /** Its task; absent where no journal tells of it. */
  readonly of?: TaskAddress;
  /** The host for which it was done on `host`, which is rolled back by itself. */
  readonly visitor?: string;
}

/** What a run is for. `plan` and `drift` look and change nothing. */
export type RunCommand = 'apply' | 'plan' | 'drift' | 'rollback';

/** True for a run that looks and changes nothing. */
export function onlyLooks(command: RunCommand): boolean {
  return command === 'plan' || command === 'drift';
}

/** What happened, in order. The journal is a file of these; every view and report is a fold over them. */
export type RunEvent =
  | {
      readonly type: 'run.started';
      readonly formatVersion: 1;
      readonly run: string;
      readonly command: RunCommand;
      readonly version: string;
      readonly at: string;
      readonly playbooks: readonly string[];
      readonly hosts: readonly string[];
      readonly plays: readonly PlayOutline[];
    }
  | ({ readonly type: 'host.connected'; readonly elapsedMs: number } & OnHost)
  | ({ readonly type: 'host.failed'; readonly failure: Failure } & OnHost)
  /** Durable before the host is taken for the run, which is about to change it. */
  | ({ readonly type: 'host.reserved' } & OnHost)
  | ({ readonly type: 'preflight.passed'; readonly messages: readonly Message[] } & OnTask)
  | ({ readonly type: 'preflight.refused'; readonly failure: Failure } & OnTask)
  /** Preview only. `uncertain`: something before it on this host will have changed by then. */
  | ({ readonly type: 'task.pending'; readonly change: ShownChange; readonly uncertain: boolean } & OnTask)
  /** Preview only: cannot be told before an earlier task has run. */
  | ({ readonly type: 'task.unforeseen'; readonly why: string } & OnTask)
  /** Tasks have added these, or in a preview would have. */
  | { readonly type: 'hosts.joined'; readonly hosts: readonly string[] }
  /** Preview only: which hosts a play will have cannot be told before an earlier task has run. */
  | { readonly type: 'play.open'; readonly play: number; readonly name: string; readonly why: string }
  | { readonly type: 'preview.finished'; readonly changes: number; readonly hostsToChange: number }
  | {
      readonly type: 'play.started';
      readonly play: number;
      readonly name: string;
      readonly hosts: readonly string[];
    }
  /** Numbers from 1. */
  | {
      readonly type: 'batch.started';
      readonly play: number;
      readonly batch: number;
      readonly batches: number;
      readonly hosts: readonly string[];
    }
  /** `items`: it is a loop of so many, and each is told by itself from here on. */
  | ({ readonly type: 'task.started'; readonly items?: number } & OnTask)
  | ({ readonly type: 'task.skipped'; readonly why: string } & OnTask)
  | ({
      readonly type: 'task.satisfied';
      readonly result: JsonObject;
      readonly messages: readonly Message[];
    } & OnTask &
      OfStep)
  /** Durable before the host hears of it: from here on the way back is known. */
  | ({
      readonly type: 'task.intent';
      readonly step: number;
      readonly become: string | undefined;
      readonly change: ShownChange;
      /** The witnesses that this task itself looked at, as words with spaces between; going back must leave them as before. */
      readonly asked?: readonly string[];
      /** With the first step of a play on a host: how the host was before it. */
      readonly before?: readonly Witness[];
    } & OnTask)
  /** `step` undefined: nothing was started on the host, the task only says that it counts as a change. */
  | ({
      readonly type: 'task.changed';
      readonly step: number | undefined;
      readonly elapsedMs: number;
      readonly result: JsonObject;
      readonly change: ShownChange;
    } & OnTask &
      OfStep)
  /** `ignored`: the play says to go on. `step`: it was started, and its undo is on the host. */
  | ({
      readonly type: 'task.failed';
      readonly failure: Failure;
      readonly ignored: boolean;
      /** A `rescue` answers to it. */
      readonly rescued?: boolean;
      /** It is done again, at most so many times: this attempt does not count yet. */
      readonly retriesLeft?: number;
      readonly step: number | undefined;
      readonly result: JsonObject;
    } & OnTask &
      OfStep)
  | ({ readonly type: 'undo.started'; readonly steps: number } & OnHost)
  | ({ readonly type: 'undo.done' } & OfUndo)
  | ({ readonly type: 'undo.failed'; readonly failure: Failure } & OfUndo)
  | ({
      readonly type: 'host.finished';
      readonly outcome: Outcome;
      readonly why: string | undefined;
      readonly elapsedMs: number;
    } & OnHost)
  | {
      readonly type: 'rollout.stopped';
      readonly play: number;
      readonly why: string;
      readonly notStarted: readonly string[];
    }
  | { readonly type: 'soak.started'; readonly play: number; readonly ms: number }
  | { readonly type: 'run.interrupted'; readonly by: 'stop' | 'abandon' }
  | { readonly type: 'run.finished'; readonly exitCode: number; readonly elapsedMs: number };

/** A play as it is listed at the start: what a view can draw before anything has happened. */
/** A point at which hosts wait for each other. Without a task: at every task of the play. */
export interface Waiting {
  readonly task?: TaskAddress;
  readonly title?: string;
  /** A keyword, or the name of the variable by which a task looks at other hosts. */
  readonly why: string;
}

export interface PlayOutline {
  readonly name: string;
  readonly hosts: readonly string[];
  /** Chance has put them in this order. */
  readonly shuffled?: true;
  /** Where the hosts of a batch wait for each other, as far as that is written. */
  readonly waits?: readonly Waiting[];
  readonly tasks: readonly { readonly task: TaskAddress; readonly title: string }[];
}

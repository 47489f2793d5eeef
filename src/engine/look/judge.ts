import type { Message } from '../../model/action.ts';
import type { Change } from '../../model/change.ts';
import type { PlannedTask } from '../../model/playbook/plan.ts';
import { describeFailure, type Failure } from '../../model/run/failure.ts';
import type { JsonObject } from '../../model/values/json.ts';
import { formatPosition } from '../../model/values/position.ts';
import type { ScalarNode } from '../../model/values/tree.ts';
import { awayResult, failedResult, registerAs, withFlags } from '../hosts/registered-result.ts';
import { evaluatorOf, type Stage } from './prepare.ts';

/** What a task came to, before its author's own conditions have judged it. */
export interface Came {
  readonly result: JsonObject;
  readonly changed: boolean;
  readonly failure: Failure | undefined;
}

export type Judged =
  | ({ readonly kind: 'judged' } & Came)
  /** A condition needs what is not known yet. Only in a preview. */
  | { readonly kind: 'pending'; readonly why: string };

/**
 * Lets `changed_when` and then `failed_when` judge what a task came to, as Ansible does: each sees the result under its
 * registered name, the second with what the first has made of it. A condition that cannot be evaluated is a failure.
 * Registers the outcome.
 */
export function judge(planned: PlannedTask, came: Came, stage: Stage): Judged {
  const { changedWhen = [], failedWhen = [] } = planned.task;
  let judged = register(planned, came, stage);
  // Where nothing came of the task, as when the host is gone, there is nothing to judge.
  if (came.failure !== undefined && !isOwn(came.failure)) return judged;
  if (changedWhen.length > 0) {
    const changed = condition(planned, changedWhen, stage);
    if (typeof changed !== 'boolean') return broken(planned, judged, changed, 'changed', stage);
    judged = register(planned, { ...judged, changed }, stage);
  }
  if (failedWhen.length > 0) {
    const failed = condition(planned, failedWhen, stage);
    if (typeof failed !== 'boolean') return broken(planned, judged, failed, 'failed', stage);
    const result = { ...judged.result, failed_when_result: failed };
    const failure = failed ? (came.failure ?? byCondition(failedWhen)) : undefined;
    judged = register(planned, { ...judged, result, failure }, stage);
  }
  return judged;
}

/** What the task itself did wrong: that may be judged and ignored. */
function isOwn({ kind }: Failure): boolean {
  return kind === 'command' || kind === 'refused' || kind === 'unverified';
}

/** True for what `ignore_errors` passes over. That a host is gone, or that we have a bug, is never passed over. */
export function isIgnored({ task }: PlannedTask, failure: Failure): boolean {
  if (isAway(failure)) return task.across.ignoreUnreachable;
  return task.ignoreErrors && isRescuable(failure);
}

/** True when the host on which the task is to be done cannot be reached, or is gone. */
export function isAway(failure: Failure): boolean {
  return AWAY.has(failure.kind) || (failure.kind === 'refused' && failure.isAway === true);
}

const AWAY: ReadonlySet<Failure['kind']> = new Set<Failure['kind']>([
  'unreachable',
  'unauthenticated',
  'lost',
]);

/** True for a failure of the task itself, which its author may ignore or answer to. */
export function isRescuable(failure: Failure): boolean {
  return isOwn(failure) || failure.kind === 'timeout' || failure.kind === 'unrenderable';
}

/** What is told of a failure that `failed_when` lets pass. */
export function passedOver(failure: Failure): Message {
  return { severity: 'info', text: `failed_when lets it pass: ${describeFailure(failure)}` };
}

/** Why it cannot be told whether conditions hold. */
export type Undecided =
  | { readonly kind: 'pending'; readonly why: string }
  | { readonly kind: 'broken'; readonly failure: Failure };

function broken(
  planned: PlannedTask,
  came: Came,
  unknown: Undecided,
  which: 'changed' | 'failed',
  stage: Stage,
): Judged {
  if (unknown.kind === 'pending') return unknown;
  const { failure } = unknown;
  const why = failure.kind === 'unrenderable' ? failure.why : '';
  const result = { ...came.result, [`${which}_when_result`]: why };
  return register(planned, { ...came, result, failure }, stage);
}

function byCondition(conditions: readonly ScalarNode[]): Failure {
  const why = `failed_when: ${conditions.map(({ text }) => text).join(' and ')}`;
  return { kind: 'refused', why, hint: undefined };
}

/** True when all hold. */
export function condition(
  planned: PlannedTask,
  conditions: readonly ScalarNode[],
  stage: Stage,
): boolean | Undecided {
  const evaluator = evaluatorOf(planned, stage);
  for (const { text, at } of conditions) {
    const result = evaluator.condition(text);
    if (!result.ok) {
      const pending = evaluator.pendingName();
      if (pending !== undefined)
        return { kind: 'pending', why: `it depends on \`${pending}\`, which an earlier task sets` };
      const { message: why, hint } = result.error;
      return { kind: 'broken', failure: { kind: 'unrenderable', why, place: formatPosition(at), hint } };
    }
    if (!result.value) return false;
  }
  return true;
}

function register(
  { task }: PlannedTask,
  { result, changed, failure }: Came,
  { state }: Stage,
): Judged & { readonly kind: 'judged' } {
  const flagged =
    failure === undefined
      ? withFlags(result, { changed, failed: false })
      : isAway(failure) && task.across.ignoreUnreachable
        ? awayResult(failure)
        : failedResult(result, { changed, failure });
  registerAs(flagged, task, state);
  return { kind: 'judged', result: flagged, changed, failure };
}

/**
 * True when `changed_when` says before the task runs that it will have changed nothing, as `changed_when: false` does.
 * What can only be told from the task's own result is not known yet: false.
 */
export function changesNothing(planned: PlannedTask, stage: Stage): boolean {
  const { changedWhen = [], register } = planned.task;
  const pending = register === undefined ? stage.pending : new Set([...stage.pending, register]);
  return changedWhen.some(({ text }) => {
    const evaluator = evaluatorOf(planned, { ...stage, pending });
    const holds = evaluator.condition(text);
    return holds.ok && !holds.value && evaluator.pendingName() === undefined;
  });
}

/** A change as its author counts it: what changes nothing need not go back, so that it has no undo is no loss. */
export function asCounted(change: Change, isNothing: boolean): Change {
  return isNothing && change.undo.kind === 'irreversible' ? { ...change, undo: { kind: 'nothing' } } : change;
}

import type { Message } from '../model/action.ts';
import { describeFailure, type Failure } from '../model/failure.ts';
import type { JsonObject } from '../model/json.ts';
import type { PlannedTask } from '../model/plan.ts';
import type { ScalarNode } from '../model/tree.ts';
import type { Assessing } from './assess.ts';
import { evaluatorOf } from './prepare.ts';
import { failedResult, withFlags } from './result.ts';

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
export function judge(planned: PlannedTask, came: Came, assessing: Assessing): Judged {
  const { changedWhen = [], failedWhen = [] } = planned.task;
  let judged = register(planned, came, assessing);
  // Where nothing came of the task, as when the host is gone, there is nothing to judge.
  if (came.failure !== undefined && !isOwn(came.failure)) return judged;
  if (changedWhen.length > 0) {
    const changed = condition(planned, changedWhen, assessing);
    if (typeof changed !== 'boolean') return broken(planned, judged, changed, 'changed', assessing);
    judged = register(planned, { ...judged, changed }, assessing);
  }
  if (failedWhen.length > 0) {
    const failed = condition(planned, failedWhen, assessing);
    if (typeof failed !== 'boolean') return broken(planned, judged, failed, 'failed', assessing);
    const result = { ...judged.result, failed_when_result: failed };
    const failure = failed ? (came.failure ?? byCondition(failedWhen)) : undefined;
    judged = register(planned, { ...judged, result, failure }, assessing);
  }
  return judged;
}

/** What the task itself did wrong: that may be judged and ignored. */
function isOwn({ kind }: Failure): boolean {
  return kind === 'command' || kind === 'refused' || kind === 'unverified';
}

/** True for what `ignore_errors` passes over. That a host is gone, or that we have a bug, is never passed over. */
export function isIgnored({ task }: PlannedTask, failure: Failure): boolean {
  if (!task.ignoreErrors) return false;
  return isOwn(failure) || failure.kind === 'timeout' || failure.kind === 'unrenderable';
}

/** What is told of a failure that `failed_when` lets pass. */
export function passedOver(failure: Failure): Message {
  return { severity: 'info', text: `failed_when lets it pass: ${describeFailure(failure)}` };
}

type Unknown =
  | { readonly kind: 'pending'; readonly why: string }
  | { readonly kind: 'broken'; readonly failure: Failure };

function broken(
  planned: PlannedTask,
  came: Came,
  unknown: Unknown,
  which: 'changed' | 'failed',
  assessing: Assessing,
): Judged {
  if (unknown.kind === 'pending') return unknown;
  const { failure } = unknown;
  const why = failure.kind === 'unrenderable' ? failure.why : '';
  const result = { ...came.result, [`${which}_when_result`]: why };
  return register(planned, { ...came, result, failure }, assessing);
}

function byCondition(conditions: readonly ScalarNode[]): Failure {
  const why = `failed_when: ${conditions.map(({ text }) => text).join(' and ')}`;
  return { kind: 'refused', why, hint: undefined };
}

/** True when all hold. */
function condition(
  planned: PlannedTask,
  conditions: readonly ScalarNode[],
  assessing: Assessing,
): boolean | Unknown {
  const evaluator = evaluatorOf(planned, assessing.state, assessing);
  for (const { text, at } of conditions) {
    const result = evaluator.condition(text);
    if (!result.ok) {
      const pending = evaluator.pendingName();
      if (pending !== undefined)
        return { kind: 'pending', why: `it depends on \`${pending}\`, which an earlier task sets` };
      const place = `${at.file}:${at.line}:${at.column}`;
      const { message: why, hint } = result.error;
      return { kind: 'broken', failure: { kind: 'unrenderable', why, place, hint } };
    }
    if (!result.value) return false;
  }
  return true;
}

function register(
  { task }: PlannedTask,
  { result, changed, failure }: Came,
  { state }: Assessing,
): Judged & { readonly kind: 'judged' } {
  const flagged =
    failure === undefined
      ? withFlags(result, { changed, failed: false })
      : failedResult(result, { changed, failure });
  if (task.register !== undefined) state.registered.set(task.register, flagged);
  return { kind: 'judged', result: flagged, changed, failure };
}

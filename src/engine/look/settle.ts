import type { Effect, Message } from '../../model/action.ts';
import type { Change } from '../../model/change.ts';
import type { PlannedTask } from '../../model/playbook/plan.ts';
import type { Failure } from '../../model/run/failure.ts';
import type { JsonObject } from '../../model/values/json.ts';
import { asJob } from '../hosts/jobs.ts';
import { registerAs } from '../hosts/registered-result.ts';
import type { Assessing, Assessment } from './assess.ts';
import { type Came, judge, passedOver } from './judge.ts';
import { whereOf } from './prepare.ts';

/** What a task has come to, judged by its author's conditions. */
export type Settled =
  | {
      readonly kind: 'passed';
      /** Its author counts it as a change, or it is one. */
      readonly changed: boolean;
      readonly result: JsonObject;
      readonly messages: readonly Message[];
      readonly effect: Effect | undefined;
      /** What would have been done, were it not only looked at. */
      readonly undone?: Change;
    }
  | { readonly kind: 'skipped'; readonly why: string; readonly result: JsonObject }
  /** `lasting`: no task that writes, links or removes takes the reason away. */
  | {
      readonly kind: 'failed';
      readonly failure: Failure;
      readonly result: JsonObject;
      readonly lasting: boolean;
    };

/** What an assessment leaves open: it takes a change, a wait, or what an earlier task is still to set. */
export type Open<A extends Assessment = Assessment> = Extract<
  A | (Assessment & { readonly kind: 'pending' }),
  { readonly kind: 'pending' | 'waiting' | 'change' }
>;

/** Judges what needs nothing done: the one way by which preview, preflight, probes and apply come to the same. */
export function settle<A extends Assessment>(
  planned: PlannedTask,
  assessment: A,
  assessing: Assessing,
): Settled | Open<A>;
export function settle(planned: PlannedTask, assessment: Assessment, assessing: Assessing): Settled | Open {
  switch (assessment.kind) {
    case 'skipped':
      return skipped(planned, assessment, assessing);
    case 'failed':
      return settleDone(planned, { ...assessment, result: {}, changed: false }, assessing);
    case 'refused': {
      const settled = settleDone(planned, { ...assessment, changed: false }, assessing);
      return settled.kind === 'failed' ? { ...settled, lasting: assessment.lasting } : settled;
    }
    case 'satisfied': {
      const { result, messages, effect, undone } = assessment;
      const changed = undone !== undefined || assessment.changed === true;
      const came = { result, changed, failure: undefined };
      const settled = settleDone(planned, came, assessing, messages, effect);
      return settled.kind === 'passed' && undone !== undefined ? { ...settled, undone } : settled;
    }
    case 'pending':
    case 'waiting':
    case 'change':
      return assessment;
  }
}

/** Leaves a task out; it registers `result` all the same. */
export function skipped(
  { task }: PlannedTask,
  { why, result }: { readonly why: string; readonly result: JsonObject },
  { state }: Assessing,
): Settled {
  registerAs(result, task, state);
  return { kind: 'skipped', why, result };
}

/** Judges what a task came to, after something was done or without it. */
export function settleDone(
  planned: PlannedTask,
  came: Came,
  assessing: Assessing,
  messages: readonly Message[] = [],
  effect?: Effect,
): Settled | (Assessment & { readonly kind: 'pending' }) {
  const { job } = planned.task;
  const { ports } = assessing;
  const whole = job === undefined ? came : asJob(planned.task, came, { ports, on: whereOf(assessing) });
  const end = judge(planned, whole, assessing);
  if (end.kind === 'pending') return end;
  const { result, changed, failure } = end;
  if (failure !== undefined) return { kind: 'failed', failure, result, lasting: false };
  const told = came.failure === undefined ? messages : [passedOver(came.failure)];
  return { kind: 'passed', changed, result, messages: told, effect };
}

import type { Message } from '../model/action.ts';
import type { Failure } from '../model/failure.ts';
import type { JsonObject } from '../model/json.ts';
import type { PlannedTask } from '../model/plan.ts';
import type { Deciding, Verdict } from './decide.ts';
import { type Came, judge, passedOver } from './judge.ts';
import { SKIPPED, withFlags } from './result.ts';

/** What a task comes to without anything being done on the host. */
export type Settled =
  | {
      readonly kind: 'passed';
      /** Its author counts it as a change, although nothing is done. */
      readonly changed: boolean;
      readonly result: JsonObject;
      readonly messages: readonly Message[];
    }
  | { readonly kind: 'skipped'; readonly why: string }
  | { readonly kind: 'failed'; readonly failure: Failure }
  /** That takes a change, a wait, or what an earlier task is still to set. */
  | { readonly kind: 'open'; readonly verdict: Verdict };

/** Judges what needs nothing done: the one way by which preview, preflight and probes come to the same as an apply. */
export function settle(planned: PlannedTask, verdict: Verdict, deciding: Deciding): Settled {
  switch (verdict.kind) {
    case 'skipped':
      return skip(planned, verdict.why, SKIPPED, deciding);
    case 'pending':
      return { kind: 'open', verdict };
    case 'failed':
      return judged(planned, { result: {}, changed: false, failure: verdict.failure }, [], deciding);
    case 'decided':
      break;
  }
  const { decision } = verdict;
  switch (decision.kind) {
    case 'satisfied': {
      const { result, messages } = decision;
      return judged(planned, { result, changed: false, failure: undefined }, messages, deciding);
    }
    case 'refused': {
      const { why, hint, result = {} } = decision;
      return judged(
        planned,
        { result, changed: false, failure: { kind: 'refused', why, hint } },
        [],
        deciding,
      );
    }
    case 'skipped': {
      const result = withFlags(decision.result, { changed: false, failed: false });
      return skip(planned, decision.why, result, deciding);
    }
    case 'waiting':
    case 'change':
      return { kind: 'open', verdict };
  }
}

function skip({ task }: PlannedTask, why: string, result: JsonObject, { state }: Deciding): Settled {
  if (task.register !== undefined) state.registered.set(task.register, result);
  return { kind: 'skipped', why };
}

function judged(planned: PlannedTask, came: Came, messages: readonly Message[], deciding: Deciding): Settled {
  const end = judge(planned, came, deciding);
  if (end.kind === 'pending') return { kind: 'open', verdict: end };
  const { result, changed, failure } = end;
  if (failure !== undefined) return { kind: 'failed', failure };
  const told = came.failure === undefined ? messages : [passedOver(came.failure)];
  return { kind: 'passed', changed, result, messages: told };
}

import type { OnTask, RunEvent } from '../model/event.ts';
import type { Failure } from '../model/failure.ts';
import type { PlannedPlay } from '../model/plan.ts';
import { type Deciding, decide, type Verdict } from './decide.ts';
import { titleOf } from './prepare.ts';

/** Asks the probes of a play now, without waiting for what might come, and counts those that do not hold. */
export async function brokenProbes(
  { verify }: PlannedPlay,
  asking: Omit<Deciding, 'later'>,
): Promise<number> {
  const { state, ports } = asking;
  let broken = 0;
  for (const [index, planned] of verify.entries()) {
    const stage = { pending: asking.pending };
    const verdict = await decide(planned, { ...asking, ...stage, later: verify.slice(index + 1) });
    const on = { host: state.target.name, task: planned.address, title: titleOf(planned, state, stage) };
    const failure = failureIn(verdict) ?? notYet(verdict);
    if (failure !== undefined) broken += 1;
    await ports.record(
      failure === undefined
        ? probeEvent(verdict, on)
        : { type: 'task.failed', ...on, failure, ignored: false, step: undefined, result: {} },
    );
  }
  return broken;
}

function notYet(verdict: Verdict): Failure | undefined {
  if (verdict.kind !== 'decided' || verdict.decision.kind !== 'waiting') return undefined;
  return { kind: 'refused', why: `it is not so now: ${verdict.decision.for}`, hint: undefined };
}

function probeEvent(verdict: Verdict, on: OnTask): RunEvent {
  if (verdict.kind === 'skipped') return { type: 'task.skipped', ...on, why: verdict.why };
  if (verdict.kind === 'pending') return { type: 'task.unforeseen', ...on, why: verdict.why };
  const messages =
    verdict.kind === 'decided' && verdict.decision.kind === 'satisfied' ? verdict.decision.messages : [];
  return { type: 'task.satisfied', ...on, result: {}, messages };
}

/** Why a task that was decided on would fail or is refused; undefined: neither. */
export function failureIn(verdict: Verdict): Failure | undefined {
  if (verdict.kind === 'failed') return verdict.failure;
  if (verdict.kind !== 'decided' || verdict.decision.kind !== 'refused') return undefined;
  return { kind: 'refused', why: verdict.decision.why, hint: verdict.decision.hint };
}

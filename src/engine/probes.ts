import type { OnTask, RunEvent } from '../model/event.ts';
import type { Failure } from '../model/failure.ts';
import type { PlannedPlay } from '../model/plan.ts';
import { type Deciding, decide } from './decide.ts';
import { titleOf } from './prepare.ts';
import { type Settled, settle } from './settle.ts';

/** Asks the probes of a play now, without waiting for what might come, and counts those that do not hold. */
export async function brokenProbes(
  { verify }: PlannedPlay,
  asking: Omit<Deciding, 'later'>,
): Promise<number> {
  const { state, ports } = asking;
  let broken = 0;
  for (const [index, planned] of verify.entries()) {
    const deciding = { ...asking, later: verify.slice(index + 1) };
    const settled = settle(planned, await decide(planned, deciding), deciding);
    const on = { host: state.target.name, task: planned.address, title: titleOf(planned, state, deciding) };
    const event = probeEvent(settled, on);
    if (event.type === 'task.failed') broken += 1;
    await ports.record(event);
  }
  return broken;
}

function probeEvent(settled: Settled, on: OnTask): RunEvent {
  switch (settled.kind) {
    case 'skipped':
      return { type: 'task.skipped', ...on, why: settled.why };
    case 'passed':
      return { type: 'task.satisfied', ...on, result: {}, messages: settled.messages };
    case 'failed':
      return failedProbe(settled.failure, on);
    case 'open': {
      const { verdict } = settled;
      if (verdict.kind === 'pending') return { type: 'task.unforeseen', ...on, why: verdict.why };
      const now =
        verdict.kind === 'decided' && verdict.decision.kind === 'waiting' ? verdict.decision.for : '';
      return failedProbe({ kind: 'refused', why: `it is not so now: ${now}`, hint: undefined }, on);
    }
  }
}

function failedProbe(failure: Failure, on: OnTask): RunEvent {
  return { type: 'task.failed', ...on, failure, ignored: false, step: undefined, result: {} };
}

import type { PlannedPlay } from '../../model/playbook/plan.ts';
import type { OnTask, RunEvent } from '../../model/run/event.ts';
import type { Failure } from '../../model/run/failure.ts';
import { walk } from '../walk.ts';
import { type Assessing, assess } from './assess.ts';
import { titleOf } from './prepare.ts';
import { type Open, type Settled, settle } from './settle.ts';

/** Asks the probes of a play now, without waiting for what might come, and counts those that do not hold. */
export async function brokenProbes(play: PlannedPlay, asking: Omit<Assessing, 'later'>): Promise<number> {
  const { state, ports } = asking;
  let broken = 0;
  for (const { planned, later } of walk(play, 'verify', [play])) {
    const assessing = { ...asking, later };
    const settled = settle(planned, await assess(planned, assessing), assessing);
    const on = { host: state.target.name, task: planned.address, title: titleOf(planned, assessing) };
    const event = probeEvent(settled, on);
    if (event.type === 'task.failed') broken += 1;
    await ports.record(event);
  }
  return broken;
}

function probeEvent(settled: Settled | Open, on: OnTask): RunEvent {
  switch (settled.kind) {
    case 'skipped':
      return { type: 'task.skipped', ...on, why: settled.why };
    case 'passed':
      return { type: 'task.satisfied', ...on, result: {}, messages: settled.messages };
    case 'pending':
      return { type: 'task.unforeseen', ...on, why: settled.why };
    case 'failed':
      return failedProbe(settled.failure, on);
    case 'waiting':
      return failedProbe(notNow(settled.for), on);
    case 'change':
      return failedProbe(notNow(settled.change.summary), on);
  }
}

function notNow(wanted: string): Failure {
  return { kind: 'refused', why: `it is not so now: ${wanted}`, hint: undefined };
}

function failedProbe(failure: Failure, on: OnTask): RunEvent {
  return { type: 'task.failed', ...on, failure, ignored: false, step: undefined, result: {} };
}

import type { PlannedPlay } from '../../model/playbook/plan.ts';
import type { OnTask, RunEvent } from '../../model/run/event.ts';
import type { Failure } from '../../model/run/failure.ts';
import { type Assessing, assess } from '../look/assess.ts';
import { eachItem } from '../look/items.ts';
import { titleOf } from '../look/prepare.ts';
import { type Open, type Settled, settle } from '../look/settle.ts';
import { walk } from '../walk.ts';

/** Asks the probes of a play now, without waiting for what might come, and counts those that do not hold. */
export async function brokenProbes(play: PlannedPlay, asking: Omit<Assessing, 'later'>): Promise<number> {
  const { state, ports } = asking;
  let broken = 0;
  await walk({ play, part: 'verify', plays: [play], notified: new Set() }, ({ later }) => {
    const assessing = { ...asking, later };
    return async ({ planned }) => {
      for (const each of eachItem(planned, assessing)) {
        const settled = settle(each, await assess(each, assessing), assessing);
        const on = { host: state.target.name, task: each.address, title: titleOf(each, assessing) };
        const event = probeEvent(settled, on);
        if (event.type === 'task.failed') broken += 1;
        await ports.record(event);
      }
      return { kind: 'on' };
    };
  });
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

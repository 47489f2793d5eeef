import type { Until } from '../../model/playbook/loop.ts';
import type { Failure } from '../../model/run/failure.ts';
import { jsonObject } from '../../model/values/json.ts';
import type { ScalarNode } from '../../model/values/tree.ts';
import { evaluatorOf } from '../look/prepare.ts';
import { forget } from '../look/questions.ts';
import type { Settled } from '../look/settle.ts';
import { registerAs, untilHolds, withAttempts } from '../look/until-holds.ts';
import { type Attempted, attemptTask, type Doing, reportRetry } from './task.ts';

/** As Ansible has it when nobody says. */
const RETRIES = 3;
const DELAY_SECONDS = 5;

/** Attempts a task, and again as often as its author allows until their conditions hold. */
export async function untilItHolds(doing: Doing): Promise<Attempted> {
  const { until } = doing.planned.task;
  if (until === undefined) return attemptTask(doing);
  const { clock } = doing.assessing.ports;
  const retries = Math.max(0, Math.floor(number(until.retries, RETRIES, doing)));
  const delayMs = Math.max(0, number(until.delay, DELAY_SECONDS, doing) * 1_000);
  for (let attempt = 1; ; attempt += 1) {
    const attempted = await attemptTask(doing);
    if (attempted.kind === 'stopped' || attempted.settled.kind === 'skipped') return attempted;
    const counted = withAttempts(attempted.settled, attempt, doing.planned, doing.assessing);
    const holds = untilHolds(until, doing.planned, doing.assessing);
    if (typeof holds !== 'boolean') return { ...attempted, settled: failed(counted, holds, doing) };
    if (holds) return { ...attempted, settled: counted };
    if (attempt > retries || doing.assessing.signal.aborted) {
      const last = withAttempts(attempted.settled, Math.max(1, attempt - 1), doing.planned, doing.assessing);
      return { ...attempted, settled: failed(last, tooOften(until, retries), doing) };
    }
    await reportRetry(doing, attempted, retries + 1 - attempt);
    await clock.sleep(delayMs, doing.assessing.signal);
    forget(doing.assessing.state);
  }
}

function tooOften({ conditions }: Until, retries: number): Failure {
  const text = conditions.map((condition) => condition.text).join(' and ');
  return { kind: 'refused', why: `until: ${text} does not hold after ${retries} retries`, hint: undefined };
}

function failed(settled: Settled, failure: Failure, doing: Doing): Settled {
  const own = settled.kind === 'failed' ? settled.failure : failure;
  const result = jsonObject([...Object.entries(settled.result), ['failed', true]]);
  registerAs(result, doing.planned, doing.assessing);
  return { kind: 'failed', failure: own, result, lasting: false };
}

function number(node: ScalarNode | undefined, otherwise: number, { planned, assessing }: Doing): number {
  if (node === undefined) return otherwise;
  const rendered = evaluatorOf(planned, assessing).render(node.text);
  const value = rendered.ok ? Number(rendered.value) : Number.NaN;
  return Number.isFinite(value) ? value : otherwise;
}

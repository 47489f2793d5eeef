import type { Until } from '../../model/playbook/loop.ts';
import type { Failure } from '../../model/run/failure.ts';
import { jsonObject } from '../../model/values/json.ts';
import type { Awaitable } from '../awaitable.ts';
import { registerAs } from '../hosts/registered-result.ts';
import { withAttempts } from '../look/attempts.ts';
import { condition, type Undecided } from '../look/judge.ts';
import { numberOf, whereOf } from '../look/prepare.ts';
import { forget } from '../look/questions.ts';
import type { Settled } from '../look/settle.ts';
import { type Attempted, attemptTask, type Doing, reportRetry, unknown } from './task.ts';

/** As Ansible has it when nobody says. */
const RETRIES = 3;
const DELAY_SECONDS = 5;

/** Attempts a task, and again as often as its author allows until their conditions hold. */
export function untilItHolds(doing: Doing): Awaitable<Attempted> {
  const { until } = doing.planned.task;
  return until === undefined ? attemptTask(doing) : attemptAgain(doing, until);
}

async function attemptAgain(doing: Doing, until: Until): Promise<Attempted> {
  const { planned, assessing } = doing;
  const { clock } = assessing.ports;
  const retries = Math.max(0, Math.floor(numberOf(until.retries, planned, assessing) ?? RETRIES));
  const delayMs = Math.max(0, (numberOf(until.delay, planned, assessing) ?? DELAY_SECONDS) * 1_000);
  for (let attempt = 1; ; attempt += 1) {
    const attempted = await attemptTask(doing);
    if (attempted.kind === 'stopped' || attempted.settled.kind === 'skipped') return attempted;
    const counted = withAttempts(attempted.settled, attempt, planned, assessing);
    const holds = condition(planned, until.conditions, assessing);
    if (typeof holds !== 'boolean')
      return { ...attempted, settled: failed(counted, failureIn(holds, doing), doing) };
    if (holds) return { ...attempted, settled: counted };
    if (attempt > retries || assessing.signal.aborted) {
      const last = withAttempts(attempted.settled, Math.max(1, attempt - 1), planned, assessing);
      return { ...attempted, settled: failed(last, tooOften(until, retries), doing) };
    }
    await reportRetry(doing, attempted, retries + 1 - attempt);
    await clock.sleep(delayMs, assessing.signal);
    forget(whereOf(assessing));
  }
}

function failureIn(undecided: Undecided, doing: Doing): Failure {
  return undecided.kind === 'broken' ? undecided.failure : unknown(doing, undecided.why);
}

function tooOften({ conditions }: Until, retries: number): Failure {
  const text = conditions.map((condition) => condition.text).join(' and ');
  return { kind: 'refused', why: `until: ${text} does not hold after ${retries} retries`, hint: undefined };
}

function failed(settled: Settled, failure: Failure, { planned, assessing }: Doing): Settled {
  const own = settled.kind === 'failed' ? settled.failure : failure;
  const result = jsonObject([...Object.entries(settled.result), ['failed', true]]);
  registerAs(result, planned.task, assessing.state);
  return { kind: 'failed', failure: own, result, lasting: false };
}

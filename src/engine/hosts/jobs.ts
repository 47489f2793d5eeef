import type { Task } from '../../model/playbook/playbook.ts';
import type { Ports } from '../../model/ports.ts';
import { describeFailure, type Failure } from '../../model/run/failure.ts';
import { type JsonObject, jsonObject } from '../../model/values/json.ts';
import type { HostState } from './host-state.ts';

interface Came {
  readonly result: JsonObject;
  readonly changed: boolean;
  readonly failure: Failure | undefined;
}

interface Where {
  readonly ports: Pick<Ports, 'random'>;
  /** The host on which it was run. */
  readonly on: Pick<HostState, 'jobs'>;
}

/**
 * What `async` makes of what a task came to. Every step is detached from the connection anyway, and is waited for: so the task
 * is over, and its time limit was that of `async`. Where `poll: 0` says that nobody waits, it says as in Ansible that it was
 * begun, and keeps what came of it for `async_status`. What nobody can ask for is told at once.
 */
export function asJob({ job, register }: Pick<Task, 'job' | 'register'>, came: Came, where: Where): Came {
  if (job === undefined || !isOfTask(came.failure)) return came;
  const id = newId(where.ports);
  const name = { ansible_job_id: id, results_file: `~/.ansible_async/${id}` };
  const ended = endOf(came, job.seconds, name);
  if (job.poll !== 0 || register === undefined) return ended;
  const why = ended.failure === undefined ? undefined : describeFailure(ended.failure);
  where.on.jobs.set(id, { result: { ...name, ...ended.result }, changed: ended.changed, why });
  return { result: { started: true, finished: false, ...name }, changed: true, failure: undefined };
}

/** What happens to a host or to the run is nothing that `async` hides. */
function isOfTask(failure: Failure | undefined): boolean {
  return failure === undefined || ['command', 'refused', 'unverified', 'timeout'].includes(failure.kind);
}

function endOf({ result, changed, failure }: Came, seconds: number, name: JsonObject): Came {
  if (!isTooLong(failure))
    return { result: jsonObject(Object.entries({ ...OUTPUT, ...name, ...result })), changed, failure };
  const why = `async task did not complete within the requested time - ${seconds}s`;
  const hint = 'give it more seconds by `async`';
  return {
    result: { async_result: { ...OUTPUT, ...name, finished: false } },
    changed: false,
    failure: { kind: 'refused', why, hint },
  };
}

/** The host itself ends what takes too long; see rr_runner.sh. */
function isTooLong(failure: Failure | undefined): boolean {
  if (failure?.kind === 'command')
    return failure.exitCode === 124 && /^rulerun: stopped after \d+ s, /m.test(failure.output);
  return failure?.kind === 'timeout';
}

/** An action that has no output has an empty one. */
const OUTPUT = { started: true, finished: true, stdout: '', stderr: '', stdout_lines: [], stderr_lines: [] };

function newId({ random }: Where['ports']): string {
  return `j${Number.parseInt(random.hex(5), 16)}.${Number.parseInt(random.hex(2), 16)}`;
}

import type { Ports, UndoResult } from '../../model/ports.ts';
import type { Failure } from '../../model/run/failure.ts';
import { mayStay } from '../../model/run/undo-owed.ts';
import { attempt } from '../hosts/attempt.ts';
import { persistently } from '../hosts/connection.ts';
import { deadlineAfter } from '../hosts/deadline.ts';
import type { StartedStep } from '../hosts/host-state.ts';
import type { HostWork } from '../hosts/host-work.ts';
import { withoutText } from '../no-log.ts';

/** How going back ended on a host. */
export interface Rollback {
  /** Steps that were undone, now or earlier. */
  readonly undone: number;
  /** Steps whose undo failed, newest first, and not yet told: what nevertheless is as it was calls for nobody. */
  readonly remaining: readonly Remaining[];
}

export interface Remaining {
  readonly step: StartedStep;
  readonly failure: Failure;
}

const IRREVERSIBLE: Failure = {
  kind: 'refused',
  why: 'it has no undo',
  hint: 'give the task an `undo:`, or `irreversible: true` if it need not go back',
};

/**
 * Undoes what was started on a host, newest first, going on past failures. It is not cancelled by what stopped the run:
 * only by its own deadline, and by a person who leaves at once.
 */
export async function rollBack(on: HostWork, steps: readonly StartedStep[]): Promise<Rollback> {
  const { state, ports } = on;
  const newestFirst = steps.filter((step) => step.state !== 'undone').toReversed();
  const host = state.target.name;
  await announce(host, newestFirst, ports);
  using deadline = deadlineAfter(ports.limits.rollbackMs, ports.clock, on.signal);
  const remaining: Remaining[] = [];
  let undone = 0;
  for (const group of groups(newestFirst)) {
    for (const [step, found] of await undoGroup(group, { ...on, signal: deadline.signal })) {
      const failure = found !== undefined && step.withheld ? withoutText(found) : found;
      if (failure === undefined) {
        await tellUndone(host, step, ports);
        if (step.undo === 'possible') undone += 1;
      } else {
        remaining.push({ step, failure });
      }
    }
  }
  return { undone, remaining };
}

/** Records that a step is back; of one that has no undo nothing is said. */
export async function tellUndone(host: string, step: StartedStep, ports: Ports): Promise<void> {
  step.state = 'undone';
  if (step.undo !== 'possible') return;
  const { hostRun, number, title } = step;
  await ports.record({ type: 'undo.done', host, hostRun, step: number, title });
}

/** Records what could not be undone and is not as it was: a person must look at it. */
export async function tellRemaining(
  host: string,
  remaining: readonly Remaining[],
  ports: Ports,
): Promise<void> {
  for (const { step, failure } of remaining)
    await ports.record({ type: 'undo.failed', host, step: step.number, title: step.title, failure });
}

/** Where nothing has an undo, nothing is said of undoing. */
async function announce(host: string, steps: readonly StartedStep[], ports: Ports): Promise<void> {
  const count = steps.filter(({ undo }) => undo === 'possible').length;
  if (count > 0) await ports.record({ type: 'undo.started', host, steps: count });
}

/** Neighbours that one shell can undo in one go. */
function groups(steps: readonly StartedStep[]): readonly (readonly StartedStep[])[] {
  const result: StartedStep[][] = [];
  for (const step of steps) {
    const last = result.at(-1)?.at(-1);
    if (last !== undefined && last.become === step.become && last.hostRun === step.hostRun)
      result.at(-1)?.push(step);
    else result.push([step]);
  }
  return result;
}

type Undone = readonly [step: StartedStep, failure: Failure | undefined];

async function undoGroup(group: readonly StartedStep[], on: HostWork): Promise<readonly Undone[]> {
  const [first] = group;
  // What has no undo, and may still run, is stopped there.
  const onHost = group.filter((step) => step.undo === 'possible' || step.state === 'started');
  if (first === undefined) return [];
  const results =
    onHost.length === 0
      ? { ok: true as const, value: [] }
      : await attempt(() =>
          persistently(on, { become: first.become }, (session, signal) =>
            session.undo(
              first.hostRun,
              onHost.map(({ number }) => number),
              signal,
            ),
          ),
        );
  return group.map((step) => {
    const failure = !onHost.includes(step)
      ? undefined
      : results.ok
        ? failureOf(results.value.find(({ number }) => number === step.number))
        : results.failure;
    if (failure !== undefined || step.undo !== 'irreversible') return [step, failure];
    return [step, mayStay(step) ? undefined : IRREVERSIBLE];
  });
}

function failureOf(result: UndoResult | undefined): Failure | undefined {
  if (result === undefined) return { kind: 'protocol', why: 'the host did not say what became of this undo' };
  if (result.outcome !== 'failed') return undefined;
  return { kind: 'refused', why: result.why, hint: undefined };
}

import type { Failure } from '../model/failure.ts';
import type { Ports, UndoResult } from '../model/ports.ts';
import { mayStay } from '../model/undo-owed.ts';
import { attempt } from './attempt.ts';
import { persistently } from './connection.ts';
import { deadlineAfter } from './deadline.ts';
import type { HostState, StartedStep } from './host-state.ts';
import { withoutText } from './no-log.ts';

/** How going back ended on a host. */
export interface Rollback {
  /** Steps that were undone, now or earlier. */
  readonly undone: number;
  /** What a person must look at: steps that could not be undone, newest first; empty: all is as it was. */
  readonly remaining: readonly { readonly step: StartedStep; readonly failure: Failure }[];
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
export async function rollBack(
  state: HostState,
  steps: readonly StartedStep[],
  ports: Ports,
  abandon: AbortSignal,
): Promise<Rollback> {
  const newestFirst = steps.filter((step) => step.state !== 'undone').toReversed();
  const host = state.target.name;
  await announce(host, newestFirst, ports);
  using deadline = deadlineAfter(ports.limits.rollbackMs, ports.clock, abandon);
  const remaining: Rollback['remaining'][number][] = [];
  let undone = 0;
  for (const group of groups(newestFirst)) {
    for (const [step, found] of await undoGroup(state, group, ports, deadline.signal)) {
      const failure = found !== undefined && step.withheld ? withoutText(found) : found;
      if (failure === undefined) {
        step.state = 'undone';
        if (step.undo !== 'possible') continue;
        undone += 1;
        await ports.record({
          type: 'undo.done',
          host,
          hostRun: step.hostRun,
          step: step.number,
          title: step.title,
        });
      } else {
        remaining.push({ step, failure });
        await ports.record({ type: 'undo.failed', host, step: step.number, title: step.title, failure });
      }
    }
  }
  return { undone, remaining };
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

async function undoGroup(
  state: HostState,
  group: readonly StartedStep[],
  ports: Ports,
  signal: AbortSignal,
): Promise<readonly Undone[]> {
  const [first] = group;
  // What has no undo, and may still run, is stopped there.
  const onHost = group.filter((step) => step.undo === 'possible' || step.state === 'started');
  if (first === undefined) return [];
  const results =
    onHost.length === 0
      ? { ok: true as const, value: [] }
      : await attempt(() =>
          persistently(state, { become: first.become }, ports, signal, (session) =>
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
    if (failure !== undefined || step.undo !== 'impossible') return [step, failure];
    return [step, mayStay(step) ? undefined : IRREVERSIBLE];
  });
}

function failureOf(result: UndoResult | undefined): Failure | undefined {
  if (result === undefined) return { kind: 'protocol', why: 'the host did not say what became of this undo' };
  if (result.outcome !== 'failed') return undefined;
  return { kind: 'refused', why: result.why, hint: undefined };
}

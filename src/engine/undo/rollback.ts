import type { UndoResult } from '../../model/ports.ts';
import type { OfUndo } from '../../model/run/event.ts';
import type { Failure } from '../../model/run/failure.ts';
import { mayStay } from '../../model/run/undo-owed.ts';
import { attempt } from '../hosts/attempt.ts';
import { persistently } from '../hosts/connection.ts';
import { deadlineAfter } from '../hosts/deadline.ts';
import type { StepThere } from '../hosts/end-play.ts';
import type { HostState, StartedStep } from '../hosts/host-state.ts';
import type { HostWork } from '../hosts/host-work.ts';
import { withoutText } from '../no-log.ts';

/** How going back ended on a host. */
export interface Rollback {
  /** Steps that were undone, now or earlier. */
  readonly undone: number;
  /** Steps whose undo failed, newest first, and not yet told: what nevertheless is as it was calls for nobody. */
  readonly remaining: readonly Remaining[];
}

export interface Remaining extends StepThere {
  readonly failure: Failure;
}

const IRREVERSIBLE: Failure = {
  kind: 'refused',
  why: 'it has no undo',
  hint: 'give the task an `undo:`, or `irreversible: true` if it need not go back',
};

/**
 * Undoes what was started for a host, there and elsewhere, newest first, going on past failures. It is not cancelled by what
 * stopped the run: only by its own deadline, and by a person who leaves at once.
 */
export async function rollBack(on: HostWork, steps: readonly StepThere[]): Promise<Rollback> {
  const { ports } = on;
  const newestFirst = steps.filter(({ step }) => step.state !== 'undone').toReversed();
  await announce(newestFirst, on);
  using deadline = deadlineAfter(ports.limits.rollbackMs, ports.clock, on.signal);
  const remaining: Remaining[] = [];
  let undone = 0;
  for (const { place, steps: group } of groups(newestFirst)) {
    const there = { state: place, ports, signal: deadline.signal };
    for (const [step, found] of await place.alone(() => undoGroup(group, there))) {
      const failure = found !== undefined && step.withheld ? withoutText(found) : found;
      if (failure === undefined) {
        await tellUndone({ place, step }, on);
        if (step.undo === 'possible') undone += 1;
      } else {
        remaining.push({ place, step, failure });
      }
    }
  }
  return { undone, remaining };
}

/** Records that a step is back; of one that has no undo nothing is said. */
export async function tellUndone(there: StepThere, on: HostWork): Promise<void> {
  const { step } = there;
  step.state = 'undone';
  if (step.undo === 'possible') await on.ports.record({ type: 'undo.done', ...undoOf(there, on.state) });
}

/** Records what could not be undone and is not as it was: a person must look at it. */
export async function tellRemaining(
  remaining: readonly Remaining[],
  { state, ports }: HostWork,
): Promise<void> {
  for (const each of remaining)
    await ports.record({ type: 'undo.failed', ...undoOf(each, state), failure: each.failure });
}

/** What is told of a step that goes back with a host. */
export function undoOf({ place, step }: StepThere, { target: { name } }: HostState): OfUndo {
  const { hostRun, number, title, of, visitor } = step;
  return {
    host: name,
    ...(place.target.name === name ? {} : { delegate: place.target.name }),
    hostRun,
    step: number,
    title,
    ...(of === undefined ? {} : { of }),
    ...(visitor === undefined ? {} : { visitor }),
  };
}

/** Where nothing has an undo, nothing is said of undoing. */
async function announce(steps: readonly StepThere[], { state, ports }: HostWork): Promise<void> {
  const undoable = steps.filter(({ step }) => step.undo === 'possible').length;
  if (undoable > 0) await ports.record({ type: 'undo.started', host: state.target.name, steps: undoable });
}

interface Group {
  readonly place: HostState;
  readonly steps: readonly StartedStep[];
}

/** Neighbours that one shell can undo in one go. */
function groups(steps: readonly StepThere[]): readonly Group[] {
  const result: { readonly place: HostState; readonly steps: StartedStep[] }[] = [];
  for (const { place, step } of steps) {
    const group = result.at(-1);
    const last = group?.steps.at(-1);
    const isNext = group?.place === place && last?.become === step.become && last?.hostRun === step.hostRun;
    if (group !== undefined && isNext) group.steps.push(step);
    else result.push({ place, steps: [step] });
  }
  return result;
}

type Undone = readonly [step: StartedStep, failure: Failure | undefined];

async function undoGroup(group: readonly StartedStep[], on: HostWork): Promise<readonly Undone[]> {
  const [first] = group;
  // What has no undo, and may still run, is stopped there.
  const onHost = group.filter((step) => step.undo === 'possible' || step.state === 'started');
  if (first === undefined) return [];
  // Going back opens a play that has ended there, and takes the host again where the run had given it free.
  if (onHost.length > 0) {
    on.state.open.add(first.hostRun);
    on.state.held.add(first.become);
  }
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

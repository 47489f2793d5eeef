import type { Ports, UndoResult } from '../../model/ports.ts';
import type { Failure } from '../../model/run/failure.ts';
import { mayStay } from '../../model/run/undo-owed.ts';
import { groupedBy } from '../../model/values/grouped.ts';
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
  await announce(newestFirst, ports);
  using deadline = deadlineAfter(ports.limits.rollbackMs, ports.clock, on.signal);
  const remaining: Remaining[] = [];
  let undone = 0;
  for (const { place, steps: group } of groups(newestFirst)) {
    const there = { state: place, ports, signal: deadline.signal };
    for (const [step, found] of await place.alone(() => undoGroup(group, there))) {
      const failure = found !== undefined && step.withheld ? withoutText(found) : found;
      if (failure === undefined) {
        await tellUndone({ place, step }, ports);
        if (step.undo === 'possible') undone += 1;
      } else {
        remaining.push({ place, step, failure });
      }
    }
  }
  return { undone, remaining };
}

/** Records that a step is back; of one that has no undo nothing is said. */
export async function tellUndone({ place, step }: StepThere, ports: Ports): Promise<void> {
  step.state = 'undone';
  if (step.undo !== 'possible') return;
  const { hostRun, number, title } = step;
  const host = place.target.name;
  await ports.record({ type: 'undo.done', host, hostRun, step: number, title });
}

/** Records what could not be undone and is not as it was: a person must look at it. */
export async function tellRemaining(remaining: readonly Remaining[], ports: Ports): Promise<void> {
  for (const { place, step, failure } of remaining)
    await ports.record({
      type: 'undo.failed',
      host: place.target.name,
      step: step.number,
      title: step.title,
      failure,
    });
}

/** Where nothing has an undo, nothing is said of undoing. */
async function announce(steps: readonly StepThere[], ports: Ports): Promise<void> {
  const undoable = steps.filter(({ step }) => step.undo === 'possible');
  for (const [place, group] of groupedBy(undoable, (each) => each.place))
    await ports.record({ type: 'undo.started', host: place.target.name, steps: group.length });
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

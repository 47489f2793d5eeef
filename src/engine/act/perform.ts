import type { Observation } from '../../model/action.ts';
import type { Change, ShownChange } from '../../model/change.ts';
import type { Identity } from '../../model/playbook/address.ts';
import type { PlannedTask } from '../../model/playbook/plan.ts';
import type { DoneAnswer, Performed, Ports, Step } from '../../model/ports.ts';
import type { RunEvent } from '../../model/run/event.ts';
import { type Failure, HostFailure } from '../../model/run/failure.ts';
import { hostRunName } from '../../model/run/host-run.ts';
import { undoIn } from '../../model/run/undo-owed.ts';
import { type Attempt, attempt } from '../hosts/attempt.ts';
import { isLoss, persistently } from '../hosts/connection.ts';
import type { HostState, StartedStep } from '../hosts/host-state.ts';
import type { HostWork } from '../hosts/host-work.ts';
import { witnesses, witnessNames } from '../hosts/witnesses.ts';
import { forget, remember } from '../look/questions.ts';
import { showChange } from '../shown-change.ts';
import { troubleOf } from '../trouble.ts';
import { mayCutAccess } from './cuts-access.ts';
import { notBegun } from './unbegun.ts';

/** Its signal aborts when the person wants to leave at once: whatever is running goes on alone on the host. */
export interface Performing extends HostWork {
  readonly run: string;
  /** The host for which it is done, where that is another. */
  readonly visitor?: HostState;
}

/** What became of a step: `entry` is what the host may have to undo. */
export interface Done {
  readonly entry: StartedStep;
  /** What was told of it. */
  readonly shown: ShownChange;
  readonly performed: Attempt<Performed>;
}

/**
 * Writes down what is about to happen, then has the host do it, and waits for the outcome, over a new connection where
 * the first is lost. The host starts it at most once. `asked`: what its task looked at. The answers to `then` are remembered.
 */
export async function perform(
  planned: PlannedTask,
  title: string,
  change: Change,
  identity: Identity,
  { asked, then }: { readonly asked: readonly Observation[]; readonly then: readonly Observation[] },
  performing: Performing,
): Promise<Done> {
  const { state, ports, visitor } = performing;
  const step = stepOf(planned, title, change, performing);
  const shown = showChange(change);
  const entry = {
    ...entryOf(step, change, identity, planned),
    asked: witnessNames(identity, asked),
    ...(visitor === undefined ? {} : { isVisit: true }),
  };
  const { name } = state.target;
  const on = visitor === undefined ? { host: name } : { host: visitor.target.name, delegate: name };
  const isFirst = !state.before.has(step.run);
  if (isFirst) state.before.set(step.run, witnesses(state.answers));
  const isRecorded = await recorded(ports, {
    type: 'task.intent',
    ...on,
    task: planned.address,
    title,
    step: step.number,
    become: identity.become,
    change: shown,
    asked: entry.withheld ? [] : entry.asked,
    ...(isFirst ? { before: state.before.get(step.run) ?? [] } : {}),
  });
  if (!isRecorded) return { entry, shown, performed: { ok: false, failure: { kind: 'cancelled' } } };
  state.steps.push(entry);
  visitor?.elsewhere.push({ place: state, step: entry, after: visitor.steps.length });
  state.held.add(identity.become);
  state.open.add(step.run);
  const performed = await attempt(() => carryOut(step, identity, then, performing));
  forget(state);
  if (!performed.ok) {
    // Another run has the host: nothing was started, so there is nothing to go back from.
    if (performed.failure.kind === 'locked') {
      state.steps.pop();
      visitor?.elsewhere.pop();
      state.held.delete(identity.become);
    }
    return { entry: settled(entry, performed.failure), shown, performed };
  }
  remember(state, identity, then, performed.value.answers, ports.clock.now());
  const { done } = performed.value;
  // What was not begun has nothing to go back, as if it were undone.
  entry.state = done.exitCode === 0 ? 'done' : notBegun(change, done) === undefined ? 'failed' : 'undone';
  return { entry, shown, performed };
}

/** False when an intent cannot be kept, which has stopped the run: then nothing may begin. */
async function recorded(ports: Ports, intent: RunEvent): Promise<boolean> {
  try {
    await ports.record(intent);
    return true;
  } catch (error) {
    if (troubleOf(ports.signals) === undefined) throw error;
    return false;
  }
}

async function carryOut(
  step: Step,
  identity: Identity,
  then: readonly Observation[],
  performing: Performing,
): Promise<Performed> {
  let sent = false;
  return persistently(performing, identity, async (session, signal) => {
    if (!sent) {
      sent = true;
      return session.perform(step, then, signal);
    }
    // The reply was lost, not the step: the host's own record says what became of it.
    const recalled = await session.recall(step, signal);
    switch (recalled.kind) {
      case 'not-started':
        return session.perform(step, then, signal);
      case 'done':
        return { done: recalled.done, answers: await session.observe(then, signal) };
      case 'interrupted':
        throw new HostFailure(interrupted(step));
    }
  });
}

function interrupted(step: Step): Failure {
  return {
    kind: 'refused',
    why: `"${step.title}" was cut off on the host: it was restarted, or the process was killed`,
    hint: undefined,
  };
}

function stepOf(planned: PlannedTask, title: string, change: Change, performing: Performing): Step {
  const { run, state, ports } = performing;
  const hostRun = hostRunName(run, planned.address.play);
  const undo = change.undo.kind === 'possible' ? change.undo.operations : undefined;
  return {
    run: hostRun,
    number: state.steps.filter((step) => step.hostRun === hostRun).length + 1,
    title,
    operations: change.apply,
    preserve: change.preserve,
    undo,
    timeoutMs: planned.task.timeoutMs,
    secret: planned.task.noLog || ports.holdsSecret?.([...change.apply, ...(undo ?? [])]) === true,
  };
}

function entryOf(
  step: Step,
  change: Change,
  { become }: Identity,
  { address, task }: PlannedTask,
): Omit<StartedStep, 'asked'> {
  return {
    number: step.number,
    hostRun: step.run,
    title: step.title,
    of: address,
    become,
    ...undoIn(change),
    withheld: task.noLog,
    mayCutAccess: mayCutAccess(change),
    state: 'started',
    changed: false,
  };
}

/** A refusal before the start leaves nothing behind; after a loss nobody knows. */
function settled(entry: StartedStep, failure: Failure): StartedStep {
  if (!isLoss(failure) && failure.kind !== 'cancelled' && failure.kind !== 'timeout') entry.state = 'failed';
  return entry;
}

/** The failure that an answer of a step stands for; undefined: it succeeded. */
export function failureOfStep(title: string, answer: DoneAnswer): Failure | undefined {
  if (answer.exitCode === 0) return undefined;
  const signal = answer.how?.kind === 'signal' ? { signal: answer.how.number } : {};
  const output = new TextDecoder().decode(answer.stderr.length > 0 ? answer.stderr : answer.stdout).trim();
  const { exitCode } = answer;
  return { kind: 'command', what: `"${title}"`, exitCode, output: output.slice(-2_000), ...signal };
}

import { actionOf } from '../../model/action.ts';
import { type PlannedTask, taskKey } from '../../model/playbook/plan.ts';
import type { OnTask } from '../../model/run/event.ts';
import { isGrowing } from '../../resolve/pattern/coming.ts';
import type { HostWork } from '../hosts/host-work.ts';
import { type Assessment, assess } from '../look/assess.ts';
import { changesNothing } from '../look/judge.ts';
import { leaveOpen } from '../look/leave-open.ts';
import { handlerName, noticesOf, titleOf } from '../look/prepare.ts';
import type { Supposing } from './supposed.ts';
import { type Touching, touchedBy } from './touches.ts';

/** What is not certain any more, the further a walk comes. */
export interface OpenEnds extends HostWork, Touching {
  /** Names that would be registered by something that has not happened. */
  readonly pending: Set<string>;
  /** The words by which handlers are notified, or may be. */
  readonly notified: Set<string>;
  /** Those of them that are notified in any case, each with the handlers that have had their turn by it since. */
  readonly notifiedSurely: Map<string, Set<string>>;
  /** What handlers include that have their turn for certain, by `taskKey`. */
  readonly byHandlers: Set<string>;
  /** Blocks of which a task may fail: their `rescue` may have its turn. */
  readonly mayFail: Set<number>;
  readonly supposing: Supposing;
}

/** What a task that is still open may set, notify and fail is open too. */
export function keepOpen(planned: PlannedTask, walking: OpenEnds): void {
  const { within } = planned.task;
  leaveOpen(planned, walking);
  if (isGrowing(planned.task)) walking.state.growth?.open.add(planned.title);
  if (!changesNothing(planned, walking))
    for (const word of noticesOf(planned, walking)) walking.notified.add(word);
  for (const { block, arm } of within) if (arm === 'block') walking.mayFail.add(block);
}

/** What it does to the host, if it does it, may be anything. */
export function mayTouchAnything(planned: PlannedTask, title: string, walking: OpenEnds): void {
  if (actionOf(planned.task, walking.ports.actions).readOnly) return;
  walking.touches.push({ title, by: walking.state.target.name, touches: 'anything' });
}

/** True for a handler that nothing notifies for certain. The words that were for it are not for it again. */
export function mayStayQuiet(planned: PlannedTask, walking: OpenEnds): boolean {
  const { address, task } = planned;
  if (address.section !== 'handlers') return false;
  const key = taskKey(address);
  if (walking.byHandlers.has(key)) return false;
  const words = [handlerName(planned, walking), ...task.listen].filter((word) => {
    const taken = walking.notifiedSurely.get(word);
    const isMine = taken !== undefined && !taken.has(key);
    taken?.add(key);
    return isMine;
  });
  return words.length === 0;
}

/** Names a task of `rescue`, where its block may come to fail: it may then do what it is there for. */
export async function foreseeRescue(planned: PlannedTask, walking: OpenEnds): Promise<void> {
  const { within } = planned.task;
  if (!within.some(({ block, arm }) => arm === 'rescue' && walking.mayFail.has(block))) return;
  await foreseeMaybe(planned, 'it answers to a failure, and whether one comes is not known yet', walking);
}

/** A task that may have its turn or not. */
export async function foreseeMaybe(planned: PlannedTask, why: string, walking: OpenEnds): Promise<void> {
  const assessing = { ...walking, later: () => [] };
  const title = titleOf(planned, assessing);
  const on: OnTask = { host: walking.state.target.name, task: planned.address, title };
  await walking.ports.record({ type: 'task.unforeseen', ...on, why });
  const isOne = planned.task.loop === undefined && planned.task.around === undefined;
  const assessment = isOne ? await assess(planned, assessing) : undefined;
  touchMaybe(planned, assessment, title, walking);
  keepOpen(planned, walking);
}

function touchMaybe(
  planned: PlannedTask,
  assessment: Assessment | undefined,
  title: string,
  walking: OpenEnds,
): void {
  if (assessment?.kind === 'change') {
    walking.touches.push({ title, by: walking.state.target.name, touches: touchedBy(assessment.change) });
  } else if (assessment?.kind !== 'skipped' && assessment?.kind !== 'satisfied') {
    mayTouchAnything(planned, title, walking);
  }
}

import { type PlannedTask, taskKey } from '../../model/playbook/plan.ts';
import type { HostWork } from '../hosts/host-work.ts';
import { eachItem } from './items.ts';
import { leaveOpen } from './leave-open.ts';
import { foretell, type Stage } from './prepare.ts';
import { missing, type Questions } from './questions.ts';

/** A host on its way through its tasks, and those after this one. */
interface OnTheWay extends Stage, Pick<HostWork, 'ports'> {
  readonly later: () => readonly PlannedTask[];
}

/** The questions of the later tasks that can be known by now. */
export function ahead(on: OnTheWay, current: PlannedTask): readonly Questions[] {
  const pending = new Set(on.pending);
  const questions: Questions[] = [];
  const { state, ports, place } = on;
  // On another host nobody knows what comes next.
  if (place !== undefined) return questions;
  leaveOpen(current, { state, pending, ports });
  for (const planned of on.later()) {
    const isHere = planned.task.across.delegateTo === undefined;
    const items = isHere ? eachItem(planned, { state, pending }) : [];
    const asked = items.flatMap((each) => {
      const prepared = foretell(each, { state, ports, pending });
      return prepared.kind === 'ready' ? [prepared.questions] : [];
    });
    questions.push(...asked);
    if (!isKnown(planned, asked, on)) leaveOpen(planned, { state, pending, ports });
  }
  return questions;
}

/** What a host has told already stays as it is: facts that are gathered anew are those that are there. */
function isKnown({ task }: PlannedTask, asked: readonly Questions[], { state }: OnTheWay): boolean {
  return task.register === undefined && asked.length > 0 && missing(state, asked).length === 0;
}

/**
 * The later tasks whose answers will still hold when their turn comes: all up to the next one that is expected to do
 * something. Asking for more would be for nothing.
 */
export function untilNextChange({ later, state }: OnTheWay): readonly PlannedTask[] {
  const all = later();
  const next = all.findIndex(({ address }) => state.foreseen.has(taskKey(address)));
  return next < 0 ? all : all.slice(0, next + 1);
}

import { inOrder, type Plan, type PlannedPlay } from '../../model/playbook/plan.ts';
import type { Waiting } from '../../model/run/event.ts';
import { whyTheyMeet } from './places.ts';
import { readersIn } from './readers.ts';

/** The points at which hosts of a play wait for each other, in its order; what is only included on the way is not known yet. */
export function waitsIn(play: PlannedPlay, plan: Plan): readonly Waiting[] {
  if (play.strategy !== 'linear' || play.batches.every((batch) => batch.length < 2)) return [];
  const { maxFailPercentage } = play;
  const everywhere = maxFailPercentage === 0 ? 'any_errors_fatal' : 'max_fail_percentage';
  const all = maxFailPercentage === undefined ? [] : [{ why: everywhere }];
  const looksAtOthers = readersIn(plan);
  const some = inOrder(play).flatMap(({ task, address, title }): readonly Waiting[] => {
    if (address.section === 'preflight' || address.section === 'verify') return [];
    const why = whyTheyMeet(task, play, looksAtOthers);
    return why === undefined || (all.length > 0 && why === everywhere) ? [] : [{ task: address, title, why }];
  });
  return [...all, ...some];
}

import type { PlannedTask } from '../../model/playbook/plan.ts';
import type { OnTask } from '../../model/run/event.ts';
import type { JsonObject } from '../../model/values/json.ts';
import { SKIPPED } from '../hosts/registered-result.ts';
import type { Assessing } from '../look/assess.ts';
import { renew } from '../look/questions.ts';
import type { Performing } from './perform.ts';

export const UNWANTED: { readonly why: string; readonly result: JsonObject } = {
  why: 'not wanted (--step)',
  result: SKIPPED,
};

interface Asking {
  readonly planned: PlannedTask;
  readonly on: Pick<OnTask, 'title'>;
  readonly assessing: Assessing;
  readonly performing: Performing;
}

/** Asks whether a task that would change something is wanted; `look-again`: it is, and what was seen before is too old to act on. */
export async function askAbout({
  planned,
  on,
  assessing,
  performing,
}: Asking): Promise<'yes' | 'no' | 'stop' | 'look-again'> {
  const { confirmTask, signals, clock, limits } = assessing.ports;
  if (confirmTask === undefined) return 'yes';
  // It is asked once for all items of a loop, so the question must not name one of them.
  const asked = planned.address.item === undefined ? on.title : planned.title;
  const isWanted = await confirmTask(planned.address, asked);
  if (signals.stop.aborted) return 'stop';
  if (!isWanted) return 'no';
  const { state } = performing;
  if (clock.now() - state.answeredAt <= limits.freshForMs) return 'yes';
  renew(state);
  return 'look-again';
}

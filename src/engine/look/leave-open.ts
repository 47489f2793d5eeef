import { actionOf, setsOf } from '../../model/action.ts';
import type { PlannedTask } from '../../model/playbook/plan.ts';
import { possibleNames } from '../../resolve/check/foresee-included.ts';
import type { HostWork } from '../hosts/host-work.ts';
import { partsFor } from './prepare.ts';

/** Where names are noted that are not known yet. */
type Noting = Pick<HostWork, 'state' | 'ports'> & { readonly pending: Set<string> };

/** What a task that is still open may set is open too. */
export function leaveOpen(planned: PlannedTask, { pending, state, ports }: Noting): void {
  const { task } = planned;
  const { actions, lookups } = ports;
  if (task.register !== undefined) pending.add(task.register);
  for (const name of setsOf(task, actions)) pending.add(name);
  if (actionOf(task, actions).wishes !== undefined)
    for (const name of possibleNames(task, partsFor(planned, { state, pending }), lookups)) pending.add(name);
  // What it includes may set any.
  if (task.around !== undefined) pending.add('*');
}

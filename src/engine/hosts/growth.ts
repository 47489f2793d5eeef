import type { Effect } from '../../model/action.ts';
import type { Growth } from '../../model/playbook/inventory.ts';
import type { GrowingInventory, PlannedTask } from '../../model/playbook/plan.ts';
import type { Ports } from '../../model/ports.ts';

/** What the tasks of a run add to its inventory. A preview adds for itself, and the apply after it begins anew. */
export interface RunGrowth {
  current: GrowingInventory;
  /** The hosts that tasks of the play have added that is under way: as in Ansible it tells of them as if they were its own. */
  readonly joined: Set<string>;
  /** What tasks may add of which that is not known yet, by their titles. Only in a preview. */
  readonly open: Set<string>;
}

/** What an effect adds; undefined: nothing. */
export function growthOf(
  effect: Effect | undefined,
  { task: { at } }: PlannedTask,
  host: string,
): Growth | undefined {
  switch (effect?.kind) {
    case 'add-host':
      return { ...effect, kind: 'host', at };
    case 'add-group':
      return { ...effect, kind: 'group', host, at };
    default:
      return undefined;
  }
}

/** True where an effect adds what is not there yet. */
export function addsWith(
  effect: Effect | undefined,
  planned: PlannedTask,
  { growth, target }: { readonly growth: RunGrowth | undefined; readonly target: { readonly name: string } },
): true | undefined {
  const more = growthOf(effect, planned, target.name);
  return more !== undefined && growth?.current.adds(more) === true ? true : undefined;
}

export function growthIn({ growing }: Pick<Ports, 'growing'>): RunGrowth | undefined {
  return growing === undefined ? undefined : { current: growing(), joined: new Set(), open: new Set() };
}

import type { Read } from '../model/diagnostic.ts';
import type { LoadedInventory } from '../model/playbook/inventory.ts';
import type { GrowingInventory, Plan, PlannedPlay } from '../model/playbook/plan.ts';
import { secretsIn } from './secrets.ts';

/** How a plan follows from an inventory to which tasks have added. */
export interface PlanAgain {
  readonly magic: (inventory: LoadedInventory) => Plan['magic'];
  /** `kept`: plays that stay as they are. */
  readonly plan: (inventory: LoadedInventory, kept: readonly PlannedPlay[]) => Read<Plan>;
}

/** The inventory of one run, to which its tasks add. `secrets` grow with the passwords of hosts that are added. */
export function growing(
  read: LoadedInventory,
  first: Plan,
  secrets: string[],
  { magic, plan }: PlanAgain,
): GrowingInventory {
  const inventory = read.adding();
  let world: ReturnType<GrowingInventory['world']> = first;
  let latest: Read<Plan> = { value: first, diagnostics: [] };
  let isStill = true;
  const hide = (planned: Plan): void => {
    const known = new Set(secrets);
    secrets.push(...secretsIn(planned).filter((secret) => !known.has(secret)));
  };
  return {
    adds: inventory.adds,
    add(growth) {
      inventory.add(growth);
      const now = inventory.now();
      // This machine stays one of them where no inventory names it.
      world = { hosts: new Map([...first.hosts, ...now.hosts]), magic: magic(now) };
      isStill = false;
    },
    world: () => world,
    plan(from) {
      if (isStill) return latest;
      isStill = true;
      const kept = latest.value?.plays.filter(({ number }) => number < from) ?? [];
      latest = plan(inventory.now(), kept);
      if (latest.value !== undefined) hide(latest.value);
      return latest;
    },
  };
}

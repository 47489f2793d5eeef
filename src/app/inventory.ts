import type { Read } from '../model/diagnostic.ts';
import type { LoadedInventory } from '../model/playbook/inventory.ts';

/** An inventory as it was read. */
export interface ReadInventory extends Read<LoadedInventory> {
  readonly sources: readonly string[];
}
